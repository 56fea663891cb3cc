import FlowModel
import FlowTables

extension Metric {
    /// How many tasks are overdue and by how much (METRICS sections 4 and 7).
    static let overdueSummary = Metric(
        "overdue_summary", title: "Overdue tasks by kind",
        note: "One row for each group of overdue tasks, with how many are overdue by how many days.",
        grain: .task, defaultBy: [.template, .task], options: [.by],
        shape: .aggregate(demand: [.tasks]) { query, _ in OverdueSummary(query) })
}

/// How long something has been overdue, in classes of days; the lower bound belongs to a class, the upper does not.
enum OverdueBucket {
    static let labels = ["0-1", "1-3", "3-7", "7-14", "14-30", "30+"]
    private static let upperBounds = [1.0, 3, 7, 14, 30]

    static func index(days: Double) -> Int {
        upperBounds.firstIndex { days < $0 } ?? upperBounds.count
    }
}

private final class OverdueSummary: GroupedAccumulator {
    private let query: MetricQuery
    var groups: Groups<Group>

    struct Group: GroupValue {
        var overdue = Distribution()
        var buckets = Array(repeating: 0, count: OverdueBucket.labels.count)

        mutating func merge(_ other: Group, mapping: [Symbol]) {
            overdue.merge(other.overdue)
            for index in buckets.indices { buckets[index] += other.buckets[index] }
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isOpen else { return }
        for (index, task) in record.facts.tasks.enumerated() {
            guard let overdue = task.overdue else { continue }
            let bucket = OverdueBucket.index(days: record.context.inDays(overdue))
            groups.update(.task(index), record) { group in
                group.overdue.add(overdue)
                group.buckets[bucket] += 1
            }
        }
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let context = results.context
        let columns =
            query.by.map(\.column)
            + [
                ReportColumn("count", .integer, title: "Overdue tasks", note: "Tasks overdue now.", emphasis: .bar),
                context.duration("mean", title: "Mean overdue", note: "How long they have been overdue on average."),
                context.duration("p50", title: "Median overdue", note: "Half of them have been overdue longer."),
                context.duration("max", title: "Longest overdue", note: "The longest time one has been overdue."),
            ]
            + OverdueBucket.labels.map {
                ReportColumn($0, .integer, title: "\($0) days", note: "Tasks overdue by \($0) days.")
            }
        let rows = groups.finished(results.symbols, results.templateNames).map { cells, group in
            let summary = group.overdue.summary()
            return cells
                + [
                    .integer(Int64(group.overdue.count)), context.cell(summary?.mean), context.cell(summary?.median),
                    context.cell(summary?.maximum),
                ] + group.buckets.map { .integer(Int64($0)) }
        }
        return (columns, rows, nil)
    }
}
