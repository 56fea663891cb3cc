import Foundation

/// `$number`, `$abs`, `$floor`, `$ceil`, `$round`, `$sqrt`, `$power`
enum NumericFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("number", "<(nsb)-:n>", arity: 1, number),
        function("abs") { abs($0) },
        function("floor") { $0.rounded(.down) },
        function("ceil") { $0.rounded(.up) },
        NativeFunction("round", "<n-n?:n>", arity: 2) { call in
            guard let number = call.number(0) else { return .nothing }
            let places = max(-1000, min(1000, call.number(1) ?? 0))
            return .number(NumberText.round(number, decimals: Int(places)))
        },
        NativeFunction("sqrt", "<n-:n>", arity: 1) { call in
            guard let number = call.number(0) else { return .nothing }
            if number < 0 { throw JSONataError("D3060", about: call[0]) }
            return .number(number.squareRoot())
        },
        NativeFunction("power", "<n-n:n>", arity: 2) { call in
            guard let base = call.number(0) else { return .nothing }
            let exponent = call.number(1) ?? .nan
            // C gives 1 for 1 to the power of anything, JavaScript does not where that is infinite or no number.
            let result = exponent.isNaN ? .nan : pow(base, exponent)
            guard result.isFinite else {
                throw JSONataError("D3061", value: NumberText.text(base), ["exp": NumberText.text(exponent)])
            }
            return .number(result)
        },
    ]

    private static func function(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> NativeFunction {
        NativeFunction(name, "<n-:n>", arity: 1) { call in
            call.number(0).map { number in
                let result = body(number)
                return .number(result == 0 ? 0 : result)
            } ?? .nothing
        }
    }

    private static func number(_ call: NativeCall) throws -> Value {
        switch call[0] {
        case .nothing, .number: return call[0]
        case .bool(let flag): return .number(flag ? 1 : 0)
        case .string(let text):
            if let number = decimal(text) ?? prefixed(text) { return .number(number) }
        default: break
        }
        throw JSONataError("D3030", about: call[0])
    }

    /// A decimal number as JSON writes it, though leading zeros are allowed.
    private static func decimal(_ text: String) -> Double? {
        var rest = Array(text.utf8)[...]
        func digits() -> Bool {
            let count = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }.count
            rest = rest.dropFirst(count)
            return count > 0
        }
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        guard digits() else { return nil }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard digits() else { return nil }
        }
        if let first = rest.first, first | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard digits() else { return nil }
        }
        guard rest.isEmpty, let number = Double(text), number.isFinite else { return nil }
        return number
    }

    /// A whole number in base 16, 8 or 2, by its prefix `0x`, `0o` or `0b`.
    private static func prefixed(_ text: String) -> Double? {
        guard text.utf8.count > 2, text.utf8.first == UInt8(ascii: "0") else { return nil }
        let radix: Int
        switch text.utf8.dropFirst().first.map({ $0 | 0x20 }) {
        case UInt8(ascii: "x"): radix = 16
        case UInt8(ascii: "o"): radix = 8
        case UInt8(ascii: "b"): radix = 2
        default: return nil
        }
        var number = 0.0
        for character in text.dropFirst(2) {
            guard let digit = character.hexDigitValue, digit < radix, character.isASCII else { return nil }
            number = number * Double(radix) + Double(digit)
        }
        return number.isFinite ? number : nil
    }
}

/// `$sum`, `$count`, `$max`, `$min`, `$average`
enum AggregationFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("sum", "<a<n>:n>", arity: 1) { call in
            try numbers(call).map { .number($0.reduce(0, +)) } ?? .nothing
        },
        NativeFunction("count", "<a:n>", arity: 1) { call in
            .number(Double(call[0].isNothing ? 0 : call[0].asElements.count))
        },
        NativeFunction("max", "<a<n>:n>", arity: 1) { call in
            try numbers(call)?.max().map { .number($0) } ?? .nothing
        },
        NativeFunction("min", "<a<n>:n>", arity: 1) { call in
            try numbers(call)?.min().map { .number($0) } ?? .nothing
        },
        NativeFunction("average", "<a<n>:n>", arity: 1) { call in
            guard let numbers = try numbers(call), !numbers.isEmpty else { return .nothing }
            return .number(numbers.reduce(0, +) / Double(numbers.count))
        },
    ]

    /// The numbers of the only argument; nil where it is missing.
    private static func numbers(_ call: NativeCall) throws -> [Double]? {
        if call[0].isNothing { return nil }
        return call[0].asElements.compactMap { if case .number(let number) = $0 { number } else { nil } }
    }
}

/// `$formatNumber`, `$formatBase`, `$formatInteger`, `$parseInteger`, `$fromMillis`, `$toMillis`
enum PictureFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("formatNumber", "<n-so?:s>", arity: 3) { call in
            guard let number = call.number(0) else { return .nothing }
            let symbols = DecimalSymbols(call[2])
            return try call.text(NumberPicture.format(number, call.string(1) ?? "", symbols))
        },
        NativeFunction("formatBase", "<n-n?:s>", arity: 2) { call in
            guard let number = call.number(0) else { return .nothing }
            let radix = NumberText.round(call.number(1) ?? 10)
            guard radix >= 2, radix <= 36 else { throw JSONataError("D3100", about: .number(radix)) }
            return .string(NumberText.text(NumberText.round(number), radix: Int(radix)))
        },
        NativeFunction("formatInteger", "<n-s:s>", arity: 2) { call in
            guard let number = call.number(0) else { return .nothing }
            return try call.text(IntegerPicture(call.string(1) ?? "").format(number.rounded(.down)))
        },
        NativeFunction("parseInteger", "<s-s:n>", arity: 2) { call in
            guard let text = call.string(0) else { return .nothing }
            return try IntegerPicture(call.string(1) ?? "").parse(text).map { .number($0) } ?? .nothing
        },
        NativeFunction("fromMillis", "<n-s?s?:s>", arity: 3) { call in
            guard let number = call.number(0) else { return .nothing }
            return try call.text(DatePicture.format(number, call.string(1), zone: call.string(2)))
        },
        NativeFunction("toMillis", "<s-s?:n>", arity: 2) { call in
            guard let text = call.string(0) else { return .nothing }
            guard let picture = call.string(1) else {
                guard let millis = ISOTimestamp.parse(text) else { throw JSONataError("D3110", about: call[0]) }
                return .number(millis)
            }
            let millis = try DateParser.parse(text, picture, now: Double(call.evaluator.now)) {
                try call.evaluator.pause()
            }
            return millis.map { .number($0) } ?? .nothing
        },
    ]
}
