import Synchronization

/// The ids of queries whose context is kept for some seconds, so that pages fit together.
///
/// The sandbox's data never changes; what it keeps is the promise, and it refuses an id whose time has passed.
final class StableQueries: Sendable {
    private struct State {
        var expiries: [String: Duration] = [:]
        var count: UInt64 = 0
    }

    /// Seconds for which a context is kept where the request does not say.
    private static let usual = 30
    private let time: SandboxTime
    private let state = Mutex(State())

    init(_ time: SandboxTime) {
        self.time = time
    }

    /// The id that goes into an answer; nil where the query is not to be kept.
    ///
    /// - Throws: 400 for an id that is unknown or whose time has passed.
    func use(_ id: String?, keepFor seconds: Int?) throws(Refusal) -> String? {
        guard id != nil || seconds ?? 0 > 0 else { return nil }
        let now = time.elapsed()
        let kept = state.withLock { state -> String? in
            state.expiries = state.expiries.filter { $0.value > now }
            if let id, state.expiries[id] == nil { return nil }
            let kept = id ?? Identifier.uuid(high: SampleRandom.mix(state.count), low: ~state.count)
            state.count += 1
            state.expiries[kept] = seconds == 0 ? nil : now + .seconds(seconds ?? Self.usual)
            return kept
        }
        guard let kept else { throw .invalid("\"stable_query_id\" is unknown or has expired") }
        return kept
    }
}
