/// An entity as a search sees it: enough to ask for its executions, or to leave them be because nothing changed.
package struct EntitySummary: Sendable, Hashable {
    package let id: String
    package let schema: String
    package let title: String?
    /// The runs that the entity's `workflows` summary names, by id, each once; empty where it has none.
    package let runs: [Run]
    /// The state of all of `workflows`: equal as long as nothing in it changed, whatever the order of its members.
    ///
    /// 32 hexadecimal digits; nil where the summary is not known, so that the entity counts as changed.
    package let fingerprint: String?

    /// One run, as the summary has it.
    package struct Run: Sendable, Hashable {
        package let id: String
        package let status: String?
        package let lastUpdateTime: String?

        package init(id: String, status: String?, lastUpdateTime: String?) {
            self.id = id
            self.status = status
            self.lastUpdateTime = lastUpdateTime
        }
    }

    /// An entity of which no more is known, as from a list of ids.
    package init(id: String, schema: String) {
        self.init(id: id, schema: schema, title: nil, runs: [], fingerprint: nil)
    }

    package init(id: String, schema: String, title: String?, runs: [Run], fingerprint: String?) {
        self.id = id
        self.schema = schema
        self.title = title
        self.runs = runs
        self.fingerprint = fingerprint
    }
}
