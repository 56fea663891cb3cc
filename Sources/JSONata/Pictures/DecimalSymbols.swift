/// The characters of a number picture, which the options of `$formatNumber` can replace.
struct DecimalSymbols {
    var decimalSeparator: Unicode.Scalar = "."
    var groupingSeparator: Unicode.Scalar = ","
    var exponentSeparator: Unicode.Scalar = "e"
    var percent: Unicode.Scalar = "%"
    var perMille: Unicode.Scalar = "\u{2030}"
    var zeroDigit: Unicode.Scalar = "0"
    var digit: Unicode.Scalar = "#"
    var patternSeparator: Unicode.Scalar = ";"
    var minusSign = "-"
    var infinity = "Infinity"
    var notANumber = "NaN"

    init(_ options: Value) {
        func replace(_ symbol: inout Unicode.Scalar, _ name: String) {
            if let replacement = options.member(name).string?.unicodeScalars.first { symbol = replacement }
        }
        replace(&decimalSeparator, "decimal-separator")
        replace(&groupingSeparator, "grouping-separator")
        replace(&exponentSeparator, "exponent-separator")
        replace(&percent, "percent")
        replace(&perMille, "per-mille")
        replace(&zeroDigit, "zero-digit")
        replace(&digit, "digit")
        replace(&patternSeparator, "pattern-separator")
        minusSign = options.member("minus-sign").string ?? minusSign
        infinity = options.member("infinity").string ?? infinity
        notANumber = options.member("NaN").string ?? notANumber
    }

    /// Whether the character is one of the ten digits that start with the zero digit.
    func isDecimalDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= zeroDigit.value && scalar.value < zeroDigit.value + 10
    }

    func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar == digit || isDecimalDigit(scalar) }

    /// Whether the character means something in a picture other than itself.
    func isActive(_ scalar: Unicode.Scalar) -> Bool {
        isDigit(scalar) || scalar == decimalSeparator || scalar == exponentSeparator || scalar == groupingSeparator
            || scalar == patternSeparator
    }

    /// The digit that stands for an ASCII one.
    func translated(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard scalar.value >= 0x30, scalar.value <= 0x39 else { return scalar }
        return Unicode.Scalar(zeroDigit.value + scalar.value - 0x30) ?? scalar
    }
}
