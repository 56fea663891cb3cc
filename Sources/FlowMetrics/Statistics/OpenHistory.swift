import FlowModel
import FlowTime

/// When executions started and stopped being open, to tell how many were open at any instant.
struct OpenHistory {
    private var starts: [Instant] = []
    /// Of what ended: the end, or the start where that is later, since a run is open only after its start.
    private var stops: [Instant] = []
    private var earliest = Instant.distantFuture

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

    /// A bucket of the period, its end, and the number of executions open then.
    typealias Moment = (index: Int, end: Instant, open: Int)

    /// The buckets of the period with the number of executions open at the end of each.
    func buckets(_ bucket: TimeBucket, _ context: MetricContext) -> [Moment] {
        guard let first = context.from ?? (earliest == .distantFuture ? nil : earliest), first < context.to else {
            return []
        }
        let zone = context.zone
        let starts = self.starts.sorted()
        let stops = self.stops.sorted()
        let range = bucket.index(ofDay: zone.day(of: first))...bucket.index(ofDay: zone.day(of: context.to - 1))
        return range.map { index in
            let next = min(zone.startOfDay(bucket.firstDay(of: index + 1)), context.to)
            let end = next >= context.asOf ? context.asOf : next - 1
            return (index, end, starts.count(upTo: end) - stops.count(upTo: end))
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
