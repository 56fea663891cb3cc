/// A table or view of the warehouse, described for those who query it.
package struct TableDescription: Hashable, Sendable {
    package let name: String
    /// What one row is, in a sentence.
    package let note: String
    package let columns: [Column]
    /// Whether the table is the program's own and may change with any release.
    package let isPrivate: Bool

    package struct Column: Hashable, Sendable {
        package let name: String
        /// `TEXT`, `INTEGER`, `BLOB`; of an instant `INTEGER`, in milliseconds since 1970.
        package let type: String
        package let note: String
        let isInstant: Bool
    }

    init(_ name: String, _ note: String, isPrivate: Bool = false, _ columns: [Column]) {
        self.name = name
        self.note = note
        self.columns = columns
        self.isPrivate = isPrivate
    }

    /// The view of the same rows with instants as text.
    func textView(note: String? = nil) -> TableDescription {
        TableDescription(
            "\(name)_text", note ?? "The table \(name) with its instants as text in UTC, for people.",
            columns.map { column in
                column.isInstant
                    ? Column(name: column.name, type: "TEXT", note: column.note, isInstant: false) : column
            })
    }
}

extension TableDescription.Column {
    static func text(_ name: String, _ note: String) -> Self {
        Self(name: name, type: "TEXT", note: note, isInstant: false)
    }

    static func integer(_ name: String, _ note: String) -> Self {
        Self(name: name, type: "INTEGER", note: note, isInstant: false)
    }

    static func instant(_ name: String, _ note: String) -> Self {
        Self(name: name, type: "INTEGER", note: note, isInstant: true)
    }

    static func blob(_ name: String, _ note: String) -> Self {
        Self(name: name, type: "BLOB", note: note, isInstant: false)
    }
}
