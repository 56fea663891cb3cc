extension ReferenceReport {
    /// `forecast`: what the weeks to come do if each is one of the period's weeks, drawn by chance.
    func forecast(by dimensions: [String]) -> ReferenceTable {
        var rows: [[ReferenceValue]] = []
        let today = clock.day(of: options.asOf)
        for (key, items) in groups(executions, by: dimensions) {
            let open = items.filter(\.isOpen).count
            guard open > 0 else { continue }
            let futures = futures(open: open, weeks: wholeWeeks(items))
            for percent in [50, 70, 85, 95] {
                var row = cells(key) + [.number(Double(percent) / 100), .integer(open)]
                if let futures {
                    // At least so many of the 10,000 futures are done within this many weeks, or have ended this much.
                    let place = 10_000 * percent / 100 - 1
                    let weeks = futures.map(\.weeks).sorted()[place]
                    row.append(weeks > 520 ? .missing : .integer(weeks))
                    row.append(weeks > 520 ? .missing : .date(today.number + 7 * weeks))
                    for horizon in 0..<3 {
                        row.append(.integer(futures.map { $0.ended[horizon] }.sorted(by: >)[place]))
                    }
                } else {
                    row += [.missing, .missing, .missing, .missing, .missing]
                }
                rows.append(row)
            }
        }
        var columns = keyColumns(dimensions) + [("confidence", "percent"), ("open", "integer"), ("weeks", "integer")]
        columns += [("done_by", "date")] + [4, 8, 13].map { ("ends_in_\($0)_weeks", "integer") }
        return ReferenceTable(columns: columns, rows: rows)
    }

    /// How many ended in each ISO week that lies wholly in the period; the period begins with the earliest start, if not
    /// with `from`.
    private func wholeWeeks(_ items: [ExecutionLife]) -> [Int] {
        let from = options.from ?? items.map(\.start).min() ?? options.asOf
        let to = options.to ?? options.asOf
        let ends = items.compactMap(\.end).sorted()
        var counts: [Int] = []
        var monday = Bucket.week.first(clock.day(of: from))
        while clock.start(of: monday) < to {
            let next = CivilDay(number: monday.number + 7)
            let (first, after) = (clock.start(of: monday), clock.start(of: next))
            if first >= from, after <= to { counts.append(ends.filter { $0 >= first && $0 < after }.count) }
            monday = next
        }
        return counts
    }

    private typealias Future = (weeks: Int, ended: [Int])

    /// 10,000 futures: after how many weeks the open ones are done (521 for never), and what ended in 4, 8 and 13 weeks.
    private func futures(open: Int, weeks: [Int]) -> [Future]? {
        guard !weeks.isEmpty else { return nil }
        let canEnd = weeks.contains { $0 > 0 }
        var state: UInt64 = 1
        func draw() -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            mixed ^= mixed >> 31
            return weeks[Int((UInt128(mixed) * UInt128(weeks.count)) >> 64)]
        }
        return (0..<10_000).map { _ in
            var sums = [0]
            while sums.count <= 13 || canEnd && sums.count <= 520 && sums[sums.count - 1] < open {
                sums.append(sums[sums.count - 1] + draw())
            }
            return (sums.firstIndex { $0 >= open } ?? 521, [sums[4], sums[8], sums[13]])
        }
    }
}
