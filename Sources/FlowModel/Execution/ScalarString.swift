/// A string that is equal, ordered and hashed by its Unicode scalars (docs/metrics.md#texts).
///
/// Swift's `String` takes two spellings of the same letter for equal; data does not.
package struct ScalarString: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package static func == (left: ScalarString, right: ScalarString) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// UTF-8 keeps the order of scalars.
    package static func < (left: ScalarString, right: ScalarString) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}
