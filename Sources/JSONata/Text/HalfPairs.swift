/// Halves of surrogate pairs inside Swift strings.
///
/// The language works on UTF-16 and can cut a pair in two, by `"\uD800"`, an empty separator of `$split` or a regular
/// expression. A Swift string cannot hold a half, so each of the 2,048 halves is carried by a private-use character of
/// the last plane (U+10F800 to U+10FFFF), joined again when two halves meet, and becomes U+FFFD in a result.
enum HalfPairs {
    private static let base: UInt32 = 0x10F800

    static func carrier(of unit: UInt16) -> Unicode.Scalar {
        // Every value from U+10F800 to U+10FFFF is a scalar.
        Unicode.Scalar(base + UInt32(unit & 0x7FF)) ?? "\u{FFFD}"
    }

    static func unit(of scalar: Unicode.Scalar) -> UInt16? {
        scalar.value >= base ? UInt16(truncatingIfNeeded: 0xD800 + (scalar.value - base)) : nil
    }

    /// Whether the text may hold a half: a cheap test on its bytes, F4 8F A0–BF.
    static func mayOccur(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count >= 4 else { return false }
            for index in 0..<bytes.count - 3
            where bytes[index] == 0xF4 && bytes[index + 1] == 0x8F && bytes[index + 2] >= 0xA0 { return true }
            return false
        }
    }

    /// The UTF-16 code units that a text stands for.
    static func units(of text: String) -> [UInt16] {
        guard mayOccur(in: text) else { return Array(text.utf16) }
        var units: [UInt16] = []
        for scalar in text.unicodeScalars {
            if let half = unit(of: scalar) {
                units.append(half)
            } else {
                units.append(contentsOf: UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter)
            }
        }
        return units
    }

    /// The text of UTF-16 code units, halves carried.
    static func text(of units: some Collection<UInt16>) -> String {
        var scalars = String.UnicodeScalarView()
        var pending: UInt16?
        for unit in units {
            if let high = pending {
                pending = nil
                if unit & 0xFC00 == 0xDC00 {
                    let value = 0x10000 + UInt32(high & 0x3FF) << 10 + UInt32(unit & 0x3FF)
                    scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
                    continue
                }
                scalars.append(carrier(of: high))
            }
            if unit & 0xFC00 == 0xD800 {
                pending = unit
            } else {
                scalars.append(Unicode.Scalar(unit) ?? carrier(of: unit))
            }
        }
        if let high = pending { scalars.append(carrier(of: high)) }
        return String(scalars)
    }

    /// The text with pairs joined that a concatenation brought together.
    static func joined(_ text: String) -> String {
        mayOccur(in: text) ? self.text(of: units(of: text)) : text
    }

    /// The text as it leaves the evaluation.
    static func replaced(_ text: String) -> String {
        guard mayOccur(in: text) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(unit(of: scalar) == nil ? scalar : "\u{FFFD}") }
        return String(scalars)
    }
}
