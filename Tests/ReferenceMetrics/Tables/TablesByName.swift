extension ReferenceReport {
    /// A table by its name; a name that is not known has no columns and no rows.
    ///
    /// - Parameters:
    ///   - name: The table's name.
    ///   - by: The group columns, for the tables that take them; none: the table's own.
    ///   - percentiles: Those of `cycle_times`; none: 50, 85 and 95.
    ///   - bucket: That of `throughput` and `cumulative_flow`; none: `week`.
    ///   - fromTask: The pattern of `between`'s first task.
    ///   - toTask: That of its second.
    ///   - limit: The most rows.
    /// - Returns: The rows in the order of docs/metrics.md#order or of the table.
    package func table(
        _ name: String, by: [String]? = nil, percentiles: [Double]? = nil, bucket: String? = nil,
        fromTask: String? = nil,
        toTask: String? = nil, limit: Int? = nil
    ) -> ReferenceTable {
        let bucket = bucket.flatMap(Bucket.init) ?? .week
        let table: ReferenceTable
        switch name {
        case "summary": table = summary()
        case "cycle_times": table = cycleTimes(by: by ?? ["template"], percentiles: percentiles ?? [50, 85, 95])
        case "phase_times": table = phaseTimes(by: by ?? ["template", "phase"])
        case "task_times": table = taskTimes(by: by ?? ["template", "phase", "task"])
        case "overdue_tasks": table = overdueTasks()
        case "overdue_summary": table = overdueSummary(by: by ?? ["template", "task"])
        case "closing_reasons": table = closingReasons(by: by ?? ["template"])
        case "throughput": table = throughput(bucket, by: by ?? [])
        case "executions": table = executionList()
        case "tasks": table = taskList()
        case "data_quality": table = dataQuality()
        case "cycle_time_histogram": table = cycleTimeHistogram(by: by ?? [])
        case "bottlenecks": table = bottlenecks()
        case "overdue_executions": table = overdueExecutions()
        case "cumulative_flow": table = cumulativeFlow(bucket, by: by ?? [])
        case "aging": table = aging()
        case "workload": table = workload(by: by ?? ["assignee"])
        case "automation_failures": table = automationFailures(by: by ?? ["template", "task"])
        case "work_in_progress": table = workInProgress(by: by ?? ["template", "current_phase"])
        case "outcomes": table = outcomes(by: by ?? ["template"])
        case "task_outcomes": table = taskOutcomes(by: by ?? ["template", "phase", "task"])
        case "between": table = between(by: by ?? ["template"], from: fromTask ?? "", to: toTask ?? "")
        case "variants": return variants().limited(to: limit ?? 10)
        case "transitions": table = transitions(by: by ?? ["template"])
        case "handovers": table = handovers(by: by ?? [])
        case "rework": table = rework(by: by ?? ["template"])
        case "forecast": table = forecast(by: by ?? [])
        case "on_time": table = onTime(bucket)
        case "changes": table = changes(by: by ?? [])
        case "outliers": table = outliers()
        case "targets": table = targets()
        default: table = ReferenceTable(columns: [], rows: [])
        }
        return table.limited(to: limit)
    }
}

// MARK: - A row for each group

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

    /// `overdue_summary`: a group of overdue tasks.
    func overdueSummary(by dimensions: [String]) -> ReferenceTable {
        var columns = keyColumns(dimensions) + [("count", "integer")]
        columns += ["mean", "p50", "max"].map { (inUnit($0), "duration") }
        columns += Self.overdueBuckets.map { ($0.name, "integer") }
        let rows = groups(tasks.filter(\.task.isOverdue), by: dimensions).map { key, items in
            let times = Statistics(items.compactMap(\.task.overdue))
            var row: [ReferenceValue] = cells(key) + [.integer(items.count)]
            row += [duration(times.mean), duration(times.percentile(50)), duration(times.maximum)]
            row += Self.overdueBuckets.map { bucket in
                .integer(times.sorted.filter { overdueBucket($0) == bucket.name }.count)
            }
            return row
        }
        return ReferenceTable(columns: columns, rows: rows)
    }

    /// `workload`: a group of tasks that are open or finished in the period.
    func workload(by dimensions: [String]) -> ReferenceTable {
        let items = tasks.filter { $0.task.isOpen || isInPeriod($0.task.finished) }
        let rows: [[ReferenceValue]] = groups(items, by: dimensions).map { key, items in
            let open = items.filter(\.task.isOpen)
            let finished = items.filter { isInPeriod($0.task.finished) }
            let touches = Statistics(finished.compactMap(\.task.touch.milliseconds))
            let counts = [
                open.count, open.filter(\.task.isCurrent).count, open.filter(\.task.isOverdue).count, finished.count,
            ]
            return cells(key) + counts.map { .integer($0) } + [duration(touches.percentile(50))]
        }
        var columns = keyColumns(dimensions)
        columns += ["open", "current", "overdue", "finished"].map { ($0, "integer") }
        columns += [(inUnit("touch_p50"), "duration")]
        return ReferenceTable(columns: columns, rows: rows)
    }

    /// `automation_failures`: a group of automated tasks of all executions started by `as_of`.
    func automationFailures(by dimensions: [String]) -> ReferenceTable {
        let automated = tasks.filter {
            $0.task.record.type == Text("AUTOMATION") || $0.task.record.type == Text("AI_AGENT")
        }
        let rows: [[ReferenceValue]] = groups(automated, by: dimensions).map { key, items in
            let failed = items.filter { $0.task.record.status == Text("FAILED") }.count
            return cells(key) + [
                .integer(items.count), .integer(failed), .number(Double(failed) / Double(items.count)),
            ]
        }
        return ReferenceTable(
            columns: keyColumns(dimensions) + [
                ("total", "integer"), ("failed", "integer"), ("failure_rate", "percent"),
            ], rows: rows)
    }

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
