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
            let letter = UInt8((rest - 1).truncatingRemainder(dividingBy: 26))
            letters.append((isUpper ? UInt8(ascii: "A") : UInt8(ascii: "a")) + letter)
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

/// Whole numbers in English words.
enum NumberWords {
    private static let few = [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
        "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ]
    private static let ordinals = [
        "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
        "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth",
        "Nineteenth",
    ]
    private static let tens = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
    private static let magnitudes = ["Thousand", "Million", "Billion", "Trillion"]

    /// The words for a number that is not negative; beyond a trillion in trillions of trillions.
    static func words(_ number: Double, ordinal isOrdinal: Bool) -> String {
        words(number, isOrdinal, follows: false)
    }

    /// `follows` tells that a larger part comes before these words.
    private static func words(_ number: Double, _ isOrdinal: Bool, follows: Bool) -> String {
        if number < 20 { return (follows ? " and " : "") + (isOrdinal ? ordinals : few)[Int(number)] }
        if number < 100 {
            let (ten, rest) = (tens[Int(number) / 10 - 2], number.truncatingRemainder(dividingBy: 10))
            let lead = follows ? " and " : ""
            if rest > 0 { return lead + ten + "-" + words(rest, isOrdinal, follows: false) }
            return lead + (isOrdinal ? ten.dropLast() + "ieth" : ten)
        }
        if number < 1000 {
            let lead = (follows ? ", " : "") + few[Int(number / 100)] + " Hundred"
            return lead + tail(number.truncatingRemainder(dividingBy: 100), isOrdinal)
        }
        let magnitude = min(Int((log10(number) / 3).rounded(.down)), magnitudes.count)
        let factor = pow(10, Double(magnitude * 3))
        let count = (number / factor).rounded(.down)
        let lead = (follows ? ", " : "") + words(count, false, follows: false) + " " + magnitudes[magnitude - 1]
        return lead + tail(number - count * factor, isOrdinal)
    }

    private static func tail(_ rest: Double, _ isOrdinal: Bool) -> String {
        rest > 0 ? words(rest, isOrdinal, follows: true) : isOrdinal ? "th" : ""
    }

    /// The value of each word, in lower case.
    static let values: [String: Double] = {
        var values: [String: Double] = ["hundred": 100, "hundredth": 100]
        for (index, word) in few.enumerated() { values[word.lowercased()] = Double(index) }
        for (index, word) in ordinals.enumerated() { values[word.lowercased()] = Double(index) }
        for (index, word) in tens.enumerated() {
            values[word.lowercased()] = Double(index + 2) * 10
            values[word.lowercased().dropLast() + "ieth"] = Double(index + 2) * 10
        }
        for (index, word) in magnitudes.enumerated() {
            values[word.lowercased()] = pow(10, Double(index + 1) * 3)
            values[word.lowercased() + "th"] = pow(10, Double(index + 1) * 3)
        }
        return values
    }()

    /// The number that words stand for; nil where one of them is unknown.
    static func parse(_ text: String) -> Double? {
        var segments = [0.0]
        let words = text.lowercased().split { " ,-\\\t\n\r".contains($0) }
        guard !words.isEmpty else { return nil }
        for word in words where word != "and" {
            guard let value = values[String(word)] else { return nil }
            var top = segments.removeLast()
            if value >= 100 {
                segments.append(top * value)
                continue
            }
            if top >= 1000 {
                segments.append(top)
                top = 0
            }
            segments.append(top + value)
        }
        return segments.reduce(0, +)
    }
}
