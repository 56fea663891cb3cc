/// One attempt that failed in a way that may pass.
package enum Fault: Sendable, Hashable {
    /// A status that says "not now", with the server's own words if it had any.
    case status(Int, message: String?)
    case transport(TransportFailure)
    /// A success whose body is not what it should be, as when it was cut short.
    case unreadable(reason: String)
    /// The server asks to come back later than this run waits.
    case asksToWait(Duration)

    /// A few words for people, to stand after the name of the server.
    package var text: String {
        switch self {
        case .status(let status, let message): "answers with status \(status)" + (message.map { " (\($0))" } ?? "")
        case .transport(let failure): failure.text
        case .unreadable(let reason): "sent an answer that cannot be read (\(reason))"
        case .asksToWait(let wait): "asks to wait \(wait.components.seconds) seconds"
        }
    }
}
