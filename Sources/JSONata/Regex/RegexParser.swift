/// Reads the syntax of a regular expression.
struct RegexParser {
    /// How deep groups may nest, and how often a quantifier may repeat.
    private static let depthLimit = 100
    private static let repetitionLimit = 10_000

    private let units: [UInt16]
    private var position = 0
    private var depth = 0
    /// The groups opened so far.
    private var opened = 0
    private let names: [String: Int]
    /// How many capturing groups the whole expression has.
    let groupCount: Int

    init(_ source: String) {
        units = HalfPairs.units(of: source)
        (groupCount, names) = Self.countGroups(units)
    }

    mutating func parse() throws -> RegexTree {
        let tree = try choice()
        guard position == units.count else { throw RegexError(reason: "a ) without (") }
        return tree
    }

    /// Counts the groups beforehand: a back-reference may stand before its group.
    private static func countGroups(_ units: [UInt16]) -> (Int, [String: Int]) {
        var count = 0
        var names: [String: Int] = [:]
        var isInClass = false
        var index = 0
        while index < units.count {
            switch units[index] {
            case UInt16(ascii: "\\"): index += 1
            case UInt16(ascii: "["): isInClass = true
            case UInt16(ascii: "]"): isInClass = false
            case UInt16(ascii: "(") where !isInClass:
                let next = units[(index + 1)...].prefix(3).map { $0 }
                if next.first != UInt16(ascii: "?") {
                    count += 1
                } else if next.count == 3, next[1] == UInt16(ascii: "<"), next[2] != UInt16(ascii: "="),
                    next[2] != UInt16(ascii: "!")
                {
                    count += 1
                    let name = units[(index + 3)...].prefix { $0 != UInt16(ascii: ">") }
                    names[HalfPairs.text(of: name)] = count
                }
            default: break
            }
            index += 1
        }
        return (count, names)
    }

    private var unit: UInt16? { position < units.count ? units[position] : nil }

    private mutating func skip(_ text: StaticString) -> Bool {
        let wanted = text.description.utf16
        guard position + wanted.count <= units.count,
            units[position..<position + wanted.count].elementsEqual(wanted)
        else { return false }
        position += wanted.count
        return true
    }

    private mutating func choice() throws -> RegexTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw RegexError(reason: "groups nested too deep") }
        var options = [try sequence()]
        while skip("|") { options.append(try sequence()) }
        return options.count == 1 ? options[0] : .choice(options)
    }

    private mutating func sequence() throws -> RegexTree {
        var parts: [RegexTree] = []
        while let unit, unit != UInt16(ascii: "|"), unit != UInt16(ascii: ")") {
            let before = opened
            let atom = try atom()
            parts.append(try quantified(atom, groups: before + 1..<opened + 1))
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func quantified(_ atom: RegexTree, groups: Range<Int>) throws -> RegexTree {
        var range: ClosedRange<Int>
        switch unit {
        case UInt16(ascii: "*"): range = 0...Int.max
        case UInt16(ascii: "+"): range = 1...Int.max
        case UInt16(ascii: "?"): range = 0...1
        case UInt16(ascii: "{"):
            guard let (counted, end) = try bounds() else { return atom }
            range = counted
            position = end - 1
        default: return atom
        }
        switch atom {
        case .start, .end, .boundary, .look(_, isBehind: true, _): throw RegexError(reason: "nothing to repeat")
        default: break
        }
        position += 1
        let isGreedy = !skip("?")
        if let unit, [UInt16(ascii: "*"), UInt16(ascii: "+"), UInt16(ascii: "?")].contains(unit) {
            throw RegexError(reason: "nothing to repeat")
        }
        return .repetition(atom, range, isGreedy: isGreedy, groups: groups)
    }

    /// The bounds in braces and the position after them; nil where the brace is a character like any other.
    private func bounds() throws -> (ClosedRange<Int>, end: Int)? {
        guard let close = units[position...].firstIndex(of: UInt16(ascii: "}")) else { return nil }
        let text = HalfPairs.text(of: units[(position + 1)..<close])
        let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        func number(_ text: Substring) -> Int? {
            text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } ? Int(text) ?? Int.max : nil
        }
        guard let first = parts.first, !first.isEmpty, let lower = number(first) else { return nil }
        var upper = lower
        if parts.count == 2 {
            guard let bound = parts[1].isEmpty ? Int.max : number(parts[1]) else { return nil }
            upper = bound
        }
        guard lower <= upper else { throw RegexError(reason: "the bounds of a quantifier are out of order") }
        guard lower <= Self.repetitionLimit, upper == Int.max || upper <= Self.repetitionLimit else {
            throw RegexError(reason: "a quantifier repeats too often")
        }
        return (lower...upper, close + 1)
    }

    private mutating func atom() throws -> RegexTree {
        guard let unit else { return .empty }
        switch unit {
        case UInt16(ascii: "("): return try group()
        case UInt16(ascii: "["): return .set(try unitClass())
        case UInt16(ascii: "\\"): return try escape()
        case UInt16(ascii: "*"), UInt16(ascii: "+"), UInt16(ascii: "?"): throw RegexError(reason: "nothing to repeat")
        case UInt16(ascii: "{"):
            if try bounds() != nil { throw RegexError(reason: "nothing to repeat") }
        default: break
        }
        position += 1
        switch unit {
        case UInt16(ascii: "."): return .any
        case UInt16(ascii: "^"): return .start
        case UInt16(ascii: "$"): return .end
        default: return .unit(unit)
        }
    }

    private mutating func group() throws -> RegexTree {
        position += 1
        var number: Int?
        var look: (isBehind: Bool, isNegated: Bool)?
        if skip("?:") {
        } else if skip("?=") {
            look = (false, false)
        } else if skip("?!") {
            look = (false, true)
        } else if skip("?<=") {
            look = (true, false)
        } else if skip("?<!") {
            look = (true, true)
        } else if skip("?<") {
            guard let end = units[position...].firstIndex(of: UInt16(ascii: ">")) else {
                throw RegexError(reason: "a group name without >")
            }
            position = end + 1
            opened += 1
            number = opened
        } else if unit == UInt16(ascii: "?") {
            throw RegexError(reason: "an unknown kind of group")
        } else {
            opened += 1
            number = opened
        }
        let tree = try choice()
        guard skip(")") else { throw RegexError(reason: "a ( without )") }
        if let look { return .look(tree, isBehind: look.isBehind, isNegated: look.isNegated) }
        return number.map { .group(tree, $0) } ?? tree
    }

    // MARK: Escapes and classes

    private mutating func escape() throws -> RegexTree {
        position += 1
        guard let unit else { throw RegexError(reason: "a \\ at the end") }
        switch unit {
        case UInt16(ascii: "b"), UInt16(ascii: "B"):
            position += 1
            return .boundary(isNegated: unit == UInt16(ascii: "B"))
        case UInt16(ascii: "k") where !names.isEmpty:
            position += 1
            guard skip("<"), let end = units[position...].firstIndex(of: UInt16(ascii: ">")),
                let number = names[HalfPairs.text(of: units[position..<end])]
            else { throw RegexError(reason: "a reference to an unknown group") }
            position = end + 1
            return .backreference(number)
        case UInt16(ascii: "1")...UInt16(ascii: "9"):
            let digits = units[position...].prefix { $0 >= UInt16(ascii: "0") && $0 <= UInt16(ascii: "9") }
            if let number = Int(HalfPairs.text(of: digits)), number <= groupCount {
                position += digits.count
                return .backreference(number)
            }
        default: break
        }
        if let set = Self.shorthand(unit) {
            position += 1
            return .set(set)
        }
        return .unit(unitEscape())
    }

    private static func shorthand(_ unit: UInt16) -> UnitSet? {
        switch unit {
        case UInt16(ascii: "d"): .digits
        case UInt16(ascii: "D"): UnitSet.digits.negated
        case UInt16(ascii: "w"): .word
        case UInt16(ascii: "W"): UnitSet.word.negated
        case UInt16(ascii: "s"): .spaces
        case UInt16(ascii: "S"): UnitSet.spaces.negated
        default: nil
        }
    }

    /// Reads the escape of a single code unit, whose letter stands at `position`.
    private mutating func unitEscape() -> UInt16 {
        let letter = units[position]
        position += 1
        switch letter {
        case UInt16(ascii: "t"): return 0x09
        case UInt16(ascii: "n"): return 0x0A
        case UInt16(ascii: "v"): return 0x0B
        case UInt16(ascii: "f"): return 0x0C
        case UInt16(ascii: "r"): return 0x0D
        case UInt16(ascii: "x"): return hexadecimal(2) ?? letter
        case UInt16(ascii: "u"): return hexadecimal(4) ?? letter
        case UInt16(ascii: "c"):
            guard let control = unit, UnitSet([0x41...0x5A, 0x61...0x7A]).contains(control) else {
                position -= 1
                return UInt16(ascii: "\\")
            }
            position += 1
            return control & 0x1F
        case UInt16(ascii: "0")...UInt16(ascii: "7"):
            var value = letter - UInt16(ascii: "0")
            while let digit = unit, digit >= UInt16(ascii: "0"), digit <= UInt16(ascii: "7"), value * 8 < 256 {
                value = value * 8 + digit - UInt16(ascii: "0")
                position += 1
            }
            return value
        default: return letter
        }
    }

    private mutating func hexadecimal(_ count: Int) -> UInt16? {
        guard position + count <= units.count, let value = UInt16(hexadecimal: units[position..<position + count])
        else {
            return nil
        }
        position += count
        return value
    }

    private mutating func unitClass() throws -> UnitSet {
        position += 1
        var set = UnitSet()
        let isNegated = skip("^")
        while true {
            guard let unit else { throw RegexError(reason: "a [ without ]") }
            if unit == UInt16(ascii: "]") { break }
            guard let first = try classAtom(&set) else { continue }
            guard self.unit == UInt16(ascii: "-"), position + 1 < units.count, units[position + 1] != UInt16(ascii: "]")
            else {
                set.insert(first...first)
                continue
            }
            position += 1
            if let last = try classAtom(&set) {
                guard first <= last else { throw RegexError(reason: "a range out of order") }
                set.insert(first...last)
            } else {
                set.insert(first...first)
                set.insert(UInt16(ascii: "-")...UInt16(ascii: "-"))
            }
        }
        position += 1
        set.isNegated = isNegated
        return set
    }

    /// Reads one member of a class: a unit, or nil where it was a shorthand, which is in the set already.
    private mutating func classAtom(_ set: inout UnitSet) throws -> UInt16? {
        guard let unit else { throw RegexError(reason: "a [ without ]") }
        position += 1
        guard unit == UInt16(ascii: "\\") else { return unit }
        guard let letter = self.unit else { throw RegexError(reason: "a \\ at the end") }
        if let shorthand = Self.shorthand(letter) {
            position += 1
            set.insert(shorthand)
            return nil
        }
        if letter == UInt16(ascii: "b") {
            position += 1
            return 0x08
        }
        return unitEscape()
    }
}
