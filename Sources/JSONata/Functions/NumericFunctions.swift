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
