/// A bucket of the period, cut to it.
struct Interval {
    var label: Text
    /// The first millisecond, and the first after the last.
    var from: Int64
    var to: Int64
    /// The instant for which "at the end of the bucket" is asked.
    var end: Int64
}

extension ReferenceReport {
    /// The buckets of the period, empty ones too.
    ///
    /// Choices: the end of a bucket that the period cuts is the last millisecond of the part inside; where that part reaches up
    /// to `as_of` or beyond, `as_of` itself. Starts and ends after `as_of` do not decide where the buckets begin.
    func intervals(_ bucket: Bucket) -> [Interval] {
        let to = options.to ?? options.asOf
        guard let from = options.from ?? executions.flatMap({ [$0.start, $0.end ?? $0.start] }).min(), from < to else {
            return []
        }
        var intervals: [Interval] = []
        var day = bucket.first(clock.day(of: from))
        while clock.start(of: day) < to {
            let next = bucket.next(day)
            let first = max(clock.start(of: day), from)
            let after = min(clock.start(of: next), to)
            let end = after >= options.asOf ? options.asOf : after - 1
            // A day that a zone left out of its calendar has no instant and is no bucket.
            if first < after { intervals.append(Interval(label: bucket.label(day), from: first, to: after, end: end)) }
            day = next
        }
        return intervals
    }

    /// Executions started by an instant that had not ended then; a terminal one without an end is never open.
    func open(at instant: Int64, _ spans: [Span]) -> Int {
        spans.filter { $0.start <= instant && !$0.lacksEnd && !($0.end.map { $0 <= instant } ?? false) }.count
    }

    /// From when to when each execution was open.
    typealias Span = (start: Int64, end: Int64?, lacksEnd: Bool, isDone: Bool)

    private var spans: [Span] { executions.map { ($0.start, $0.end, $0.lacksEnd, $0.isDone) } }

    /// `throughput`: a bucket of the period.
    func throughput(_ bucket: Bucket) -> ReferenceTable {
        let spans = self.spans
        let rows: [[ReferenceValue]] = intervals(bucket).map { interval in
            func isInside(_ instant: Int64?) -> Bool {
                instant.map { $0 >= interval.from && $0 < interval.to } ?? false
            }
            let started = spans.filter { isInside($0.start) }.count
            let ended = spans.filter { isInside($0.end) }
            let done = ended.filter(\.isDone).count
            return [
                .text(interval.label), .integer(started), .integer(done), .integer(ended.count - done),
                .integer(ended.count), .integer(started - ended.count), .integer(open(at: interval.end, spans)),
            ]
        }
        let numbers = ["started", "done", "closed", "ended", "net", "open_at_end"]
        return ReferenceTable(columns: [("bucket", "string")] + numbers.map { ($0, "integer") }, rows: rows)
    }

    /// `cumulative_flow`: a bucket; the totals since the beginning of the data, at the end of the bucket.
    func cumulativeFlow(_ bucket: Bucket) -> ReferenceTable {
        let spans = self.spans
        let rows: [[ReferenceValue]] = intervals(bucket).map { interval in
            let started = spans.filter { $0.start <= interval.end }.count
            let ended = spans.compactMap(\.end).filter { $0 <= interval.end }.count
            return [.text(interval.label), .integer(started), .integer(ended), .integer(open(at: interval.end, spans))]
        }
        let numbers = ["started_total", "ended_total", "open"]
        return ReferenceTable(columns: [("bucket", "string")] + numbers.map { ($0, "integer") }, rows: rows)
    }
}
