import FlowModel
import FlowTables

extension Metric {
    /// How long phases that finished in the period took from ready to finished (METRICS sections 3, 6 and 7).
    static let phaseTimes = Metric(
        "phase_times", title: "Phase times",
        note: "One row for each group of phases that finished in the period: how long they took once they were ready.",
        grain: .phase, defaultBy: [.template, .phase], options: [.by],
        shape: .aggregate(demand: [.tasks, .phases, .phaseOfTask]) { query, _ in PhaseTimes(query) })
}

private final class PhaseTimes: GroupedAccumulator {
    private let query: MetricQuery
    var groups: Groups<Group>

    struct Group: GroupValue {
        var count = 0
        var leadTimes = Distribution()

        mutating func merge(_ other: Group, mapping: [Symbol]) {
            count += other.count
            leadTimes.merge(other.leadTimes)
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        for (index, phase) in record.facts.phases.enumerated() where phase.isFinishedInPeriod {
            groups.update(.phase(index), record) { group in
                group.count += 1
                if let leadTime = phase.leadTime { group.leadTimes.add(leadTime) }
            }
        }
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let context = results.context
        let percentiles = Percentiles(query)
        let columns =
            query.by.map(\.column)
            + [
                ReportColumn("count", .integer, title: "Phases finished", note: "Phases finished in the period."),
                context.duration("mean", title: "Mean", note: "Mean lead time, from ready to finished."),
            ] + percentiles.columns(context, of: "phases") + [
                context.duration("max", title: "Longest", note: "The longest lead time.")
            ]
        let rows = groups.finished(results.symbols, results.templateNames).map { cells, group in
            let summary = group.leadTimes.summary()
            return cells + [.integer(Int64(group.count)), context.cell(summary?.mean)]
                + percentiles.cells(summary, context) + [context.cell(summary?.maximum)]
        }
        return (columns, rows, nil)
    }
}
