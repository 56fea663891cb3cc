/// The exit codes that scripts rely on; every command returns one of them, and the process exits once.
enum ExitStatus: Int32, CaseIterable, Sendable {
    case done = 0
    /// The API answered an error, or a run failed.
    case failed = 1
    /// Wrong usage or a wrong definition.
    case usage = 2
    case authentication = 3
    /// The network, after all retries.
    case network = 4
    /// Written, but some entities are missing; the next sync tries them again.
    case incomplete = 5
    /// Another run holds the lock.
    case locked = 6
    /// An alert of the definition fired under `--fail-on-alert`.
    case alert = 7
    case interrupted = 130
    /// The reader of standard output has gone, as `head` does: the process ends by the signal that ends others then.
    case outputClosed = 141
}
