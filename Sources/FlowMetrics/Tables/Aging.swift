import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// Every open execution with its age, the oldest first.
    ///
    /// The people beside a task are the task's; a run that stands at no task shows its own. The age is ranked among all cycle
    /// times of the same template id ended by the report's clock, whatever the period; an execution without a template id has
    /// no rank.
    static let aging = MetricTable(
        "aging", title: "Age of open runs",
        answer: ["execution", "task", "assignees", "age"], details: ["started_at"],
        note: "One row for each open run, the oldest first: where it stands, and how its age compares with ended runs.",
        CustomTable(facts: [.tasks, .phaseOfTask, .people, .names, .titles]) { _, _ in Aging() })
}

private final class Aging: TableAccumulator {
    private var rows: [Row] = []
    /// By template id.
    private var cycleTimes: [Symbol: Distribution] = [:]

    private struct Row {
        let id: ScalarString
        var template: Symbol
        let name: Cell
        /// The entity, and the phase and task where the run stands.
        let place: [Cell]
        let assignees: Cell
        let currentSince: Instant?
        let currentAge: Milliseconds?
        let start: Instant
        let age: Milliseconds
        let due: Instant?
        let isOverdue: Bool
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted, let start = record.facts.start else { return }
        if let cycleTime = record.facts.cycleTime, !record.execution.templateID.isMissing {
            cycleTimes[template(of: record), default: Distribution()].add(cycleTime)
        }
        guard let age = record.facts.age else { return }
        let standing = record.facts.standing
        rows.append(
            Row(
                id: ScalarString(record.string(record.execution.id) ?? ""), template: template(of: record),
                name: record.text(record.execution.name),
                place: [
                    record.text(record.execution.entity?.entityID ?? .missing),
                    Attribute.entity.reading.cell(.execution, record, nil),
                    record.text(standing?.phase ?? .missing), record.text(standing?.task ?? .missing),
                ], assignees: record.cell(standing?.assignees ?? record.execution.assignees, as: .person),
                currentSince: standing?.since, currentAge: record.currentAge, start: start, age: age,
                due: record.facts.due, isOverdue: record.facts.overdue != nil))
    }

    private func template(of record: borrowing RecordView) -> Symbol {
        record.interner.symbol(record.execution.templateID, of: record.execution)
    }

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? Aging else { return }
        func mapped(_ symbol: Symbol) -> Symbol { mapping[symbol] }
        for var row in other.rows {
            row.template = mapped(row.template)
            rows.append(row)
        }
        for (template, times) in other.cycleTimes {
            cycleTimes[mapped(template), default: Distribution()].merge(times)
        }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let columns = columns(context)
        let ordered = rows.sorted { left, right in
            left.age == right.age ? left.id < right.id : left.age > right.age
        }
        let summaries = cycleTimes.compactMapValues { $0.summary() }
        var cells: [[Cell]] = []
        cells.reserveCapacity(ordered.count)
        for row in ordered {
            let template = results.labels.label(of: row.template, results.interner)
            cells.append(
                [.text(row.id.text), row.name, template] + row.place + [
                    row.assignees, .instant(orMissing: row.currentSince), context.cell(row.currentAge),
                    .instant(row.start), context.cell(row.age),
                    .number(orMissing: summaries[row.template]?.share(upTo: row.age)), .instant(orMissing: row.due),
                    .boolean(row.isOverdue),
                ])
        }
        let chart = ChartHint(
            .scatter, title: "Age of open runs", categories: ["age_\(context.unit.rawValue)"],
            series: [.init("age_percentile")])
        return TableContent(columns: columns, rows: cells, chart: chart)
    }

    private func columns(_ context: MetricContext) -> [ReportColumn] {
        [
            Attribute.executionID.column(context), Attribute.executionName.column(context),
            Attribute.template.column(context), Attribute.entityID.column(context), Attribute.entity.column(context),
            ReportColumn("phase", .string, title: "Phase", note: "The phase of the first task that is current now."),
            ReportColumn("task", .string, title: "Task", note: "The first task that is current now."),
            ReportColumn(
                "assignees", .string, title: "Assignees",
                note: "Who is assigned to that task; of a run that stands at none, to the run."),
            Attribute.currentSince.column(context),
            Attribute.currentAge.column(context),
            Attribute.startedAt.column(context),
            context.duration("age", title: "Age", note: "How long the run has been open.", emphasis: .bar),
            ReportColumn(
                "age_percentile", .percent, title: "Older than",
                note: "Share of the ended runs of the template that took at most as long as this one is old."),
            Attribute.dueAt.column(context),
            ReportColumn(
                "overdue", .boolean, title: "Overdue", note: "Whether the run is past its due date.", emphasis: .alarm),
        ]
    }
}
