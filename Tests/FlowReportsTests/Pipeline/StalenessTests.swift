import FlowModel
import FlowTables
import FlowTime
import Testing

@testable import FlowReports

@Suite("Data is stale")
struct StalenessTests {
    /// 2026-11-23T06:00:00Z.
    private let clock: Instant = 1_795_413_600_000
    private let hour = Milliseconds.hour

    private func reasons(_ syncs: SyncHistory?, executions: Int = 10, maxAge: Milliseconds = 26 * .hour) -> [String] {
        Staleness(syncs, executions: executions, maxAge: maxAge, clock: clock).reasons.map(\.text)
    }

    @Test("where the last sync ended longer before the clock than it may, to the millisecond")
    func old() {
        let limit = clock - 26 * hour
        #expect(reasons(SyncHistory(endedAt: limit)) == [])
        #expect(
            reasons(SyncHistory(endedAt: limit - Milliseconds(1))) == [
                "the data is old: the last sync that succeeded lies more than 26 hours back"
            ])
        // A sync after the clock is no reason to doubt.
        #expect(reasons(SyncHistory(endedAt: clock + 100 * hour)) == [])
    }

    @Test(
        "says how old it may be as people say it",
        arguments: [
            (Milliseconds.hour, "more than an hour back"), (Milliseconds.second, "more than a minute back"),
            (90 * .minute, "more than 90 minutes back"),
            (48 * .hour, "more than 48 hours back"),
        ])
    func limits(maxAge: Milliseconds, ending: String) {
        let found = reasons(SyncHistory(endedAt: clock - 100 * hour), maxAge: maxAge)
        #expect(found.count == 1 && found[0].hasSuffix(ending))
    }

    @Test("where a sync has failed since, or none has ever ended")
    func failed() {
        #expect(
            reasons(SyncHistory(endedAt: clock - hour, hasFailedSince: true)) == [
                "the last sync failed: what has changed since the one before is missing, in whole or in part"
            ])
        #expect(
            reasons(SyncHistory(endedAt: nil)) == ["no sync of the warehouse has ended yet: runs may be missing"])
    }

    @Test("where the last sync removed more than a fifth of the runs")
    func fewer() {
        func history(removed: Int, left: Int) -> SyncHistory {
            SyncHistory(endedAt: clock - hour, removedRuns: removed, runs: left)
        }
        #expect(reasons(history(removed: 20, left: 80)) == [])
        #expect(
            reasons(history(removed: 21, left: 79)) == [
                "the last sync removed 21 of 100 runs, which the API no longer has"
            ])
    }

    @Test("where runs that the API no longer has were kept")
    func kept() {
        #expect(
            reasons(SyncHistory(endedAt: clock - hour, keptRuns: 30, runs: 100)) == [
                "the API no longer has 30 of 100 runs, which were kept and still count"
            ])
    }

    @Test("where there are no runs, from a file too, which knows nothing of syncs")
    func none() {
        #expect(reasons(nil) == [])
        #expect(reasons(nil, executions: 0) == ["there are no runs in the data"])
    }
}
