import Foundation

/// Numbers as JavaScript writes them.
enum NumberText {
    /// The shortest decimal text that reads back as the number: `1e+21`, `1e-7`, `0.000001`, `123.5`.
    static func text(_ number: Double) -> String {
        if let whole = Int64(exactly: number), abs(number) < 0x1p53 { return String(whole) }
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        let (digits, exponent) = shortest(abs(number))
        let sign = number < 0 ? "-" : ""
        return sign + layOut(digits, exponent)
    }

    /// The significant digits of a positive number and the power of ten of the point before the first one.
    private static func shortest(_ number: Double) -> (digits: [UInt8], exponent: Int) {
        var digits: [UInt8] = []
        var exponent = 0
        var point: Int?
        let text = Array(number.description.utf8)
        for (index, byte) in text.enumerated() {
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
            }
        }
        exponent += point ?? digits.count
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(zeros)
        exponent -= zeros
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, exponent)
    }

    private static func layOut(_ digits: [UInt8], _ exponent: Int) -> String {
        let text = String(decoding: digits, as: UTF8.self)
        let count = digits.count
        if exponent >= count, exponent <= 21 { return text + String(repeating: "0", count: exponent - count) }
        if exponent > 0, exponent <= 21 { return "\(text.prefix(exponent)).\(text.dropFirst(exponent))" }
        if exponent > -6, exponent <= 0 { return "0." + String(repeating: "0", count: -exponent) + text }
        let power = exponent - 1
        let mantissa = count == 1 ? text : "\(text.prefix(1)).\(text.dropFirst())"
        return "\(mantissa)e\(power < 0 ? "-" : "+")\(abs(power))"
    }

    /// The number rounded to 15 significant digits, which hides the noise of binary fractions; whole numbers are exact.
    static func rounded(_ number: Double) -> Double {
        if Int64(exactly: number) != nil { return number }
        if !number.isFinite || shortest(abs(number)).digits.count <= 15 { return number }
        return Double(String(format: "%.14e", number)) ?? number
    }

    /// The digits of a number with a fixed count of decimals.
    static func fixed(_ number: Double, decimals: Int) -> String {
        String(format: "%.\(decimals)f", number)
    }

    /// Rounds to a count of decimals, a half to the even neighbour; a negative count rounds to tens, hundreds and so on.
    ///
    /// The point is moved within the decimal text, because multiplying by a power of ten would add errors of its own.
    static func round(_ number: Double, decimals: Int = 0) -> Double {
        guard number.isFinite else { return number }
        var value = number
        if decimals != 0 { value = shift(value, by: decimals) }
        value = value.rounded(.toNearestOrEven)
        if decimals != 0 { value = shift(value, by: -decimals) }
        return value == 0 ? 0 : value
    }

    private static func shift(_ number: Double, by places: Int) -> Double {
        let parts = text(number).split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        return Double("\(parts[0])e\(exponent + places)") ?? .nan
    }

    /// A whole number in another base, as JavaScript writes it.
    static func text(_ number: Double, radix: Int) -> String {
        if let whole = Int64(exactly: number) { return String(whole, radix: radix) }
        guard number.isFinite else { return text(number) }
        // Beyond 2^63: low digits that a double cannot tell are zeros.
        var rest = abs(number)
        var digits = ""
        let base = Double(radix)
        while rest >= 0x1p53 {
            rest = (rest / base).rounded(.down)
            digits.append("0")
        }
        return (number < 0 ? "-" : "") + String(Int64(rest), radix: radix) + digits
    }
}
