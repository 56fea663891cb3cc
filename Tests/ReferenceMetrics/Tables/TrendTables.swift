/// Something with a due date: from when it was there to be done, and when it ended or was settled.
private struct Duty {
    var due: Int64
    var from: Int64
    /// When it was not open any more, for whatever reason.
    var until: Int64?
    /// When it was done; what was skipped never was.
    var done: Int64?

    func isOpen(at instant: Int64) -> Bool { from <= instant && !(until.map { $0 <= instant } ?? false) }
}

extension ReferenceReport {
    /// The instant for which the state at the end of the period is asked.
    private var periodEnd: Int64 {
        guard let to = options.to, to < options.asOf else { return options.asOf }
        return to - 1
    }

    private func duties(_ execution: ExecutionLife) -> (execution: [Duty], phases: [Duty], tasks: [Duty]) {
        /// The earlier end of a part and of its execution; an execution without a usable end was never open.
        func duty(_ due: Int64, settled: Int64?, done: Int64?) -> Duty {
            let until = execution.lacksEnd ? Int64.min : [settled, execution.end].compactMap { $0 }.min()
            return Duty(due: due, from: execution.start, until: until, done: done)
        }
        let own = execution.record.due.map { duty($0, settled: nil, done: execution.end) }
        let phases = execution.phases.compactMap { phase -> Duty? in
            guard let due = phase.record.due else { return nil }
            let isCompleted = phase.record.status == Text("COMPLETED")
            let settled = isCompleted ? phase.record.completedAt ?? Int64.min : nil
            return duty(due, settled: settled.flatMap { $0 <= options.asOf ? $0 : nil }, done: phase.finished)
        }
        let tasks = execution.tasks.compactMap { task -> Duty? in
            task.record.due.map { duty($0, settled: settledInstant(task), done: task.finished) }
        }
        return (own.map { [$0] } ?? [], phases, tasks)
    }

    /// When a task was settled, as far as `as_of` has come; none while it is not.
    private func settledInstant(_ task: TaskLife) -> Int64? {
        guard task.isSettled else { return nil }
        if let finished = task.finished { return finished }
        guard task.record.status == Text("SKIPPED") else { return Int64.min }
        return task.record.statusUpdatedAt ?? task.record.completedAt ?? Int64.min
    }

    /// `on_time`: met, late, open and overdue in each bucket.
    func onTime(_ bucket: Bucket) -> ReferenceTable {
        let duties = executions.map(duties)
        let kinds = [
            ("executions", duties.flatMap(\.execution)), ("phases", duties.flatMap(\.phases)),
            ("tasks", duties.flatMap(\.tasks)),
        ]
        var columns = [("bucket", "string")]
        for (name, _) in kinds {
            columns += ["met", "late", "open", "overdue"].map { ("\(name)_\($0)", "integer") }
            columns.append(("\(name)_on_time_rate", "percent"))
        }
        let rows = intervals(bucket).map { interval in
            var row: [ReferenceValue] = [.text(interval.label)]
            for (_, duties) in kinds {
                let done = duties.filter { $0.done.map { $0 >= interval.from && $0 < interval.to } ?? false }
                let met = done.filter { $0.done ?? 0 <= $0.due }.count
                let open = duties.filter { $0.isOpen(at: interval.end) }
                let overdue = open.filter { $0.due < interval.end }.count
                row += [met, done.count - met, open.count - overdue, overdue].map { .integer($0) }
                row.append(.number(done.isEmpty ? nil : Double(met) / Double(done.count)))
            }
            return row
        }
        return ReferenceTable(columns: columns, rows: rows)
    }

    /// `changes`: the period against the one before.
    func changes(by dimensions: [String]) -> ReferenceTable {
        let to = options.to ?? options.asOf
        let previous = options.from.flatMap { from in from < to ? (from: from - (to - from), to: from) : nil }
        let unit = options.durationUnit
        let figures: [(name: String, unit: String, goodWay: String?)] = [
            ("started", "executions", nil), ("ended", "executions", "up"), ("open", "executions", "down"),
            ("cycle_time_p50", unit, "down"), ("cycle_time_p85", unit, "down"), ("on_time_rate", "ratio", "up"),
            ("overdue_executions", "executions", "down"), ("overdue_tasks", "tasks", "down"),
        ]
        let before = previous.map { min($0.to - 1, options.asOf) }
        func counts(_ execution: ExecutionLife) -> Bool {
            isIn(execution, options.from ?? Int64.min, to, periodEnd)
                || previous.map { isIn(execution, $0.from, $0.to, before ?? 0) } ?? false
        }
        var rows: [[ReferenceValue]] = []
        for (key, items) in groups(executions.filter(counts), by: dimensions) {
            let now = values(items, options.from ?? Int64.min, to, periodEnd)
            let then = previous.map { values(items, $0.from, $0.to, before ?? 0) }
            for (index, figure) in figures.enumerated() {
                let (current, old) = (now[index], then?[index])
                var row = cells(key) + [.text(figure.name), .text(figure.unit), .number(current), .number(old)]
                if let current, let old {
                    let way = current == old ? "same" : current > old ? "up" : "down"
                    row += [.number(current - old), .number(old == 0 ? nil : (current - old) / old), .text(way)]
                    row.append(way == "same" ? .missing : figure.goodWay.map { .boolean($0 == way) } ?? .missing)
                } else {
                    row += [.missing, .missing, .missing, .missing]
                }
                rows.append(row)
            }
        }
        var columns = keyColumns(dimensions) + [("figure", "string"), ("unit", "string")]
        columns += [("current", "decimal"), ("previous", "decimal"), ("difference", "decimal"), ("change", "percent")]
        columns += [("direction", "string"), ("better", "boolean")]
        return ReferenceTable(columns: columns, rows: rows)
    }

    private func isOpen(_ execution: ExecutionLife, _ instant: Int64) -> Bool {
        execution.start <= instant && !execution.lacksEnd && !(execution.end.map { $0 <= instant } ?? false)
    }

    /// Whether an execution belongs to any figure of a period.
    private func isIn(_ execution: ExecutionLife, _ from: Int64, _ to: Int64, _ end: Int64) -> Bool {
        func isInside(_ instant: Int64?) -> Bool { instant.map { $0 >= from && $0 < to } ?? false }
        return isInside(execution.start) || isInside(execution.end) || isOpen(execution, end)
    }

    /// The figures of a period, at whose end this instant is.
    private func values(_ items: [ExecutionLife], _ from: Int64, _ to: Int64, _ end: Int64) -> [Double?] {
        let ended = items.filter { item in item.end.map { $0 >= from && $0 < to } ?? false }
        let cycles = Statistics(ended.compactMap(\.cycle.milliseconds))
        let open = items.filter { isOpen($0, end) }
        let overdueTasks = open.flatMap(\.tasks).filter { task in
            guard let due = task.record.due, due < end else { return false }
            return !(settledInstant(task).map { $0 <= end } ?? false)
        }
        return [
            Double(items.filter { $0.start >= from && $0.start < to }.count), Double(ended.count), Double(open.count),
            cycles.percentile(50).map { $0 / unitMilliseconds }, cycles.percentile(85).map { $0 / unitMilliseconds },
            Statistics.rate(ended.map(\.metDue)), Double(open.filter { $0.record.due.map { $0 < end } ?? false }.count),
            Double(overdueTasks.count),
        ]
    }
}
