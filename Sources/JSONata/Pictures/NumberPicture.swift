import Foundation

/// Formats numbers by a picture, as XPath's `format-number` does.
enum NumberPicture {
    private typealias Text = [Unicode.Scalar]

    static func format(_ number: Double, _ picture: String, _ symbols: DecimalSymbols) throws -> String {
        let halves = Array(picture.unicodeScalars).split(
            separator: symbols.patternSeparator, omittingEmptySubsequences: false)
        guard halves.count <= 2 else { throw JSONataError("D3080") }
        var pictures = try halves.map { try SubPicture(Array($0), symbols) }
        if pictures.count == 1 {
            pictures.append(pictures[0])
            pictures[1].prefix = Array(symbols.minusSign.unicodeScalars) + pictures[1].prefix
        }
        let picture = pictures[number < 0 ? 1 : 0]
        if number.isNaN { return symbols.notANumber }
        let digits = number.isInfinite ? Text(symbols.infinity.unicodeScalars) : write(abs(number), picture, symbols)
        var result = String.UnicodeScalarView()
        result.append(contentsOf: picture.prefix + digits + picture.suffix)
        return String(result)
    }

    /// The digits of a number that is not negative, with separators and exponent.
    private static func write(_ number: Double, _ picture: SubPicture, _ symbols: DecimalSymbols) -> Text {
        var mantissa = number * picture.scale
        var exponent: Int?
        if picture.minimumExponent > 0 {
            var power = 0
            let (least, most) = (pow(10, Double(picture.scalingFactor - 1)), pow(10, Double(picture.scalingFactor)))
            while mantissa > 0, mantissa < least {
                mantissa *= 10
                power -= 1
            }
            while mantissa > most, mantissa.isFinite {
                mantissa /= 10
                power += 1
            }
            exponent = power
        }
        let rounded = NumberText.round(mantissa, decimals: picture.maximumFraction)
        let fixed = NumberText.fixed(rounded, decimals: picture.maximumFraction).split(separator: ".")
        var integer = (fixed.first.map { Text($0.unicodeScalars) } ?? []).map(symbols.translated)
        var fraction = (fixed.count > 1 ? Text(fixed[1].unicodeScalars) : []).map(symbols.translated)
        integer = Text(integer.drop { $0 == symbols.zeroDigit })
        while fraction.last == symbols.zeroDigit { fraction.removeLast() }
        integer = pad(picture.minimumInteger - integer.count, symbols) + integer
        fraction += pad(picture.minimumFraction - fraction.count, symbols)
        group(&integer, picture, symbols)
        for (index, position) in picture.fractionGroupingPositions.enumerated() where position + index < fraction.count
        {
            fraction.insert(symbols.groupingSeparator, at: position + index)
        }
        var result = integer
        if picture.hasDecimalSeparator, !fraction.isEmpty { result += [symbols.decimalSeparator] + fraction }
        if let exponent {
            let power = Text(String(abs(exponent)).unicodeScalars).map(symbols.translated)
            result.append(symbols.exponentSeparator)
            if exponent < 0 { result += Text(symbols.minusSign.unicodeScalars) }
            result += pad(picture.minimumExponent - power.count, symbols) + power
        }
        return result
    }

    private static func pad(_ count: Int, _ symbols: DecimalSymbols) -> Text {
        Array(repeating: symbols.zeroDigit, count: max(0, count))
    }

    private static func group(_ integer: inout Text, _ picture: SubPicture, _ symbols: DecimalSymbols) {
        var positions = picture.groupingPositions
        if picture.regularGrouping > 0 {
            positions = Array(stride(from: picture.regularGrouping, to: integer.count, by: picture.regularGrouping))
        }
        let count = integer.count
        for position in positions.sorted() where position > 0 && position < count {
            integer.insert(symbols.groupingSeparator, at: count - position)
        }
    }
}
