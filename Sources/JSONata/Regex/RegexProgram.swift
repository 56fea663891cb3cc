/// The instructions that match a regular expression.
struct RegexProgram: Sendable {
    enum Instruction: Sendable {
        /// Takes one unit, forwards or backwards.
        case unit(UInt16, isBackward: Bool)
        case any(isBackward: Bool)
        case set(Int, isBackward: Bool)
        /// Goes on at the first place and, if that fails, at the second; numbered for the record of what has been tried.
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
        /// Matches what stands up to the next place without taking it.
        case look(isNegated: Bool, next: Int)
        case match
    }

    var instructions: [Instruction] = []
    var sets: [UnitSet] = []
    var splits = 0
    var rounds = 0
    var groups = 0
    var flags: Regex.Flags = []
    /// Whether what follows a place depends on more than the place: then trying a place again may give another result.
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
            let place = next
            try append(.match)
            try emit(tree, isBackward: isBehind)
            try append(.match)
            program.instructions[place] = .look(isNegated: isNegated, next: next)
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

    private mutating func setSplit(_ place: Int, isGreedy: Bool, body: Int, exit: Int) {
        guard case .split(_, _, let number) = program.instructions[place] else { return }
        program.instructions[place] = isGreedy ? .split(body, exit, number: number) : .split(exit, body, number: number)
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
