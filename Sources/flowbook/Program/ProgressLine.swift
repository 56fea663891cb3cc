import FlowIO
import FlowTime
import Synchronization

/// A line on the terminal that says how far a run has come; nothing at all where standard error is no terminal.
final class ProgressLine: Sendable {
    private let stream: StandardStream
    private let now: @Sendable () -> Instant
    private let isShown: Bool
    private let state = Mutex(State())

    private struct State {
        var lastDrawn = Instant.epoch
        var isDrawn = false
    }

    /// Redraws are at least this far apart.
    private static let interval: Milliseconds = 100

    init(_ stream: StandardStream, now: @escaping @Sendable () -> Instant, isShown: Bool) {
        self.stream = stream
        self.now = now
        self.isShown = isShown
    }

    /// Shows `done` of `total`; a total of 0 is not known yet.
    func update(_ label: String, done: Int, total: Int) {
        guard isShown else { return }
        state.withLock { state in
            let now = now()
            guard now - state.lastDrawn >= Self.interval || done == total else { return }
            state.lastDrawn = now
            state.isDrawn = true
            stream.write("\r\u{1B}[K" + Self.text(label, done: done, total: total))
        }
    }

    /// Takes the line away.
    func finish() {
        state.withLock { state in
            guard state.isDrawn else { return }
            state.isDrawn = false
            stream.write("\r\u{1B}[K")
        }
    }

    static func text(_ label: String, done: Int, total: Int) -> String {
        guard total > 0 else { return "\(label) \(done)" }
        let cells = 24
        let filled = min(cells, done * cells / total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled)
        return "\(label) \(bar) \(done)/\(total)"
    }
}
