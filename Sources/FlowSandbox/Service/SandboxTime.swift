/// The clock that the sandbox runs on, so that tests can turn it themselves.
package struct SandboxTime: Sendable {
    /// The time since the clock was handed over.
    let elapsed: @Sendable () -> Duration
    let sleep: @Sendable (Duration) async throws -> Void

    package init<C: Clock>(_ clock: C) where C.Duration == Duration {
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        // Without a tolerance of our own a sleep may take a tenth longer.
        sleep = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: .microseconds(100)) }
    }
}
