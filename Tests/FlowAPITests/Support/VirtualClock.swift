import FlowAPI
import FlowTime
import Synchronization

/// A clock for many tasks: time stands still while any of them works, and goes on to the end of the shortest sleep as soon as
/// all of them sleep.
final class VirtualClock: Sendable {
    private struct Sleeper {
        let end: Duration
        let number: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now = Duration.zero
        var sleepers: [Sleeper] = []
        var count = 0
        var isOver = false
    }

    /// So often everybody else gets a turn before tasks count as asleep that are fewer than expected.
    private static let patience = 5_000

    private let state = Mutex(State())
    /// How many tasks there are to sleep; fewer only as they come to their end.
    private let tasks: Int

    init(tasks: Int) {
        self.tasks = tasks
    }

    var now: Duration { state.withLock { $0.now } }

    var api: APIClock {
        APIClock(now: { self.now }, wallTime: { 0 }, sleep: { await self.sleep($0) })
    }

    func sleep(_ duration: Duration) async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.count += 1
                state.sleepers.append(
                    Sleeper(end: state.now + duration, number: state.count, continuation: continuation))
            }
        }
    }

    /// Runs `body` and moves the time until it is done.
    func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        async let result = Self.result(body, self)
        while !state.withLock(\.isOver) {
            var patience = Self.patience
            var seen = -1
            while patience > 0 {
                let (sleeping, count) = state.withLock { ($0.sleepers.count, $0.count) }
                if sleeping >= tasks { break }
                patience = count == seen ? patience - 1 : Self.patience
                seen = count
                await Task.yield()
            }
            wakeFirst()
        }
        return try await result
    }

    private static func result<Result>(
        _ body: @Sendable () async throws -> Result, _ clock: VirtualClock
    ) async throws -> Result {
        defer { clock.state.withLock { $0.isOver = true } }
        return try await body()
    }

    private func wakeFirst() {
        let sleeper = state.withLock { state -> Sleeper? in
            let first = state.sleepers.indices.min { left, right in
                let (left, right) = (state.sleepers[left], state.sleepers[right])
                return (left.end, left.number) < (right.end, right.number)
            }
            guard let first else { return nil }
            let sleeper = state.sleepers.remove(at: first)
            state.now = max(state.now, sleeper.end)
            return sleeper
        }
        sleeper?.continuation.resume()
    }
}
