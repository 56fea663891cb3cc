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

    /// The spans of each group of executions; without a dimension of all, where there is none, too.
    private func spans(by dimensions: [String]) -> [(key: [Text?], spans: [Span])] {
        let groups = dimensions.isEmpty ? [([], executions)] : groups(executions, by: dimensions)
        return groups.map { key, items in (key, items.map { ($0.start, $0.end, $0.lacksEnd, $0.isDone) }) }
    }

    /// A row for each bucket of the period in each group; the buckets are those of all executions.
    private func rows(
        _ bucket: Bucket, by dimensions: [String], _ numbers: (Interval, [Span]) -> [Int]
    ) -> [[ReferenceValue]] {
        let intervals = self.intervals(bucket)
        return spans(by: dimensions).flatMap { key, spans in
            intervals.map { interval in
                cells(key) + [.text(interval.label)] + numbers(interval, spans).map { .integer($0) }
            }
        }
    }

    /// `throughput`: a bucket of the period in a group.
    func throughput(_ bucket: Bucket, by dimensions: [String]) -> ReferenceTable {
        let rows = rows(bucket, by: dimensions) { interval, spans in
            func isInside(_ instant: Int64?) -> Bool {
                instant.map { $0 >= interval.from && $0 < interval.to } ?? false
            }
            let started = spans.filter { isInside($0.start) }.count
            let ended = spans.filter { isInside($0.end) }
            let done = ended.filter(\.isDone).count
            return [
                started, done, ended.count - done, ended.count, started - ended.count, open(at: interval.end, spans),
            ]
        }
        let numbers = ["started", "done", "closed", "ended", "net", "open_at_end"]
        return ReferenceTable(
            columns: keyColumns(dimensions) + [("bucket", "string")] + numbers.map { ($0, "integer") }, rows: rows)
    }

    /// `cumulative_flow`: a bucket in a group; the totals since the beginning of the data, at the end of the bucket.
    func cumulativeFlow(_ bucket: Bucket, by dimensions: [String]) -> ReferenceTable {
        let rows = rows(bucket, by: dimensions) { interval, spans in
            let started = spans.filter { $0.start <= interval.end }.count
            let ended = spans.compactMap(\.end).filter { $0 <= interval.end }.count
            return [started, ended, open(at: interval.end, spans)]
        }
        let numbers = ["started_total", "ended_total", "open"]
        return ReferenceTable(
            columns: keyColumns(dimensions) + [("bucket", "string")] + numbers.map { ($0, "integer") }, rows: rows)
    }
}
