/// A finding that does not stop a run but that its reader must know.
package struct ReportWarning: Hashable, Sendable {
    /// One line for people, without a full stop.
    package let message: Message
    package let kind: Kind

    /// What it is about, which decides how loud it is said.
    package enum Kind: Hashable, Sendable {
        /// The data or the writing of the report.
        case finding
        /// The figures are what the report was to warn of.
        case alert
        /// The data may not show how things are, so that no figure can be trusted.
        case stale
    }

    package var text: String { message.text }

    package init(_ message: Message, _ kind: Kind = .finding) {
        self.message = message
        self.kind = kind
    }
}
