/// The two APIs that runs of flows come from: `v2` with flow executions, and the older `v1` with workflow executions.
public enum APIVersion: String, Sendable, CaseIterable {
    case v2, v1
}

/// A run by its id, at the version of the API that it comes from.
public struct RunReference: Hashable, Sendable {
    public let id: String
    public let api: APIVersion

    public init(id: String, api: APIVersion) {
        self.id = id
        self.api = api
    }

    /// By code units: `String` would take two spellings of the same letter for one.
    public static func == (left: RunReference, right: RunReference) -> Bool {
        left.api == right.api && ScalarString(left.id) == ScalarString(right.id)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(ScalarString(id))
    }
}
