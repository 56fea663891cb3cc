/// A string that is equal to another only when the Unicode scalars are, and sorted by them.
///
/// `String` compares by canonical equivalence; the order of UTF-8 bytes is the order of scalars.
package struct Text: Hashable, Comparable, Sendable {
    /// The UTF-8 bytes.
    package let utf8: [UInt8]

    /// Wraps bytes that are known to be UTF-8.
    package init(utf8: [UInt8]) { self.utf8 = utf8 }

    /// Wraps a string.
    package init(_ string: String) { utf8 = Array(string.utf8) }

    /// The same text as a Swift string.
    package var string: String { String(decoding: utf8, as: UTF8.self) }

    /// Whether the text has no scalar.
    package var isEmpty: Bool { utf8.isEmpty }

    /// Orders by Unicode scalars.
    package static func < (left: Text, right: Text) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

    /// The text without the white space (Unicode property White_Space) at both ends.
    package var trimmed: Text {
        var scalars = Array(string.unicodeScalars)
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        let kept = scalars.drop { $0.properties.isWhitespace }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: kept)
        return Text(String(result))
    }
}

/// Whether `left` comes before `right`, a missing value last.
package func missingLast(_ left: Text?, _ right: Text?) -> Bool {
    guard let left else { return false }
    guard let right else { return true }
    return left < right
}
