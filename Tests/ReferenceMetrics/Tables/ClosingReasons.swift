extension ReferenceReport {
    /// `closing_reasons`: a group and reason (docs/metrics.md#closing_reasons).
    func closingReasons(by dimensions: [String]) -> ReferenceTable {
        let counted = ended.filter { $0.isClosed || $0.isDone && !$0.record.selectedReasons.isEmpty }
        var rows: [[ReferenceValue]] = []
        for (key, items) in groups(counted, by: dimensions) {
            var reasons: [Text: [ExecutionLife]] = [:]
            for item in items {
                let selected = item.record.selectedReasons
                for reason in selected.isEmpty ? [Text("(none)")] : selected {
                    reasons[reason, default: []].append(item)
                }
                for reason in item.record.configuredReasons where reasons[reason] == nil { reasons[reason] = [] }
            }
            let sorted = reasons.sorted { left, right in
                if left.value.count != right.value.count { return left.value.count > right.value.count }
                return left.key < right.key
            }
            for (reason, executions) in sorted {
                let cycles = Statistics(executions.compactMap(\.cycle.milliseconds))
                rows.append(
                    cells(key) + [
                        .text(reason), .integer(executions.count),
                        .number(Double(executions.count) / Double(items.count)), duration(cycles.percentile(50)),
                    ])
            }
        }
        return ReferenceTable(
            columns: keyColumns(dimensions) + [
                ("reason", "string"), ("executions", "integer"), ("share", "percent"), (inUnit("p50"), "duration"),
            ], rows: rows)
    }
}
