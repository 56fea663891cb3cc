extension ReferenceReport {
    /// `work_in_progress`: a group of open executions.
    func workInProgress(by dimensions: [String]) -> ReferenceTable {
        let rows: [[ReferenceValue]] = groups(executions.filter(\.isOpen), by: dimensions).map { key, items in
            let ages = Statistics(items.compactMap(\.age))
            let stays = Statistics(
                items.compactMap(\.currentSince).map { measure.time(from: $0, to: options.asOf) })
            return cells(key) + [
                .integer(items.count), .integer(items.filter(\.isOverdue).count), duration(ages.percentile(50)),
                duration(ages.percentile(85)), duration(ages.maximum), duration(stays.percentile(50)),
                duration(stays.maximum),
            ]
        }
        var columns = keyColumns(dimensions) + [("count", "integer"), ("overdue", "integer")]
        columns += ["age_p50", "age_p85", "age_max", "current_age_p50", "current_age_max"].map {
            (inUnit($0), "duration")
        }
        return ReferenceTable(columns: columns, rows: rows)
    }

    /// `outcomes`: a group of executions ended in the period.
    func outcomes(by dimensions: [String]) -> ReferenceTable {
        let rows: [[ReferenceValue]] = groups(ended, by: dimensions).map { key, items in
            let closed = items.filter(\.isClosed).count
            return cells(key) + [
                .integer(items.count), .integer(items.filter(\.isDone).count), .integer(closed),
                .number(Double(closed) / Double(items.count)),
            ]
        }
        return ReferenceTable(
            columns: keyColumns(dimensions) + [
                ("ended", "integer"), ("done", "integer"), ("closed", "integer"), ("closed_rate", "percent"),
            ], rows: rows)
    }

    /// `task_outcomes`: a group of tasks that were finished or skipped at an instant in the period.
    func taskOutcomes(by dimensions: [String]) -> ReferenceTable {
        let settled = tasks.filter { isInPeriod($0.task.finished ?? $0.task.skipped) }
        let rows: [[ReferenceValue]] = groups(settled, by: dimensions).map { key, items in
            let skipped = items.filter { $0.task.skipped != nil }.count
            return cells(key) + [
                .integer(items.count), .integer(items.count - skipped), .integer(skipped),
                .number(Double(skipped) / Double(items.count)),
            ]
        }
        return ReferenceTable(
            columns: keyColumns(dimensions) + [
                ("settled", "integer"), ("finished", "integer"), ("skipped", "integer"), ("skip_rate", "percent"),
            ], rows: rows)
    }

    /// `between`: a group of executions that went from one task to another, given by patterns of their names.
    func between(by dimensions: [String], from: String, to: String) -> ReferenceTable {
        func finishes(_ execution: ExecutionLife, _ pattern: String) -> [Int64] {
            let pattern = Array(pattern.unicodeScalars)[...]
            return execution.tasks.filter { task in
                task.record.name.map { Self.matches(pattern, Array($0.string.unicodeScalars)[...]) } ?? false
            }.compactMap(\.finished).sorted()
        }
        var times: [Text: Int64] = [:]
        for execution in executions {
            guard let first = finishes(execution, from).first,
                let second = finishes(execution, to).first(where: { $0 >= first }), isInPeriod(second)
            else { continue }
            times[execution.record.id] = measure.time(from: first, to: second)
        }
        let counted = executions.filter { times[$0.record.id] != nil }
        let rows: [[ReferenceValue]] = groups(counted, by: dimensions).map { key, items in
            let statistics = Statistics(items.compactMap { times[$0.record.id] })
            let numbers = [statistics.mean, statistics.percentile(50), statistics.percentile(85), statistics.maximum]
            return cells(key) + [.integer(items.count)] + numbers.map { duration($0) }
        }
        return ReferenceTable(
            columns: keyColumns(dimensions) + [("count", "integer")]
                + ["mean", "p50", "p85", "max"].map { (inUnit($0), "duration") }, rows: rows)
    }
}
