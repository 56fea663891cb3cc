import FlowModel
import FlowTime

/// How things with a due date did in each bucket of a period: met or late when they ended, open or overdue at the end.
struct OnTimeTrack {
    private var counts: [Int: Counts] = [:]

    /// What ended in a bucket, and by how much the numbers of open and overdue things changed in it.
    private struct Counts {
        var met = 0
        var late = 0
        var openChange = 0
        var overdueChange = 0

        mutating func add(_ other: Counts) {
            met += other.met
            late += other.late
            openChange += other.openChange
            overdueChange += other.overdueChange
        }
    }

    /// What one bucket shows.
    struct Moment {
        var met = 0
        var late = 0
        /// Not ended at the end of the bucket, due then or later.
        var open = 0
        /// Not ended at the end of the bucket, due before.
        var overdue = 0
    }

    /// Takes in something with a due date that ended in the period.
    mutating func end(at instant: Instant, due: Instant, _ buckets: BucketEnds) {
        let isMet = instant <= due
        counts[buckets.index(of: instant), default: Counts()].add(isMet ? Counts(met: 1) : Counts(late: 1))
    }

    /// Takes in from when, and until when if at all, something was there to be done that has a due date.
    mutating func open(from start: Instant, until end: Instant?, due: Instant, _ buckets: BucketEnds) {
        let overdueFrom = max(start, due + 1)
        let end = end ?? .distantFuture
        if start < min(overdueFrom, end) {
            change(at: start, Counts(openChange: 1), buckets)
            change(at: min(overdueFrom, end), Counts(openChange: -1), buckets)
        }
        if overdueFrom < end {
            change(at: overdueFrom, Counts(overdueChange: 1), buckets)
            change(at: end, Counts(overdueChange: -1), buckets)
        }
    }

    private mutating func change(at instant: Instant, _ counts: Counts, _ buckets: BucketEnds) {
        // What changes after the last bucket's end shows in none.
        guard instant <= buckets.lastEnd else { return }
        self.counts[buckets.index(of: instant), default: Counts()].add(counts)
    }

    mutating func merge(_ other: OnTimeTrack) {
        for (index, counts) in other.counts { self.counts[index, default: Counts()].add(counts) }
    }

    /// What each of some consecutive buckets shows.
    func moments(_ range: ClosedRange<Int>) -> [Moment] {
        var open = 0
        var overdue = 0
        for (index, counts) in counts where index < range.lowerBound {
            open += counts.openChange
            overdue += counts.overdueChange
        }
        return range.map { index in
            let counts = counts[index] ?? Counts()
            open += counts.openChange
            overdue += counts.overdueChange
            return Moment(met: counts.met, late: counts.late, open: open, overdue: overdue)
        }
    }
}

/// The buckets of a report's period, as far as they are known before all executions have been seen.
struct BucketEnds {
    private let bucket: TimeBucket
    private let zone: ZoneTable
    private let lastIndex: Int
    /// The instant at which the last bucket is looked at.
    let lastEnd: Instant

    init(_ bucket: TimeBucket, _ context: MetricContext) {
        self.bucket = bucket
        zone = context.zone
        lastIndex = bucket.index(ofDay: context.zone.day(of: context.to - 1))
        lastEnd = context.periodEnd
    }

    /// The first bucket at whose end an instant up to the last end has come.
    func index(of instant: Instant) -> Int {
        min(bucket.index(ofDay: zone.day(of: instant)), lastIndex)
    }

    /// The buckets from the one of an instant to the last; nil where the period ends before it.
    func range(from first: Instant, to end: Instant) -> ClosedRange<Int>? {
        first < end ? bucket.index(ofDay: zone.day(of: first))...lastIndex : nil
    }
}
