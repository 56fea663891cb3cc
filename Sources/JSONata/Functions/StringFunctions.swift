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
        func place(_ position: Double) -> Int {
            if position.isNaN { return 0 }
            let whole = position.rounded(.towardZero)
            return Int(whole < 0 ? max(0, count + whole) : min(whole, count))
        }
        let (first, last) = (place(start), place(end))
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
