/// What is wrong with a `where` text, and at which character.
package struct FilterError: Error, Hashable, Sendable {
    /// The position of the character in the text, from 1.
    package let column: Int
    package let what: String
    package let fix: String
    /// A word that is not known, with those that are, for a hint at the nearest one.
    package let unknown: Unknown?

    package struct Unknown: Hashable, Sendable {
        package let word: String
        package let known: [String]
    }

    init(_ column: Int, _ what: String, fix: String, unknown: Unknown? = nil) {
        self.column = column
        self.what = what
        self.fix = fix
        self.unknown = unknown
    }
}
