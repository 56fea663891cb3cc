import FlowAPI
import FlowTime
import Synchronization

/// A clock that stands still until someone sleeps on it; then it jumps to where the sleep ends, at once.
final class TestClock: Sendable {
    private struct State {
        var now = Duration.zero
        var sleeps: [Duration] = []
        var duringFirstSleep: (@Sendable () async -> Void)?
    }

    /// The wall's time at the clock's zero: Sun, 06 Nov 1994 08:49:37 GMT, the date that HTTP's own examples use.
    static let origin: Instant = 784_111_777_000

    private let state = Mutex(State())

    var now: Duration { state.withLock { $0.now } }
    /// The length of every sleep, in order.
    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    func advance(by duration: Duration) {
        state.withLock { $0.now += duration }
    }

    /// Does something while the first who sleeps does, before the clock moves.
    func duringFirstSleep(_ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.duringFirstSleep = body }
    }

    var api: APIClock {
        APIClock(
            now: { self.now },
            wallTime: { Self.origin + Milliseconds(Int64(self.now / .milliseconds(1))) },
            sleep: { duration in
                try Task.checkCancellation()
                let (end, meanwhile) = self.state.withLock { state in
                    state.sleeps.append(duration)
                    return (state.now + duration, state.sleeps.count == 1 ? state.duringFirstSleep : nil)
                }
                await meanwhile?()
                self.state.withLock { $0.now = max($0.now, end) }
                await Task.yield()
            })
    }
}
