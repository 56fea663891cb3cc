package import FlowTime

/// Time as the client needs it: a steady clock to measure and sleep by, and the wall's for dates that servers name.
package struct APIClock: Sendable {
    /// Time since any fixed origin; it never goes back.
    package let now: @Sendable () -> Duration
    package let wallTime: @Sendable () -> Instant
    /// Returns after a time; throws `CancellationError` as soon as the task is cancelled.
    package let sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Duration, wallTime: @escaping @Sendable () -> Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.wallTime = wallTime
        self.sleep = sleep
    }

    /// Measures and sleeps by a clock of the standard library.
    package init<Steady: Clock>(_ clock: Steady, wallTime: @escaping @Sendable () -> Instant)
    where Steady.Duration == Duration {
        let origin = clock.now
        now = { origin.duration(to: clock.now) }
        self.wallTime = wallTime
        sleep = { duration in
            try await clock.sleep(until: clock.now.advanced(by: duration), tolerance: .milliseconds(1))
        }
    }
}
