/// Numbers as text for machines: the shortest decimal form that the output formats promise.
package enum DecimalText {
    /// Decimal places that CSV and JSON keep.
    package static let places = 6
    private static let scale: UInt64 = 1_000_000

    /// Appends `value` rounded to six places, half to even, without trailing zeros or a needless fraction.
    ///
    /// The rounding is exact: it looks at the binary value of the double itself, not at a product that has been rounded
    /// already, so 0.0000005 (which is a little less than its name in binary) gives 0 and 2.5000005 (a little more)
    /// gives 2.500001. A value that rounds to zero is `0`, never `-0`. Whole numbers of 2^63 and more, which have no
    /// fraction to round, are written in their shortest form with an exponent.
    ///
    /// The value must be finite, as every number of a table is.
    package static func append(
        _ value: Double, to text: inout [UInt8], separator: UInt8 = UInt8(ascii: ".")
    ) {
        let magnitude = value.magnitude
        guard magnitude < 0x1p63 else {
            text.append(contentsOf: value.description.utf8)
            return
        }
        var whole = UInt64(magnitude)
        let fraction = magnitude - Double(whole)
        var millionths = fraction == 0 ? 0 : roundedMillionths(fraction)
        if millionths == scale {
            millionths = 0
            whole += 1
        }
        if value < 0 && (whole != 0 || millionths != 0) { text.append(UInt8(ascii: "-")) }
        append(whole, to: &text)
        guard millionths != 0 else { return }
        text.append(separator)
        var divisor = scale / 10
        while millionths != 0 {
            let (digit, rest) = millionths.quotientAndRemainder(dividingBy: divisor)
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
            millionths = rest
            divisor /= 10
        }
    }

    /// `fraction` × 10^6, rounded half to even on its exact binary value.
    ///
    /// The fraction lies above 0 and below 1; it is significand × 2^-shift with a significand below 2^53, so the product
    /// is below 2^73 and its low `shift` bits are what rounding drops.
    private static func roundedMillionths(_ fraction: Double) -> UInt64 {
        let shift = 52 - Int(fraction.exponent)
        guard shift < 80 else { return 0 }
        let significand = fraction.significandBitPattern | (1 << 52)
        let product = significand.multipliedFullWidth(by: scale)
        let wide = UInt128(product.high) << 64 | UInt128(product.low)
        let half = UInt128(1) << UInt128(shift - 1)
        let quotient = UInt64(truncatingIfNeeded: wide >> UInt128(shift))
        let rest = wide & (half << 1 - 1)
        if rest > half || (rest == half && quotient & 1 == 1) { return quotient + 1 }
        return quotient
    }

    /// Appends an integer.
    package static func append(_ value: Int64, to text: inout [UInt8]) {
        if value < 0 { text.append(UInt8(ascii: "-")) }
        append(value.magnitude, to: &text)
    }

    /// Appends the digits of `value`, two at a time.
    private static func append(_ value: UInt64, to text: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var place = 20
            var rest = value
            repeat {
                let (next, digit) = rest.quotientAndRemainder(dividingBy: 10)
                place -= 1
                digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
                rest = next
            } while rest != 0
            text.append(contentsOf: UnsafeBufferPointer(rebasing: digits[place..<20]))
        }
    }
}
