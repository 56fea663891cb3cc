import Synchronization

/// The gate that every request passes: so many a minute, evenly, and none while the server asked to wait.
///
/// One is shared by all workers. Each takes the next free slot and sleeps until it comes, so that requests leave in
/// turn; when the gate closes meanwhile, those who wait take new slots behind its opening.
package final class RateLimiter: Sendable {
    private struct State {
        /// When the next slot would come if none were taken ahead of time.
        var nextSlot: Duration
        var opening: Duration
        /// Counts how often the gate was closed or closed for longer.
        var closings = 0
    }

    private let interval: Duration
    /// How far ahead of the even pace requests may run: the burst.
    private let slack: Duration
    private let clock: APIClock
    private let state: Mutex<State>

    /// - Parameters:
    ///   - requestsPerMinute: at least 1.
    ///   - burst: how many requests may leave at once after a pause.
    ///   - clock: to measure and sleep by.
    package init(requestsPerMinute: Int, burst: Int, clock: APIClock) {
        interval = .seconds(60) / max(requestsPerMinute, 1)
        slack = interval * max(burst - 1, 0)
        self.clock = clock
        let now = clock.now()
        state = Mutex(State(nextSlot: now, opening: now))
    }

    /// Closes the gate for all workers, for a time from now. A shorter wait than the one under way changes nothing.
    package func close(for wait: Duration) {
        let opening = clock.now() + wait
        state.withLock { state in
            guard opening > state.opening else { return }
            state.opening = opening
            state.closings += 1
            // Slots that are taken but not yet due are void, and behind the gate the even pace begins without a burst.
            state.nextSlot = opening + slack
        }
    }

    /// Returns when it is this request's turn.
    ///
    /// - Parameter deadline: on the clock; nil to wait however long it takes.
    /// - Returns: false, at once, where the turn comes after the deadline.
    /// - Throws: `cancelled` alone.
    func pass(deadline: Duration?) async throws(APIError) -> Bool {
        while true {
            let now = clock.now()
            let (slot, closings) = state.withLock { state -> (Duration, Int) in
                let slot = max(now, state.opening, state.nextSlot - slack)
                if let deadline, slot > deadline { return (slot, state.closings) }
                state.nextSlot = max(state.nextSlot, slot) + interval
                return (slot, state.closings)
            }
            if let deadline, slot > deadline { return false }
            guard slot > now else { return true }
            do {
                try await clock.sleep(slot - now)
            } catch {
                throw .cancelled
            }
            if state.withLock({ $0.closings == closings }) { return true }
        }
    }
}
