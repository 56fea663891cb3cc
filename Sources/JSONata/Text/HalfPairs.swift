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

extension String {
    /// Whether two strings have the same code units; `==` would also take two spellings of a letter for the same.
    func isSameText(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let same = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in
                Self.areSame(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
            }
        }
        return (same ?? nil) ?? utf8.elementsEqual(other.utf8)
    }

    /// Compares as many bytes of one as of the other, eight at a time.
    private static func areSame(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 8 <= left.count {
            let words = (
                left.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
                right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            )
            guard words.0 == words.1 else { return false }
            offset += 8
        }
        while offset < left.count {
            guard left[offset] == right[offset] else { return false }
            offset += 1
        }
        return true
    }

    /// Whether this string comes before another in the order of their UTF-16 code units.
    ///
    /// UTF-8 bytes are in that order but for one thing: characters beyond U+FFFF, which UTF-16 writes with surrogates,
    /// come before U+E000 to U+FFFF.
    func precedes(_ other: String) -> Bool {
        var left = self
        var right = other
        return left.withUTF8 { left in
            right.withUTF8 { right in
                let common = Swift.min(left.count, right.count)
                for index in 0..<common where left[index] != right[index] {
                    let (a, b) = (left[index], right[index])
                    if a >= 0xF0, b >= 0xEE, b < 0xF0 { return true }
                    if b >= 0xF0, a >= 0xEE, a < 0xF0 { return false }
                    return a < b
                }
                return left.count < right.count
            }
        }
    }
}

/// Finds a text within others by code units, in time linear in both (after Knuth, Morris and Pratt).
struct TextSearch {
    private let wanted: [UInt8]
    /// For each count of matched bytes, how many of them still match where the next byte does not.
    private let fallback: [Int]

    init(_ text: String) {
        wanted = Array(text.utf8)
        var fallback = Array(repeating: 0, count: wanted.count + 1)
        var matched = 0
        for index in wanted.indices.dropFirst() {
            while matched > 0, wanted[matched] != wanted[index] { matched = fallback[matched] }
            if wanted[matched] == wanted[index] { matched += 1 }
            fallback[index + 1] = matched
        }
        self.fallback = fallback
    }

    var isEmpty: Bool { wanted.isEmpty }

    /// Where the text first occurs.
    func first(in text: String) -> String.Index? {
        var position: String.Index?
        forEach(in: text) { start in
            position = text.utf8.index(text.startIndex, offsetBy: start)
            return false
        }
        return position
    }

    /// Splits a text at the occurrences of this one, at most `limit` of them; an occurrence does not overlap another.
    func split(_ text: String, limit: Int = .max) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var offset = 0
        if limit > 0 {
            forEach(in: text) { position in
                let end = text.utf8.index(start, offsetBy: position - offset)
                parts.append(text[start..<end])
                start = text.utf8.index(end, offsetBy: wanted.count)
                offset = position + wanted.count
                return parts.count < limit
            }
        }
        parts.append(text[start...])
        return parts
    }

    /// Gives the offset of each occurrence in UTF-8 bytes, until the closure returns false.
    private func forEach(in text: String, _ body: (Int) -> Bool) {
        if wanted.isEmpty {
            _ = body(0)
            return
        }
        var matched = 0
        for (offset, byte) in text.utf8.enumerated() {
            while matched > 0, wanted[matched] != byte { matched = fallback[matched] }
            if wanted[matched] == byte { matched += 1 }
            if matched == wanted.count {
                guard body(offset + 1 - matched) else { return }
                matched = 0
            }
        }
    }
}
