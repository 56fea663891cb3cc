import FuzzSupport

extension RandomExpression {
    private static let numbers = [
        "0", "1", "2", "3", "10", "0.5", "1.25", "100", "1e3", "12.345", "255", "1521801216617", "1e21", "2018",
        "99999.995", "5e-324", "1e-7", "1e308", "-1e308", "9223372036854775807", "-9223372036854775808", "4294967296",
        "253402300800000", "-62135596800001", "8640000000000001",
    ]
    private static let texts = [
        "''", "'a'", "'b'", "'abc'", "'Hello World'", "'a,b,c'", "'12'", "'3.5'", "\"it's\"", "'\u{E4}\u{F6}\u{FC}'",
        "'\u{1F600}x'",
        "'2018-03-23T10:33:36.617Z'", "'  x  y '", "'%20'", "'a.b'", "'\\u0041\\n'", "'0xFF'", "'1e400'", "'MCMXC'",
        "'id'",
        "'name'",
    ]
    private static let regexes = [
        "/a/", "/[a-z]+/", "/b*/", "/(a)(b)?/i", "/^\\w+/m", "/o|l/", "/\\d{1,3}/", "/(.)\\1/", "/(?=b)./", "/[^,]+/",
    ]

    /// The shortest forms of a kind.
    mutating func atom(_ kind: Kind) -> String {
        if random.oneIn(6), !variables.isEmpty { return "$" + random.pick(variables) }
        return switch kind {
        case .any:
            random.oneIn(3) ? random.pick(["null", "$", "$$", "true"]) : atom(random.pick([.number, .text, .flag]))
        case .number: random.oneIn(4) ? random.pick(["a", "b", "id", "items.a"]) : random.pick(Self.numbers)
        case .text: random.oneIn(4) ? random.pick(["name", "c.name"]) : random.pick(Self.texts)
        case .flag: random.pick(["true", "false", "a", "b = 1"])
        case .array:
            random.pick([
                "[]", "[1, 2, 3]", "['b', 'a']", "items", "[[1], 2]", "[3, 1, 2]", "[{'a': 1}, {'a': 2}]", "$.*",
            ])
        case .object: random.pick(["{}", "{'a': 1}", "$", "c", "{'a': {'b': [1, 2]}, 'name': 'x'}", "items[0]"])
        case .function:
            random.pick(["$string", "$sum", "function($p){$p}", "$uppercase", "function($p, $q){$p & $q}", "/a/"])
        case .regex: random.oneIn(2) ? random.pick(Self.regexes) : regex()
        }
    }

    // MARK: Paths

    /// A path of some steps with predicates, order-bys, bindings and parents.
    mutating func path() -> String {
        var text =
            random.oneIn(5) ? random.pick(["$", "$$", "*", "**", "(\(expression(.any)))"]) : random.pick(Self.names)
        var bound = 0
        for _ in 0..<random.below(4) {
            text += step(&bound)
        }
        variables.removeLast(bound)
        return text
    }

    private mutating func step(_ bound: inout Int) -> String {
        budget -= 1
        switch random.below(18) {
        case 0: return "[\(random.pick(["0", "1", "-1", "[0, 1]", "[0..1]", "0.6"]))]"
        case 1, 2: return "[\(budget > 0 ? expression(.flag) : "a")]"
        case 3: return "^(\(random.pick(["", "<", ">"]))\(random.pick(["a", "id", "name", "$", "b", "-a"])))"
        case 4: return "[]"
        case 5: return ".%"
        case 6: return ".*"
        case 7: return ".**"
        case 8: return ".(\(budget > 0 ? expression(.any) : "$"))"
        case 9: return ".[\(budget > 0 ? expression(.any) : "a")]"
        case 10: return ".{\(random.pick(["'k'", "name", "$string(a)"])): \(budget > 0 ? expression(.any) : "$")}"
        case 11, 12:
            let name = random.pick(["m", "n"])
            variables.append(name)
            bound += 1
            return random.oneIn(2) ? "#$\(name)" : "@$\(name)" + (random.oneIn(2) ? ".$\(name)" : ".items")
        default: return "." + random.pick(Self.names)
        }
    }
}

/// Documents whose members have the names that `RandomExpression` asks for.
enum RandomDocument {
    static func text(using random: inout SeededGenerator) -> String {
        value(depth: 0, &random)
    }

    private static func value(depth: Int, _ random: inout SeededGenerator) -> String {
        switch depth == 0 ? 6 + random.below(4) : random.below(depth > 3 ? 6 : 10) {
        case 0: return "null"
        case 1: return random.pick(["true", "false"])
        case 2, 3: return random.pick(["0", "1", "2", "3", "-1", "2.5", "10", "100"])
        case 4, 5: return random.pick(["\"\"", "\"a\"", "\"b\"", "\"abc\"", "\"Hello World\"", "\"12\"", "\"\u{E4}\""])
        case 6:
            let elements = (0..<random.below(4)).map { _ in value(depth: depth + 1, &random) }
            return "[\(elements.joined(separator: ", "))]"
        default:
            var members: [String] = []
            for name in RandomExpression.names.dropLast() where random.oneIn(2) {
                let key = name.filter { $0 != "`" }
                members.append("\"\(key)\": \(value(depth: depth + 1, &random))")
            }
            return "{\(members.joined(separator: ", "))}"
        }
    }
}
