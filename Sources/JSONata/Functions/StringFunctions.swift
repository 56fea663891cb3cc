/// `$string`, `$length`, `$substring`, `$substringBefore`, `$substringAfter`, `$lowercase`, `$uppercase`, `$trim`, `$pad`,
/// `$join`
enum StringFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("string", "<x-b?:s>", arity: 1) { call in
            if call[0].isNothing { return .nothing }
            return .string(try Stringifier.string(call[0], pretty: call[1].isTrue, call.evaluator))
        },
        NativeFunction("length", "<s-:n>", arity: 1) { call in
            call.string(0).map { .number(Double($0.unicodeScalars.count)) } ?? .nothing
        },
        NativeFunction("substring", "<s-nn?:s>", arity: 3, substring),
        NativeFunction("substringBefore", "<s-s:s>", arity: 2) { call in
            guard let text = call.string(0) else { return .nothing }
            guard let separator = call.string(1), let start = TextSearch(separator).first(in: text) else {
                return .string(text)
            }
            return .string(String(text[..<start]))
        },
        NativeFunction("substringAfter", "<s-s:s>", arity: 2) { call in
            guard let text = call.string(0) else { return .nothing }
            guard let separator = call.string(1), let start = TextSearch(separator).first(in: text) else {
                return .string(text)
            }
            return .string(String(text[text.utf8.index(start, offsetBy: separator.utf8.count)...]))
        },
        NativeFunction("lowercase", "<s-:s>", arity: 1) { call in
            try call.string(0).map { try call.text($0.lowercased()) } ?? .nothing
        },
        NativeFunction("uppercase", "<s-:s>", arity: 1) { call in
            try call.string(0).map { try call.text($0.uppercased()) } ?? .nothing
        },
        NativeFunction("trim", "<s-:s>", arity: 1) { call in
            guard let text = call.string(0) else { return .nothing }
            let words = text.unicodeScalars.split { [" ", "\t", "\n", "\r"].contains($0) }
            return .string(words.map { String($0) }.joined(separator: " "))
        },
        NativeFunction("pad", "<s-ns?:s>", arity: 3, pad),
        NativeFunction("join", "<a<s>s?:s>", arity: 2) { call in
            if call[0].isNothing { return .nothing }
            let separator = call.string(1) ?? ""
            let texts = call[0].asElements.compactMap(\.string)
            let length = texts.reduce(separator.utf8.count * max(0, texts.count - 1)) { $0 &+ $1.utf8.count }
            try call.evaluator.check(length: length)
            return .string(HalfPairs.joined(texts.joined(separator: separator)))
        },
    ]

    /// Counts in code points, negative starts from the end.
    private static func substring(_ call: NativeCall) throws -> Value {
        guard let text = call.string(0) else { return .nothing }
        let scalars = Array(text.unicodeScalars)
        let count = Double(scalars.count)
        var start = call.number(1) ?? 0
        if count + start < 0 { start = 0 }
        var end = Double.infinity
        if let length = call.number(2) {
            if length <= 0 { return .string("") }
            end = start >= 0 ? start + length : count + start + length
        }
        // As with JavaScript's slice, fractions are cut off and what lies beyond the ends is ignored.
        func offset(_ position: Double) -> Int {
            if position.isNaN { return 0 }
            let whole = position.rounded(.towardZero)
            return Int(whole < 0 ? max(0, count + whole) : min(whole, count))
        }
        let (first, last) = (offset(start), offset(end))
        var view = String.UnicodeScalarView()
        if first < last { view.append(contentsOf: scalars[first..<last]) }
        return .string(String(view))
    }

    private static func pad(_ call: NativeCall) throws -> Value {
        guard let text = call.string(0), let width = call.number(1) else { return call[0] }
        var filler = Array((call.string(2) ?? " ").unicodeScalars)
        if filler.isEmpty { filler = [" "] }
        let missing = abs(width).rounded(.towardZero) - Double(text.unicodeScalars.count)
        guard missing > 0 else { return .string(text) }
        guard missing <= Double(call.evaluator.limits.sequence) else {
            throw JSONataError("D2015", value: String(call.evaluator.limits.sequence))
        }
        var padding = String.UnicodeScalarView()
        for index in 0..<Int(missing) { padding.append(filler[index % filler.count]) }
        return try call.text(HalfPairs.joined(width > 0 ? text + String(padding) : String(padding) + text))
    }
}

/// `$contains`, `$match`, `$replace`, `$split`
enum MatchFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("contains", "<s-(sf):b>", arity: 2) { call in
            guard let text = call.string(0) else { return .nothing }
            if let function = call.function(1) {
                var finder = MatchFinder(function, text, call)
                return .bool(try finder.next() != nil)
            }
            guard let token = call.string(1) else { return .nothing }
            return .bool(TextSearch(token).first(in: text) != nil)
        },
        NativeFunction("match", "<s-f<s:o>n?:a<o>>", arity: 3, match),
        NativeFunction("replace", "<s-(sf)(sf)n?:s>", arity: 4, replace),
        NativeFunction("split", "<s-(sf)n?:a<s>>", arity: 3, split),
    ]

    // Each of the functions looks for one match more than its limit allows, as the reference does: that a regular expression
    // matches an empty string is an error then too.

    /// How many matches the argument at an index allows; no number allows all.
    private static func limit(_ call: NativeCall, _ index: Int, _ code: String) throws -> Double {
        guard let limit = call.number(index) else { return .infinity }
        guard limit >= 0 else { throw JSONataError(code, about: call[index]) }
        return limit
    }

    private static func match(_ call: NativeCall) throws -> Value {
        guard let text = call.string(0), let function = call.function(1) else { return .nothing }
        let limit = try limit(call, 2, "D3040")
        var result = ValueList.sequence
        var finder = MatchFinder(function, text, call)
        var match = limit > 0 ? try finder.next() : nil
        while Double(result.count) < limit, let found = match {
            let box = ObjectBox()
            box.set("match", .string(found.text))
            box.set("index", .number(Double(found.start)))
            box.set("groups", found.groupList)
            result.append(.object(box))
            match = try finder.next()
            try call.evaluator.check(length: result.count)
        }
        return .list(result)
    }

    private static func replace(_ call: NativeCall) throws -> Value {
        guard let text = call.string(0) else { return .nothing }
        if call.string(1)?.isEmpty == true { throw JSONataError("D3010", about: call[1]) }
        let limit = try limit(call, 3, "D3011")
        if limit == 0 { return .string(text) }
        if let pattern = call.string(1), call[2].isNothing {
            return TextSearch(pattern).first(in: text) == nil ? .string(text) : .nothing
        }
        if let pattern = call.string(1), let replacement = call.string(2) {
            let parts = TextSearch(pattern).split(text, limit: limit < 1e9 ? Int(limit.rounded(.up)) : .max)
            let length = text.utf8.count &+ (parts.count - 1) &* replacement.utf8.count
            try call.evaluator.check(length: length)
            return .string(HalfPairs.joined(parts.joined(separator: replacement)))
        }
        guard let function = call.function(1) else { return .nothing }
        let template = call.string(2).map { ReplacementTemplate($0) }
        var finder = MatchFinder(function, text, call)
        var result: [UInt16] = []
        var position = 0
        var count = 0.0
        var next = try finder.next()
        while count < limit, let match = next {
            result += finder.text.units[min(position, match.start)..<match.start]
            if let template {
                template.append(match, to: &result)
            } else {
                guard let replacer = call.function(2) else { return .nothing }
                let structure = match.structure.isNothing ? .object(match.object) : match.structure
                let replacement = try call.evaluator.call(replacer, [structure], call.frame)
                guard let replacement = replacement.string else { throw JSONataError("D3012", about: replacement) }
                result += HalfPairs.units(of: replacement)
            }
            position = match.start + HalfPairs.units(of: match.text).count
            count += 1
            next = try finder.next()
            try call.evaluator.check(length: result.count)
        }
        result += finder.text.units[min(position, finder.text.units.count)...]
        return try call.text(HalfPairs.text(of: result))
    }

    private static func split(_ call: NativeCall) throws -> Value {
        guard let text = call.string(0) else { return .nothing }
        let limit = try limit(call, 2, "D3020")
        var result = ValueList()
        if limit == 0 { return .list(result) }
        if let function = call.function(1) {
            var finder = MatchFinder(function, text, call)
            var start = 0
            var next = try finder.next()
            while Double(result.count) < limit, let match = next {
                result.append(.string(finder.text.substring(min(start, match.start), match.start)))
                start = match.end
                next = try finder.next()
                try call.evaluator.check(length: result.count)
            }
            if Double(result.count) < limit {
                result.append(.string(finder.text.substring(start, finder.text.units.count)))
            }
            return .list(result)
        }
        guard let separator = call.string(1) else { return .list(ValueList([.string(text)])) }
        let parts =
            separator.isEmpty
            ? HalfPairs.units(of: text).map { Value.string(HalfPairs.text(of: [$0])) }
            : TextSearch(separator).split(text).map { .string(String($0)) }
        try call.evaluator.check(length: parts.count)
        return .list(ValueList(limit < Double(parts.count) ? Array(parts.prefix(Int(limit))) : parts))
    }
}

/// The text that replaces a match, with `$0` for the match, `$1` and so on for its groups and `$$` for a dollar sign.
private struct ReplacementTemplate {
    private let units: [UInt16]

    init(_ text: String) { units = HalfPairs.units(of: text) }

    func append(_ match: Match, to result: inout [UInt16]) {
        var position = 0
        while position < units.count {
            let unit = units[position]
            position += 1
            guard unit == UInt16(ascii: "$") else {
                result.append(unit)
                continue
            }
            guard position < units.count else {
                result.append(unit)
                return
            }
            switch units[position] {
            case UInt16(ascii: "$"):
                result.append(unit)
                position += 1
            case UInt16(ascii: "0"):
                result += HalfPairs.units(of: match.text)
                position += 1
            default:
                guard let (number, digits) = groupNumber(at: position, of: match.groups.count) else {
                    result.append(unit)
                    continue
                }
                if number >= 1, number <= match.groups.count, let group = match.groups[number - 1] {
                    result += HalfPairs.units(of: group)
                }
                position += digits
            }
        }
    }

    /// The number of a group, with as many digits as the largest number has but one less where that is no group.
    private func groupNumber(at position: Int, of count: Int) -> (Int, digits: Int)? {
        var digits = String(max(count, 1)).utf8.count
        func read(_ digits: Int) -> (Int, digits: Int)? {
            let text = units[position...].prefix(digits).prefix { $0 >= UInt16(ascii: "0") && $0 <= UInt16(ascii: "9") }
            return Int(HalfPairs.text(of: text)).map { ($0, text.count) }
        }
        guard let most = read(digits) else { return nil }
        if most.0 <= count || digits == 1 { return most }
        digits -= 1
        return read(digits)
    }
}
