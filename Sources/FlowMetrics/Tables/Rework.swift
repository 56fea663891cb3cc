import FlowModel
import FlowTables

extension MetricTable {
    /// Which tasks and phases were worked on more than once.
    ///
    /// Looks at tasks and phases finished in the period, by execution and name. How many **passes** an execution made through
    /// one is the greater of two numbers: how many tasks (phases) of that name it finished in the period, and one more than
    /// the largest `loop_config.crt_iterations` among them, which counts repetitions. `executions` are those that finished
    /// one, `repeated` those with more than one pass, `passes` the sum over all of them. What nobody repeated is not listed.
    /// Each group lists by `repeated`, descending, then by `kind` and `name`.
    static let rework = MetricTable(
        "rework", title: "Rework",
        answer: ["name", "repeated", "rework_rate"], details: ["passes", "passes_max"],
        note: "One row for each task or phase that runs went through more than once, the most often repeated first.",
        by: [.template], options: [.by],
        CustomTable(facts: [.tasks, .phases, .details]) { query, _ in Rework(query) })
}

private final class Rework: GroupedAccumulator {
    private let query: MetricQuery
    var groups: Groups<Group>
    /// The passes of the execution at hand.
    private var passes: [(work: Work, copies: Int, repetitions: Int)] = []

    struct Work: Hashable {
        let isPhase: Bool
        let name: Symbol
    }

    struct Passes {
        var executions = 0
        var repeated = 0
        var total = 0
        var most = 0

        mutating func merge(_ other: Passes) {
            executions += other.executions
            repeated += other.repeated
            total += other.total
            most = max(most, other.most)
        }
    }

    struct Group: GroupValue {
        var works: [Work: Passes] = [:]

        mutating func merge(_ other: Group, mapping: SymbolMapping) {
            for (work, passes) in other.works {
                let mapped = Work(isPhase: work.isPhase, name: mapping[work.name])
                works[mapped, default: Passes()].merge(passes)
            }
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        passes.removeAll(keepingCapacity: true)
        for (index, facts) in record.facts.tasks.enumerated() where facts.isFinishedInPeriod {
            let task = record.execution.tasks[index]
            let name = record.interner.symbol(task.name, of: record.execution)
            note(Work(isPhase: false, name: name), repetitions: task.loopIterations)
        }
        for (index, facts) in record.facts.phases.enumerated() where facts.isFinishedInPeriod {
            let phase = record.execution.phases[index]
            let name = record.interner.symbol(phase.name, of: record.execution)
            note(Work(isPhase: true, name: name), repetitions: phase.loopIterations)
        }
        guard !passes.isEmpty else { return }
        groups.update(.execution, record) { group in
            for (work, copies, repetitions) in passes {
                let count = max(copies, repetitions + 1)
                group.works[work, default: Passes()].merge(
                    Passes(executions: 1, repeated: count > 1 ? 1 : 0, total: count, most: count))
            }
        }
    }

    private func note(_ work: Work, repetitions: Int) {
        if let index = passes.firstIndex(where: { $0.work == work }) {
            passes[index].copies += 1
            passes[index].repetitions = max(passes[index].repetitions, repetitions)
        } else {
            passes.append((work, 1, repetitions))
        }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        func count(_ name: String, _ title: Message, _ note: Message) -> ReportColumn {
            ReportColumn(name, .integer, title: title, note: note)
        }
        let columns =
            query.groupColumns(context)
            + [
                ReportColumn(
                    "kind", .string, title: "Kind", note: "Whether it is a task or a phase.",
                    vocabulary: Target.Subject.words),
                ReportColumn("name", .string, title: "Task or phase", note: "Its own name."),
                count("executions", "Runs", "Runs that finished it in the period."),
                ReportColumn(
                    "repeated", .integer, title: "Runs with rework", note: "Runs that went through it more than once.",
                    emphasis: .bar),
                ReportColumn(
                    "rework_rate", .percent, title: "Rework rate", note: "Share of the runs that repeated it."),
                count("passes", "Passes", "How often all runs together went through it."),
                ReportColumn(
                    "passes_mean", .decimal, title: "Passes a run", note: "How often a run went through it on average."),
                count("passes_max", "Most passes", "How often one run went through it at most."),
            ]
        var rows: [[Cell]] = []
        for (cells, group) in groups.finished(results) {
            let works = group.works.filter { $0.value.repeated > 0 }.map { work, passes in
                let names = [
                    Cell.text(work.isPhase ? "phase" : "task"), .text(orMissing: results.interner.string(work.name)),
                ]
                return (names: names, passes: passes)
            }
            let ordered = works.sorted { left, right in
                left.passes.repeated == right.passes.repeated
                    ? left.names.lexicographicallyPrecedes(right.names) : left.passes.repeated > right.passes.repeated
            }
            rows += ordered.map { names, passes in
                let runs = Double(passes.executions)
                return cells + names + [
                    .integer(Int64(passes.executions)), .integer(Int64(passes.repeated)),
                    .number(Double(passes.repeated) / runs), .integer(Int64(passes.total)),
                    .number(Double(passes.total) / runs), .integer(Int64(passes.most)),
                ]
            }
        }
        let chart = ChartHint(
            .bars, title: "Rework", categories: query.groupNames + ["name"], series: [.init("repeated")],
            rowLimit: 15)
        return TableContent(columns: columns, rows: rows, chart: chart)
    }
}
