/// A finding that does not stop a run but that its reader must know.
package struct ReportWarning: Hashable, Sendable {
    /// One line for people, without a full stop.
    package let text: String

    package init(_ text: String) {
        self.text = text
    }
}
