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

    /// Entities of some schemas, whether they carry runs or not; of all with runs where no schema is named.
    ///
    /// Runs are not asked for as well: that an entity has none shows in its summary, and a search index that lags behind
    /// then hides nothing.
    package init(schemas: [String]) {
        self = schemas.isEmpty ? .withRuns : EntityQuery(field: "_schema", values: schemas)
    }

    /// The entities of some ids.
    package init(ids: some Collection<String>) {
        self = EntityQuery(field: "_id", values: ids)
    }

    private init(field: String, values: some Collection<String>) {
        text = values.map { "\(field):\(Self.quote($0))" }.joined(separator: " OR ")
    }

    /// A text in quotes, in which only the quote and the backslash have a meaning.
    static func quote(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
