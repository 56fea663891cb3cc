/// The two APIs that runs of flows come from: `v2` with flow executions, and the older `v1` with workflow executions.
package enum APIVersion: String, Sendable, CaseIterable {
    case v2, v1
}

/// A run by its id, at the version of the API that it comes from.
package struct RunReference: Hashable, Sendable {
    package let id: String
    package let api: APIVersion

    package init(id: String, api: APIVersion) {
        self.id = id
        self.api = api
    }

    /// By code units: `String` would take two spellings of the same letter for one.
    package static func == (left: RunReference, right: RunReference) -> Bool {
        left.api == right.api && ScalarString(left.id) == ScalarString(right.id)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ScalarString(id))
    }
}
