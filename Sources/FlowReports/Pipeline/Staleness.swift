package import FlowModel
package import FlowTables
package import FlowTime

/// Why the executions of a report may not show how things are, so that none of its figures can be trusted.
///
/// It follows from the data, the definition and the report's clock alone; only of a clock that is ahead of the present the
/// present counts.
package struct Staleness: Sendable {
    /// Nothing where they can be trusted.
    package let reasons: [Message]

    /// How old the latest sync may be where a definition says nothing: a day, and some time for the sync itself.
    package static let usualMaxAge = 26 * Milliseconds.hour

    /// More runs than these, and than this share of all, do not vanish between two nights.
    private static let (fewest, share) = (20, 5)

    /// - Parameters:
    ///   - syncs: how the syncs of the source went; nil where it has none, as a file.
    ///   - executions: how many the report is about, whatever a filter leaves.
    ///   - maxAge: how long before `clock` the latest sync may have ended, in real time.
    ///   - clock: the report's, or the present where that is earlier.
    package init(_ syncs: SyncHistory?, executions: Int, maxAge: Milliseconds, clock: Instant) {
        var reasons: [Message] = []
        if let syncs {
            if syncs.hasFailedSince { reasons.append(.failedSync) }
            if let ended = syncs.endedAt {
                if clock - ended > maxAge { reasons.append(.oldSync(maxAge)) }
            } else {
                reasons.append(.neverSynced)
            }
            if syncs.keptRuns > 0 { reasons.append(.keptRuns(syncs.keptRuns, of: syncs.runs)) }
            let before = syncs.runs + syncs.removedRuns
            if syncs.removedRuns > Self.fewest, syncs.removedRuns * Self.share > before {
                reasons.append(.fewerRuns(syncs.removedRuns, of: before))
            }
        }
        if executions == 0 { reasons.append(.noRuns) }
        self.reasons = reasons
    }
}

extension Message {
    fileprivate static let failedSync = Message(
        "stale.failed", "the last sync failed: what has changed since the one before is missing, in whole or in part")
    fileprivate static let neverSynced = Message(
        "stale.never_synced", "no sync of the warehouse has ended yet: runs may be missing")
    fileprivate static let noRuns = Message("stale.no_runs", "there are no runs in the data")

    fileprivate static func oldSync(_ maxAge: Milliseconds) -> Message {
        let minutes = (Double(maxAge.count) / 60_000).rounded(.up)
        let hours = minutes / 60
        // Hours as people say them, and minutes of what is less.
        if minutes <= 1 {
            return Message(
                "stale.old_minute", "the data is old: the last sync that succeeded lies more than a minute back")
        }
        guard minutes >= 60, hours == hours.rounded() else {
            return Message(
                "stale.old_minutes",
                "the data is old: the last sync that succeeded lies more than \("minutes", minutes) minutes back")
        }
        return hours == 1
            ? Message("stale.old_hour", "the data is old: the last sync that succeeded lies more than an hour back")
            : Message(
                "stale.old", "the data is old: the last sync that succeeded lies more than \("hours", hours) hours back"
            )
    }

    fileprivate static func fewerRuns(_ removed: Int, of before: Int) -> Message {
        Message(
            "stale.fewer_runs",
            "the last sync removed \("removed", removed) of \("before", before) runs, which the API no longer has")
    }

    fileprivate static func keptRuns(_ kept: Int, of runs: Int) -> Message {
        Message(
            "stale.kept_runs",
            "the API no longer has \("kept", kept) of \("runs", runs) runs, which were kept and still count")
    }

    /// One of each of the above.
    package static let ofStaleness: [Message] = [
        failedSync, neverSynced, noRuns, oldSync(.minute), oldSync(2 * .minute), oldSync(.hour), oldSync(2 * .hour),
        fewerRuns(3, of: 5), keptRuns(3, of: 5),
    ]
}
