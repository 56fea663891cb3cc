/// Which entities a search is for, in the words of the search's query language (Lucene).
package struct EntityQuery: Sendable, Hashable {
    package let text: String

    /// A query in the search's own language.
    package init(text: String) {
        self.text = text
    }

    /// Every entity that carries runs: the API keeps a summary of them in `workflows` at each such entity, so no entity
    /// without one has executions to fetch.
    package static let withRuns = EntityQuery(text: "_exists_:workflows")

    /// The entities with runs of some schemas; of all schemas where none is named.
    package init(schemas: [String]) {
        guard !schemas.isEmpty else {
            self = .withRuns
            return
        }
        let named = EntityQuery(field: "_schema", values: schemas).text
        text = (schemas.count == 1 ? named : "(\(named))") + " AND " + Self.withRuns.text
    }

    /// The entities of some ids.
    package init(ids: some Collection<String>) {
        self = EntityQuery(field: "_id", values: ids)
    }

    private init(field: String, values: some Collection<String>) {
        text = values.map { "\(field):\(Self.quote($0))" }.joined(separator: " OR ")
    }

    /// A word as it is, where it has no meaning to the language; anything else in quotes, in which only the quote and the
    /// backslash have one.
    static func quote(_ text: String) -> String {
        let isWord = text.utf8.allSatisfy { byte in
            (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
        }
        if isWord, !text.isEmpty, !["AND", "OR", "NOT", "TO"].contains(text) { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
