import FlowModel
import FlowTime

/// When executions started and stopped being open, to tell how many were open at any instant.
struct OpenHistory {
    private var starts: [Instant] = []
    /// Of what ended: the end, or the start where that is later, since a run is open only after its start.
    private var stops: [Instant] = []
    /// The earliest start or end.
    private(set) var earliest = Instant.distantFuture

    /// Takes in an execution that started by the report's clock.
    mutating func add(_ facts: borrowing ExecutionFacts) {
        guard let start = facts.start else { return }
        earliest = min(earliest, start)
        // A terminal execution without an end counts as started, never as open.
        if facts.lacksEnd { return }
        starts.append(start)
        guard facts.isEnded, let end = facts.end else { return }
        earliest = min(earliest, end)
        stops.append(max(start, end))
    }

    mutating func merge(_ other: OpenHistory) {
        starts.append(contentsOf: other.starts)
        stops.append(contentsOf: other.stops)
        earliest = min(earliest, other.earliest)
    }

    /// How many executions were open at each of some instants.
    func open(at instants: some Sequence<Instant>) -> [Int] {
        let starts = self.starts.sorted()
        let stops = self.stops.sorted()
        return instants.map { starts.count(upTo: $0) - stops.count(upTo: $0) }
    }
}

/// The buckets of a report's period, each with the instant at which it ends.
struct PeriodBuckets {
    let all: [(index: Int, end: Instant)]

    /// Where the period does not say it, the buckets begin with `earliest`, and are none where that is `distantFuture`.
    init(_ bucket: TimeBucket, _ context: MetricContext, earliest: Instant) {
        guard let first = context.from ?? (earliest == .distantFuture ? nil : earliest), first < context.to else {
            all = []
            return
        }
        let zone = context.zone
        let range = bucket.index(ofDay: zone.day(of: first))...bucket.index(ofDay: zone.day(of: context.to - 1))
        all = range.map { index in
            let next = min(zone.startOfDay(bucket.firstDay(of: index + 1)), context.to)
            return (index, next >= context.asOf ? context.asOf : next - 1)
        }
    }
}

extension Array where Element: Comparable {
    /// How many elements of a sorted array are at most `limit`.
    func count(upTo limit: Element) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= limit { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
