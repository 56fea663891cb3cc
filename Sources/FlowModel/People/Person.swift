/// A user as the user service or a list of people names them: no more of them than reports show.
public struct Person: Hashable, Sendable {
    public let id: String
    /// Trimmed, not empty.
    public let displayName: String
    public let department: String?
    /// As the service says it: `Active`, `Pending` and others.
    public let status: String?

    public init(id: String, displayName: String, department: String? = nil, status: String? = nil) {
        self.id = id
        self.displayName = displayName
        self.department = department
        self.status = status
    }
}
