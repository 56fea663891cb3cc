import Synchronization

/// The gate that every request passes: what each service takes (`ServiceRate`), and a cap on all of them together.
///
/// One is shared by all workers. Each takes the next turn and sleeps until it comes; where the gate closes meanwhile, it
/// takes a new turn behind its opening.
package final class RateLimiter: Sendable {
    /// What one limit holds for: the API counts searches apart from what only reads.
    struct Service: Hashable, Sendable {
        /// Host and port.
        let authority: String
        let isRead: Bool
    }

    /// A request that may leave now.
    struct Pass: Sendable {
        let service: Service
        let sentAt: Duration
    }

    private struct State {
        var services: [Service: ServiceRate] = [:]
        /// When the next request may leave as far as the cap goes.
        var nextTurn: Duration
    }

    /// Between two requests at least; nil without a cap.
    private let interval: Duration?
    private let clock: APIClock
    private let state: Mutex<State>

    /// - Parameters:
    ///   - requestsPerMinute: no more than these leave, evenly, to whatever service; nil for no cap.
    ///   - clock: to measure and sleep by.
    package init(requestsPerMinute: Int? = nil, clock: APIClock) {
        interval = requestsPerMinute.map { .seconds(60) / max($0, 1) }
        self.clock = clock
        state = Mutex(State(nextTurn: clock.now()))
    }

    /// Returns when it is this request's turn.
    ///
    /// - Parameters:
    ///   - service: whom it is for.
    ///   - deadline: on the clock; nil to wait however long it takes.
    /// - Returns: nil, at once, where the turn comes after the deadline.
    /// - Throws: `cancelled` alone.
    func pass(to service: Service, deadline: Duration?) async throws(APIError) -> Pass? {
        while true {
            let now = clock.now()
            let turn = state.withLock {
                $0.services[service, default: ServiceRate(now: now)].takeTurn(now: now, deadline: deadline)
            }
            guard let turn else { return nil }
            try await sleep(until: turn.time)
            guard try await waitForCap(deadline) else { return nil }
            let sentAt = clock.now()
            let isSent = state.withLock { $0.services[service]?.send(turn, now: sentAt) ?? false }
            if isSent { return Pass(service: service, sentAt: sentAt) }
        }
    }

    /// The service took a request, whatever it made of it.
    func taken(_ pass: Pass) {
        let now = clock.now()
        state.withLock { $0.services[pass.service]?.taken(sentAt: pass.sentAt, now: now) }
    }

    /// The service refused a request because there were too many.
    ///
    /// - Parameters:
    ///   - pass: of the request.
    ///   - named: how long the service asks to wait, if it does.
    ///   - ownWait: how long to wait otherwise, by the number of refusals in a row.
    /// - Returns: how long to wait before this request is sent again.
    func refused(_ pass: Pass, named: Duration?, ownWait: (_ refusals: Int) -> Duration) -> Duration {
        let now = clock.now()
        return state.withLock { state in
            state.services[pass.service, default: ServiceRate(now: now)].refused(
                sentAt: pass.sentAt, now: now, named: named, ownWait: ownWait)
        }
    }

    /// Lets nobody through to a service for a time from now, because it asks for that.
    func close(_ service: Service, for wait: Duration) {
        let now = clock.now()
        state.withLock { $0.services[service, default: ServiceRate(now: now)].close(until: now + wait) }
    }

    /// Waits until the cap lets another request through; false, at once, where that is after the deadline.
    private func waitForCap(_ deadline: Duration?) async throws(APIError) -> Bool {
        guard let interval else { return true }
        let now = clock.now()
        let turn = state.withLock { state -> Duration? in
            let turn = max(now, state.nextTurn)
            if let deadline, turn > deadline { return nil }
            state.nextTurn = turn + interval
            return turn
        }
        guard let turn else { return false }
        try await sleep(until: turn)
        return true
    }

    private func sleep(until time: Duration) async throws(APIError) {
        let wait = time - clock.now()
        guard wait > .zero else { return }
        do {
            try await clock.sleep(wait)
        } catch {
            throw .cancelled
        }
    }
}
