import FlowModel
import FlowTables

extension Metric {
    /// How many of the tasks that machines do have failed, whatever the period (METRICS section 7).
    static let automationFailures = Metric(
        "automation_failures", title: "Automation failures",
        note: "One row for each group of automated and AI-agent tasks of all runs, whatever the period.",
        grain: .task, defaultBy: [.template, .task], options: [.by],
        shape: .aggregate(demand: [.tasks]) { query, _ in AutomationFailures(query) })
}

private final class AutomationFailures: GroupedAccumulator {
    private let query: MetricQuery
    var groups: Groups<Group>

    struct Group: GroupValue {
        var total = 0
        var failed = 0

        mutating func merge(_ other: Group, mapping: [Symbol]) {
            total += other.total
            failed += other.failed
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        for index in record.execution.tasks.indices {
            let task = record.execution.tasks[index]
            let type = record.execution.utf8(task.type)
            guard Self.equal(type, "AUTOMATION") || Self.equal(type, "AI_AGENT") else { continue }
            groups.update(.task(index), record) { group in
                group.total += 1
                if task.state == .failed { group.failed += 1 }
            }
        }
    }

    private static func equal(_ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        bytes.count == word.utf8CodeUnitCount && word.withUTF8Buffer { $0.elementsEqual(bytes) }
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let columns =
            query.by.map(\.column)
            + [
                ReportColumn(
                    "total", .integer, title: "Automated tasks", note: "Tasks that an automation or an AI agent does."),
                ReportColumn(
                    "failed", .integer, title: "Failed", note: "Those that stand at failed.", emphasis: .alarm),
                ReportColumn(
                    "failure_rate", .percent, title: "Failure rate", note: "Share of the automated tasks that failed.",
                    emphasis: .bar),
            ]
        let rows = groups.finished(results.symbols, results.templateNames).map { cells, group in
            cells + [
                .integer(Int64(group.total)), .integer(Int64(group.failed)),
                .number(Double(group.failed) / Double(group.total)),
            ]
        }
        return (columns, rows, nil)
    }
}
