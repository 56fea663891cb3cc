extension ReferenceReport {
    /// `summary`: the key figures (docs/metrics.md#summary).
    func summary() -> ReferenceTable {
        let ended = self.ended
        let cycles = Statistics(ended.compactMap(\.cycle.milliseconds))
        let unit = options.durationUnit
        func count(_ number: Int) -> ReferenceValue { .number(Double(number)) }
        let figures: [(String, ReferenceValue, String)] = [
            ("executions", count(executions.count), "executions"),
            ("started", count(executions.filter { isInPeriod($0.start) }.count), "executions"),
            ("ended", count(ended.count), "executions"),
            ("done", count(ended.filter(\.isDone).count), "executions"),
            ("closed", count(ended.filter(\.isClosed).count), "executions"),
            ("open", count(executions.filter(\.isOpen).count), "executions"),
            ("overdue_executions", count(executions.filter(\.isOverdue).count), "executions"),
            ("open_tasks", count(tasks.filter(\.task.isOpen).count), "tasks"),
            ("current_tasks", count(tasks.filter { $0.task.isOpen && $0.task.isCurrent }.count), "tasks"),
            ("overdue_tasks", count(tasks.filter(\.task.isOverdue).count), "tasks"),
            ("finished_tasks", count(finishedTasks.count), "tasks"),
            ("cycle_time_mean", duration(cycles.mean), unit),
            ("cycle_time_p50", duration(cycles.percentile(50)), unit),
            ("cycle_time_p85", duration(cycles.percentile(85)), unit),
            ("cycle_time_p95", duration(cycles.percentile(95)), unit),
            ("on_time_rate", .number(Statistics.rate(ended.map(\.metDue))), "ratio"),
            ("flow_efficiency", .number(Statistics.mean(ended.compactMap(\.efficiency))), "ratio"),
            ("data_quality_issues", count(defects.total), "issues"),
        ]
        return ReferenceTable(
            columns: [("figure", "string"), ("value", "decimal"), ("unit", "string")],
            rows: figures.map { [.text($0.0), $0.1, .text($0.2)] })
    }

    /// `data_quality`: a kind of defect.
    func dataQuality() -> ReferenceTable {
        let kinds = defects.kinds.sorted { $0.key < $1.key }
        return ReferenceTable(
            columns: [("issue", "string"), ("count", "integer"), ("example", "string")],
            rows: kinds.map { [.text($0.key), .integer($0.value.count), .text($0.value.example)] })
    }
}
