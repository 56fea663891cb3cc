/// A user as the user service or a list of people names them: no more of them than reports show.
package struct Person: Hashable, Sendable {
    package let id: String
    /// Trimmed, not empty.
    package let displayName: String
    package let department: String?
    /// As the service says it: `Active`, `Pending` and others.
    package let status: String?

    package init(id: String, displayName: String, department: String? = nil, status: String? = nil) {
        self.id = id
        self.displayName = displayName
        self.department = department
        self.status = status
    }
}
