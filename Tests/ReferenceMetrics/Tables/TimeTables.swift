extension ReferenceReport {
    /// `cycle_times`: a group of executions ended in the period.
    func cycleTimes(by dimensions: [String], percentiles: [Double]) -> ReferenceTable {
        var columns = keyColumns(dimensions) + [("count", "integer")]
        let names = ["mean", "stddev", "min"] + percentiles.map { "p" + Self.plain($0) } + ["max"]
        columns += names.map { (inUnit($0), "duration") }
        columns += [("flow_efficiency", "percent"), ("on_time_rate", "percent")]
        let rows = groups(ended, by: dimensions).map { key, items in
            let cycles = Statistics(items.compactMap(\.cycle.milliseconds))
            var row: [ReferenceValue] = cells(key) + [.integer(items.count)]
            row += [duration(cycles.mean), duration(cycles.deviation), duration(cycles.minimum)]
            row += percentiles.map { duration(cycles.percentile($0)) }
            row += [duration(cycles.maximum), .number(Statistics.mean(items.compactMap(\.efficiency)))]
            row += [.number(Statistics.rate(items.map(\.metDue)))]
            return row
        }
        return ReferenceTable(columns: columns, rows: rows)
    }

    /// A percentile as its column is named: 50, 99.5.
    static func plain(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }

    /// `phase_times`: a group of phases finished in the period. (`percentiles` is an option of `cycle_times` alone.)
    func phaseTimes(by dimensions: [String]) -> ReferenceTable {
        var columns = keyColumns(dimensions) + [("count", "integer")]
        columns += ["mean", "p50", "p85", "p95", "max"].map { (inUnit($0), "duration") }
        let rows = groups(finishedPhases, by: dimensions).map { key, items in
            let leads = Statistics(items.compactMap(\.phase.lead.milliseconds))
            var row: [ReferenceValue] = cells(key) + [.integer(items.count), duration(leads.mean)]
            row += [50, 85, 95].map { duration(leads.percentile($0)) }
            row += [duration(leads.maximum)]
            return row
        }
        return ReferenceTable(columns: columns, rows: rows)
    }

    /// `task_times`: a group of tasks finished in the period.
    func taskTimes(by dimensions: [String]) -> ReferenceTable {
        var columns = keyColumns(dimensions) + [("count", "integer"), ("begun", "integer")]
        for kind in ["lead", "wait", "touch"] {
            columns += ["p50", "p85", "mean"].map { (inUnit(kind + "_" + $0), "duration") }
        }
        columns += [("on_time_rate", "percent")]
        let rows = groups(finishedTasks, by: dimensions).map { key, items in
            let begun = items.filter { $0.task.touch.milliseconds != nil }.count
            var row: [ReferenceValue] = cells(key) + [.integer(items.count), .integer(begun)]
            for times in [items.map(\.task.lead), items.map(\.task.wait), items.map(\.task.touch)] {
                let statistics = Statistics(times.compactMap(\.milliseconds))
                row += [duration(statistics.percentile(50)), duration(statistics.percentile(85))]
                row += [duration(statistics.mean)]
            }
            row += [.number(Statistics.rate(items.map(\.task.metDue)))]
            return row
        }
        return ReferenceTable(columns: columns, rows: rows)
    }
}
