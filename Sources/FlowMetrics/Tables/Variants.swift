import FlowModel
import FlowTables

extension MetricTable {
    /// Which ways executions that ended in the period took through their tasks.
    ///
    /// The share is of all executions ended in the period, also where a limit cuts the list. A task without a name stands
    /// as an empty name. Sequences that read the same are one.
    static let variants = MetricTable(
        "variants", title: "Ways through the flow",
        answer: ["variant", "executions", "share"],
        note:
            "One row for each sequence of finished tasks among the runs ended in the period, the most frequent first.",
        of: .endedExecutions, limit: 10, CustomTable(facts: [.tasks]) { _, _ in Variants() })
}

private final class Variants: TableAccumulator {
    private var tree = GroupTree()
    private var ways: [Way] = []
    private var sequence = TaskSequence()

    /// A sequence of task names, and the executions that took it.
    private struct Way {
        let names: [Symbol]
        var uses = Uses()
    }

    private struct Uses {
        var executions = 0
        var cycleTimes = Distribution()

        mutating func merge(_ other: Uses) {
            executions += other.executions
            cycleTimes.merge(other.cycleTimes)
        }
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isEndedInPeriod else { return }
        sequence.update(record)
        let way = way(sequence.steps.lazy.map(\.name))
        ways[way].uses.executions += 1
        if let cycleTime = record.facts.cycleTime { ways[way].uses.cycleTimes.add(cycleTime) }
    }

    /// The index of a sequence of names.
    private func way(_ names: some Sequence<Symbol>) -> Int {
        var node: UInt32 = 0
        for name in names { node = tree.child(of: node, name) }
        let leaf = tree.leaf(node)
        if leaf == ways.count { ways.append(Way(names: Array(names))) }
        return leaf
    }

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? Variants else { return }
        for theirs in other.ways {
            let way = way(theirs.names.map { mapping[$0] })
            ways[way].uses.merge(theirs.uses)
        }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let columns = [
            ReportColumn(
                "variant", .string, title: "Sequence of tasks",
                note: "The names of the finished tasks in the order in which they were finished."),
            ReportColumn(
                "executions", .integer, title: "Runs", note: "Runs ended in the period that went this way.",
                emphasis: .bar),
            ReportColumn("share", .percent, title: "Share", note: "Of all runs ended in the period."),
            context.duration("p50", title: "Median cycle time", note: "Median time from start to end of these runs."),
        ]
        var joined: [ScalarString: Uses] = [:]
        for way in ways {
            let text = way.names.map { results.interner.string($0) ?? "" }.joined(separator: " → ")
            joined[ScalarString(text), default: Uses()].merge(way.uses)
        }
        let ordered = joined.sorted { left, right in
            left.value.executions == right.value.executions
                ? left.key < right.key : left.value.executions > right.value.executions
        }
        let all = joined.values.reduce(0) { $0 + $1.executions }
        let rows = ordered.map { text, uses -> [Cell] in
            [
                .text(text.text), .integer(Int64(uses.executions)), .number(Double(uses.executions) / Double(all)),
                context.cell(uses.cycleTimes.summary()?.median),
            ]
        }
        let chart = ChartHint(
            .bars, title: "Ways through the flow", categories: ["variant"], series: [.init("executions")],
            rowLimit: 10)
        return TableContent(columns: columns, rows: rows, chart: chart)
    }
}
