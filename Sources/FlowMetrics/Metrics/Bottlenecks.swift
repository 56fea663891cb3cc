import FlowModel
import FlowTables
import FlowTime

extension Metric {
    /// Which tasks took the most time of all that finished in the period (METRICS section 7).
    ///
    /// Equal totals are ordered by template, phase and task. The share has no value where no task has a lead time above 0.
    static let bottlenecks = Metric(
        "bottlenecks", title: "Bottlenecks",
        note: "One row for each kind of task finished in the period, the one that took the most time in total first.",
        filterGrain: .task, shape: .aggregate(demand: [.tasks, .phaseOfTask]) { _, _ in Bottlenecks() })
}

private final class Bottlenecks: GroupedAccumulator {
    private static let dimensions: [Dimension] = [.template, .phase, .task]
    var groups = Groups<Group>(dimensions)

    /// Milliseconds summed over the tasks of a group.
    struct Group: GroupValue {
        var count = 0
        var wait: Milliseconds = 0
        var touch: Milliseconds = 0
        var lead: Milliseconds = 0

        mutating func merge(_ other: Group, mapping: [Symbol]) {
            count += other.count
            wait += other.wait
            touch += other.touch
            lead += other.lead
        }
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        for (index, task) in record.facts.tasks.enumerated() where task.isFinishedInPeriod {
            groups.update(.task(index), record) { group in
                group.count += 1
                group.wait += task.waitTime ?? 0
                group.touch += task.touchTime ?? 0
                group.lead += task.leadTime ?? 0
            }
        }
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let context = results.context
        let columns =
            Self.dimensions.map(\.column)
            + [
                ReportColumn("count", .integer, title: "Tasks finished", note: "Tasks finished in the period."),
                context.duration(
                    "wait_total", title: "Waiting, total",
                    note: "All the time these tasks waited: from ready until somebody began to work on them."),
                context.duration(
                    "touch_total", title: "Work, total", note: "All the time from in progress to finished."),
                context.duration(
                    "lead_total", title: "Lead time, total", note: "All the time from ready to finished.",
                    emphasis: .bar),
                ReportColumn(
                    "share_of_lead", .percent, title: "Share of all time",
                    note: "Share of the lead time of all tasks finished in the period."),
            ]
        let groups = self.groups.finished(results.symbols, results.templateNames)
        let all = groups.reduce(Milliseconds.zero) { $0 + $1.value.lead }
        let ordered = groups.enumerated().sorted { left, right in
            let leads = (left.element.value.lead, right.element.value.lead)
            return leads.0 == leads.1 ? left.offset < right.offset : leads.0 > leads.1
        }
        let rows = ordered.map { _, element in
            let (cells, group) = element
            return cells + [
                .integer(Int64(group.count)), context.cell(group.wait), context.cell(group.touch),
                context.cell(group.lead), .number(orMissing: all == 0 ? nil : Double(group.lead) / Double(all)),
            ]
        }
        let chart = ChartHint(
            .bars, title: "Where the time goes", categories: Self.dimensions.map(\.identifier),
            series: [.init("lead_total_\(context.unit.rawValue)")], rowLimit: 6, isOnSummary: true)
        return (columns, rows, chart)
    }
}
