import Foundation

/// Roman numerals and the letters of spreadsheet columns.
enum Numerals {
    private static let roman: [(Double, String)] = [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
        (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]

    /// The lower-case numeral; each thousand is an m, so numbers beyond a million are refused.
    static func roman(_ number: Double) throws -> String {
        guard number < 1_000_000 else { throw JSONataError("D1001", about: .number(number)) }
        var rest = number
        var result = ""
        for (value, numeral) in roman {
            while rest >= value {
                result += numeral
                rest -= value
            }
        }
        return result
    }

    /// The value of an upper-case numeral; nil where another character stands in it.
    static func parse(roman text: String) -> Double? {
        let values: [Character: Double] = ["M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1]
        var total = 0.0
        var largest = 1.0
        for character in text.reversed() {
            guard let value = values[character] else { return nil }
            if value < largest {
                total -= value
            } else {
                largest = value
                total += value
            }
        }
        return total
    }

    static func letters(_ number: Double, isUpper: Bool) -> String {
        var rest = number
        var letters: [UInt8] = []
        while rest > 0 {
            let place = UInt8((rest - 1).truncatingRemainder(dividingBy: 26))
            letters.append((isUpper ? UInt8(ascii: "A") : UInt8(ascii: "a")) + place)
            rest = ((rest - 1) / 26).rounded(.down)
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    static func parse(letters text: String, isUpper: Bool) -> Double? {
        let first = isUpper ? UInt8(ascii: "A") : UInt8(ascii: "a")
        var total = 0.0
        for byte in text.utf8 {
            guard byte >= first, byte < first + 26 else { return nil }
            total = total * 26 + Double(byte - first + 1)
        }
        return total
    }
}
