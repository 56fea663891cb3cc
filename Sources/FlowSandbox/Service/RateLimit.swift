import Synchronization

/// Lets so many requests a minute through: a bucket that fills evenly and holds what falls due in five seconds.
final class RateLimit: Sendable {
    private struct State {
        var tokens: Double
        var filled: Duration = .zero
    }

    private let perSecond: Double
    private let capacity: Double
    private let time: SandboxTime
    private let state: Mutex<State>

    init(perMinute: Int, _ time: SandboxTime) {
        perSecond = Double(max(perMinute, 1)) / 60
        capacity = max(perSecond * 5, 1)
        self.time = time
        state = Mutex(State(tokens: max(perSecond * 5, 1)))
    }

    /// Takes one request's share; otherwise gives the whole seconds after which there is one again.
    func take() -> Int? {
        let now = time.elapsed()
        return state.withLock { state in
            let passed = (now - state.filled) / .seconds(1)
            state.tokens = min(state.tokens + passed * perSecond, capacity)
            state.filled = now
            if state.tokens >= 1 {
                state.tokens -= 1
                return nil
            }
            return max(Int(((1 - state.tokens) / perSecond).rounded(.up)), 1)
        }
    }
}
