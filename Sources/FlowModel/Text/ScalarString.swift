/// A string that is equal, ordered and hashed by its Unicode scalars (docs/metrics.md#texts).
///
/// Swift's `String` takes two spellings of the same letter for equal; data does not.
public struct ScalarString: Hashable, Comparable, Sendable {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public static func == (left: ScalarString, right: ScalarString) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// UTF-8 keeps the order of scalars.
    public static func < (left: ScalarString, right: ScalarString) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}
