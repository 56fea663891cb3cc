/// A finding that does not stop a run but that its reader must know.
package struct ReportWarning: Hashable, Sendable {
    /// One line for people, without a full stop.
    package let text: String
    /// Whether the figures are what the report was to warn of, rather than its data or its writing.
    package let isAlert: Bool

    package init(_ text: String, isAlert: Bool = false) {
        self.text = text
        self.isAlert = isAlert
    }
}
