/// A regular expression in JavaScript's syntax, over UTF-16 code units and with an engine of its own.
///
/// Where it has neither back-references nor look-around, a match takes time in proportion to the text and the
/// expression, whatever they are. Elsewhere it is stopped after a fixed number of steps. Nothing recurses by the text.
final class Regex: Sendable {
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let ignoreCase = Flags(rawValue: 1)
        static let multiline = Flags(rawValue: 2)
    }

    let source: String
    let program: RegexProgram

    /// - Throws: `RegexError`.
    init(_ source: String, _ flags: Flags = []) throws {
        self.source = source
        var parser = RegexParser(source)
        let tree = try parser.parse()
        program = try RegexCompiler.compile(tree, groups: parser.groupCount, flags)
    }
}

/// Why a regular expression is not valid.
struct RegexError: Error {
    let reason: String
}

/// The syntax tree of a regular expression.
indirect enum RegexTree {
    case empty
    case unit(UInt16)
    case any
    case set(UnitSet)
    case start
    case end
    case boundary(isNegated: Bool)
    case group(RegexTree, Int)
    case backreference(Int)
    case sequence([RegexTree])
    case choice([RegexTree])
    case repetition(RegexTree, ClosedRange<Int>, isGreedy: Bool, groups: Range<Int>)
    case look(RegexTree, isBehind: Bool, isNegated: Bool)

    /// Whether it can match without taking anything from the text.
    var canBeEmpty: Bool {
        switch self {
        case .unit, .any, .set: false
        case .empty, .start, .end, .boundary, .look, .backreference: true
        case .group(let tree, _): tree.canBeEmpty
        case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
        case .choice(let options): options.contains(where: \.canBeEmpty)
        case .repetition(let tree, let range, _, _): range.lowerBound == 0 || tree.canBeEmpty
        }
    }
}

/// Runs a regular expression over a text, by trying one way after another.
///
/// Each position of the program that offers a choice is tried at most once for each position of the text: if it did not lead to
/// a match the first time, it will not the second time. That bounds the steps by the product of both.
final class RegexMatcher {
    private static let stepLimit = 5_000_000

    private enum Change {
        case branch(Int, Int)
        case capture(Int, Int)
        case round(Int, Int)
    }

    private let regex: Regex
    private let text: [UInt16]
    private let pause: () throws -> Void
    private var captures: [Int]
    private var rounds: [Int]
    private var changes: [Change] = []
    /// A bit for each choice and position that has been tried, and the words that hold any, to be cleared afterwards.
    private var tried: [UInt64]
    private var touched: [Int] = []
    private let remembers: Bool
    private var steps = 0

    /// Calls `pause` every few thousand steps, which may throw to stop the match.
    init(_ regex: Regex, _ text: [UInt16], pause: @escaping () throws -> Void) {
        self.regex = regex
        self.text = text
        self.pause = pause
        captures = Array(repeating: -1, count: (regex.program.groups + 1) * 2)
        rounds = Array(repeating: -1, count: regex.program.rounds)
        let positions = regex.program.splits.multipliedReportingOverflow(by: text.count + 1)
        remembers = !regex.program.dependsOnHistory && !positions.overflow && positions.partialValue < 1 << 33
        tried = Array(repeating: 0, count: remembers ? (positions.partialValue + 63) / 64 : 0)
    }

    /// The first match from a position on: start and end of the whole and of each group, -1 where a group took no part.
    func firstMatch(from start: Int) throws -> [Int]? {
        defer {
            for word in touched { tried[word] = 0 }
            touched.removeAll(keepingCapacity: true)
        }
        steps = 0
        var position = start
        let first = literalStart
        while position <= text.count {
            if let first {
                guard let next = text[position...].firstIndex(of: first) else { return nil }
                position = next
            }
            for index in captures.indices { captures[index] = -1 }
            changes.removeAll(keepingCapacity: true)
            if try run(0, position) != nil { return captures }
            position += 1
        }
        return nil
    }

    /// The unit that every match starts with, if there is one.
    private var literalStart: UInt16? {
        guard regex.program.flags.isDisjoint(with: .ignoreCase), regex.program.instructions.count > 1,
            case .unit(let unit, isBackward: false) = regex.program.instructions[1]
        else { return nil }
        return unit
    }

    /// Runs from a position of the program and of the text to the next `match`; the position in the text, or nil.
    private func run(_ start: Int, _ position: Int) throws -> Int? {
        let base = changes.count
        var counter = start
        var position = position
        while true {
            steps += 1
            if steps & 0xFFF == 0 {
                try pause()
                if !remembers, steps > Self.stepLimit { throw JSONataError("D1012") }
            }
            var isMatching = true
            switch regex.program.instructions[counter] {
            case .unit(let unit, let isBackward):
                isMatching = take(&position, isBackward) { $0 == unit || folds && UnitCase.folded($0) == unit }
                counter += 1
            case .any(let isBackward):
                isMatching = take(&position, isBackward) { !UnitSet.lineTerminators.contains($0) }
                counter += 1
            case .set(let index, let isBackward):
                isMatching = take(&position, isBackward) { has(regex.program.sets[index], $0) }
                counter += 1
            case .split(let first, let second, let number):
                isMatching = isNew(number, position)
                if isMatching { changes.append(.branch(second, position)) }
                counter = first
            case .jump(let next): counter = next
            case .save(let index):
                changes.append(.capture(index, captures[index]))
                captures[index] = position
                counter += 1
            case .forget(let groups):
                for index in groups.lowerBound * 2..<groups.upperBound * 2 where captures[index] != -1 {
                    changes.append(.capture(index, captures[index]))
                    captures[index] = -1
                }
                counter += 1
            case .beginRound(let round):
                changes.append(.round(round, rounds[round]))
                rounds[round] = position
                counter += 1
            case .endRound(let round):
                isMatching = rounds[round] != position
                counter += 1
            case .start:
                isMatching = position == 0 || isMultiline && UnitSet.lineTerminators.contains(text[position - 1])
                counter += 1
            case .end:
                isMatching = position == text.count || isMultiline && UnitSet.lineTerminators.contains(text[position])
                counter += 1
            case .boundary(let isNegated):
                let before = position > 0 && UnitSet.word.contains(text[position - 1])
                let after = position < text.count && UnitSet.word.contains(text[position])
                isMatching = (before != after) != isNegated
                counter += 1
            case .backreference(let number, let isBackward):
                isMatching = repeatGroup(number, &position, isBackward)
                counter += 1
            case .look(let isNegated, let next):
                let mark = changes.count
                let found = try run(counter + 1, position) != nil
                isMatching = found != isNegated
                // What a look captures stays, but its other ways are not tried again.
                if found { dropBranches(from: mark, undoing: isNegated) }
                counter = next
            case .match: return position
            }
            if !isMatching {
                guard let (branch, there) = backtrack(to: base) else { return nil }
                (counter, position) = (branch, there)
            }
        }
    }

    private var folds: Bool { regex.program.flags.contains(.ignoreCase) }
    private var isMultiline: Bool { regex.program.flags.contains(.multiline) }

    @inline(__always)
    private func take(_ position: inout Int, _ isBackward: Bool, _ test: (UInt16) -> Bool) -> Bool {
        if isBackward {
            guard position > 0, test(text[position - 1]) else { return false }
            position -= 1
        } else {
            guard position < text.count, test(text[position]) else { return false }
            position += 1
        }
        return true
    }

    private func has(_ set: UnitSet, _ unit: UInt16) -> Bool {
        guard folds else { return set.contains(unit) }
        // A negated class is the complement of all that its members match in either case.
        let members = set.isNegated ? set.negated : set
        let upper = UnitCase.folded(unit)
        let isMember = members.contains(unit) || members.contains(upper) || members.contains(UnitCase.lowered(upper))
        return isMember != set.isNegated
    }

    private func repeatGroup(_ number: Int, _ position: inout Int, _ isBackward: Bool) -> Bool {
        let (start, end) = (captures[number * 2], captures[number * 2 + 1])
        guard start >= 0, end >= start else { return true }
        let count = end - start
        let first = isBackward ? position - count : position
        guard first >= 0, first + count <= text.count else { return false }
        for offset in 0..<count {
            let (a, b) = (text[start + offset], text[first + offset])
            guard a == b || folds && UnitCase.folded(a) == UnitCase.folded(b) else { return false }
        }
        steps += count
        position = isBackward ? first : first + count
        return true
    }

    private func isNew(_ number: Int, _ position: Int) -> Bool {
        guard remembers else { return true }
        let bit = number * (text.count + 1) + position
        let mask: UInt64 = 1 << UInt64(bit & 63)
        let word = tried[bit >> 6]
        if word & mask != 0 { return false }
        if word == 0 { touched.append(bit >> 6) }
        tried[bit >> 6] = word | mask
        return true
    }

    /// Undoes what was done since the last choice; nil where there is none since `base`.
    private func backtrack(to base: Int) -> (Int, Int)? {
        while changes.count > base, let change = changes.popLast() {
            switch change {
            case .branch(let counter, let position): return (counter, position)
            case .capture(let index, let value): captures[index] = value
            case .round(let index, let value): rounds[index] = value
            }
        }
        return nil
    }

    private func dropBranches(from mark: Int, undoing: Bool) {
        if undoing {
            while backtrack(to: mark) != nil {}
            return
        }
        let kept = changes[mark...].filter { if case .branch = $0 { false } else { true } }
        changes.replaceSubrange(mark..., with: kept)
    }
}
