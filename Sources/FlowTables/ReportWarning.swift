/// A finding that does not stop a run but that its reader must know.
package struct ReportWarning: Hashable, Sendable {
    /// One line for people, without a full stop.
    package let message: Message
    /// Whether the figures are what the report was to warn of, rather than its data or its writing.
    package let isAlert: Bool

    package var text: String { message.text }

    package init(_ message: Message, isAlert: Bool = false) {
        self.message = message
        self.isAlert = isAlert
    }
}
