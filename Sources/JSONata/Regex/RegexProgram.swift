/// The instructions that match a regular expression.
struct RegexProgram: Sendable {
    enum Instruction: Sendable {
        /// Takes one unit, forwards or backwards.
        case unit(UInt16, isBackward: Bool)
        case any(isBackward: Bool)
        case set(Int, isBackward: Bool)
        /// Goes on at the first position and, if that fails, at the second; numbered for the record of what has been tried.
        case split(Int, Int, number: Int)
        case jump(Int)
        case save(Int)
        /// Forgets what the groups of a repetition captured in the round before.
        case forget(Range<Int>)
        /// Remembers where a round of a repetition begins, and fails where it has ended without taking anything.
        case beginRound(Int)
        case endRound(Int)
        case start
        case end
        case boundary(isNegated: Bool)
        case backreference(Int, isBackward: Bool)
        /// Matches what stands up to the next position without taking it.
        case look(isNegated: Bool, next: Int)
        case match
    }

    var instructions: [Instruction] = []
    var sets: [UnitSet] = []
    var splits = 0
    var rounds = 0
    var groups = 0
    var flags: Regex.Flags = []
    /// Whether what follows a position depends on more than the position: then trying a position again may give another result.
    var dependsOnHistory = false
}

/// Makes the instructions of a syntax tree.
struct RegexCompiler {
    private static let sizeLimit = 100_000
    private var program = RegexProgram()

    static func compile(_ tree: RegexTree, groups: Int, _ flags: Regex.Flags) throws -> RegexProgram {
        var compiler = RegexCompiler()
        compiler.program.flags = flags
        compiler.program.groups = groups
        try compiler.emit(.group(tree, 0), isBackward: false)
        try compiler.append(.match)
        return compiler.program
    }

    private var next: Int { program.instructions.count }

    private mutating func append(_ instruction: RegexProgram.Instruction) throws {
        guard next < Self.sizeLimit else { throw RegexError(reason: "it is too large") }
        program.instructions.append(instruction)
    }

    private mutating func emit(_ tree: RegexTree, isBackward: Bool) throws {
        let ignoresCase = program.flags.contains(.ignoreCase)
        switch tree {
        case .empty: break
        case .unit(let unit):
            try append(.unit(ignoresCase ? UnitCase.folded(unit) : unit, isBackward: isBackward))
        case .any: try append(.any(isBackward: isBackward))
        case .set(let set):
            program.sets.append(set)
            try append(.set(program.sets.count - 1, isBackward: isBackward))
        case .start: try append(.start)
        case .end: try append(.end)
        case .boundary(let isNegated): try append(.boundary(isNegated: isNegated))
        case .group(let tree, let number):
            try append(.save(number * 2 + (isBackward ? 1 : 0)))
            try emit(tree, isBackward: isBackward)
            try append(.save(number * 2 + (isBackward ? 0 : 1)))
        case .backreference(let number):
            program.dependsOnHistory = true
            try append(.backreference(number, isBackward: isBackward))
        case .sequence(let parts):
            for part in isBackward ? parts.reversed() : parts { try emit(part, isBackward: isBackward) }
        case .choice(let options): try emit(choice: options[...], isBackward: isBackward)
        case .look(let tree, let isBehind, let isNegated):
            program.dependsOnHistory = true
            let position = next
            try append(.match)
            try emit(tree, isBackward: isBehind)
            try append(.match)
            program.instructions[position] = .look(isNegated: isNegated, next: next)
        case .repetition(let tree, let range, let isGreedy, let groups):
            for _ in 0..<range.lowerBound { try emit(round: tree, groups, isBackward, checksProgress: false) }
            if range.upperBound == Int.max {
                try emit(loop: tree, isGreedy, groups, isBackward)
            } else {
                try emit(optional: tree, range.upperBound - range.lowerBound, isGreedy, groups, isBackward)
            }
        }
    }

    private mutating func emit(choice options: ArraySlice<RegexTree>, isBackward: Bool) throws {
        var ends: [Int] = []
        for option in options.dropLast() {
            let split = try reserveSplit()
            try emit(option, isBackward: isBackward)
            ends.append(next)
            try append(.jump(0))
            setSplit(split, isGreedy: true, body: split + 1, exit: next)
        }
        if let last = options.last { try emit(last, isBackward: isBackward) }
        for end in ends { program.instructions[end] = .jump(next) }
    }

    private mutating func reserveSplit() throws -> Int {
        try append(.split(0, 0, number: program.splits))
        program.splits += 1
        return next - 1
    }

    private mutating func setSplit(_ position: Int, isGreedy: Bool, body: Int, exit: Int) {
        guard case .split(_, _, let number) = program.instructions[position] else { return }
        program.instructions[position] =
            isGreedy ? .split(body, exit, number: number) : .split(exit, body, number: number)
    }

    /// One round of a repetition.
    private mutating func emit(
        round tree: RegexTree, _ groups: Range<Int>, _ isBackward: Bool, checksProgress: Bool
    ) throws {
        if !groups.isEmpty { try append(.forget(groups)) }
        let round = program.rounds
        if checksProgress {
            program.rounds += 1
            try append(.beginRound(round))
        }
        try emit(tree, isBackward: isBackward)
        if checksProgress { try append(.endRound(round)) }
    }

    private mutating func emit(loop tree: RegexTree, _ isGreedy: Bool, _ groups: Range<Int>, _ isBackward: Bool) throws
    {
        let split = try reserveSplit()
        try emit(round: tree, groups, isBackward, checksProgress: tree.canBeEmpty)
        try append(.jump(split))
        setSplit(split, isGreedy: isGreedy, body: split + 1, exit: next)
    }

    private mutating func emit(
        optional tree: RegexTree, _ count: Int, _ isGreedy: Bool, _ groups: Range<Int>, _ isBackward: Bool
    ) throws {
        var splits: [Int] = []
        for _ in 0..<count {
            splits.append(try reserveSplit())
            try emit(round: tree, groups, isBackward, checksProgress: tree.canBeEmpty)
        }
        for split in splits { setSplit(split, isGreedy: isGreedy, body: split + 1, exit: next) }
    }
}

/// A set of UTF-16 code units.
struct UnitSet: Sendable {
    private var low: (UInt64, UInt64) = (0, 0)
    private var ranges: [ClosedRange<UInt16>] = []
    var isNegated = false

    init(_ ranges: [ClosedRange<UInt16>] = [], negated: Bool = false) {
        isNegated = negated
        for range in ranges { insert(range) }
    }

    mutating func insert(_ range: ClosedRange<UInt16>) {
        var unit = range.lowerBound
        while unit <= range.upperBound, unit < 128 {
            if unit < 64 { low.0 |= 1 << UInt64(unit) } else { low.1 |= 1 << UInt64(unit - 64) }
            unit += 1
        }
        if range.upperBound >= 128 { ranges.append(max(range.lowerBound, 128)...range.upperBound) }
    }

    mutating func insert(_ other: UnitSet) {
        for unit: UInt16 in 0..<128 where other.contains(unit) { insert(unit...unit) }
        if !other.isNegated {
            ranges += other.ranges
            return
        }
        var next: UInt32 = 128
        for range in other.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if UInt32(range.lowerBound) > next { ranges.append(UInt16(next)...(range.lowerBound - 1)) }
            next = max(next, UInt32(range.upperBound) + 1)
        }
        if next <= 0xFFFF { ranges.append(UInt16(next)...0xFFFF) }
    }

    func contains(_ unit: UInt16) -> Bool {
        let isListed =
            if unit < 64 {
                low.0 >> UInt64(unit) & 1 == 1
            } else if unit < 128 {
                low.1 >> UInt64(unit - 64) & 1 == 1
            } else {
                ranges.contains { $0.contains(unit) }
            }
        return isListed != isNegated
    }

    static let digits = UnitSet([0x30...0x39])
    static let word = UnitSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let spaces = UnitSet([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    static let lineTerminators = UnitSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])

    var negated: UnitSet {
        var copy = self
        copy.isNegated.toggle()
        return copy
    }
}

/// Letter case as regular expressions compare it: by single code units only.
enum UnitCase {
    /// The upper-case form where it is a single unit and does not leave ASCII's outside for its inside.
    static func folded(_ unit: UInt16) -> UInt16 {
        if unit < 128 { return unit >= 0x61 && unit <= 0x7A ? unit - 32 : unit }
        guard let scalar = Unicode.Scalar(unit) else { return unit }
        let upper = scalar.properties.uppercaseMapping.utf16
        guard upper.count == 1, let only = upper.first, only >= 128 else { return unit }
        return only
    }

    static func lowered(_ unit: UInt16) -> UInt16 {
        if unit < 128 { return unit >= 0x41 && unit <= 0x5A ? unit + 32 : unit }
        guard let lower = Unicode.Scalar(unit)?.properties.lowercaseMapping.utf16, lower.count == 1 else { return unit }
        return lower.first ?? unit
    }
}
