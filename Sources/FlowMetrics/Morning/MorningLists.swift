import FlowModel
package import FlowTables
import FlowTime

/// Gathers what the first page of a report says of single tasks (docs/metrics.md#this-morning).
///
/// Keeps the first few of each list and the count of all, so that memory does not grow with the tasks.
struct MorningLists {
    static let facts: FactDemand = [.tasks, .currentTasks, .people, .names, .titles]

    private let context: MetricContext
    /// The first instant of the working day before the clock's day.
    private let since: Instant
    /// The first instant of the day after the clock's.
    private let tomorrow: Instant
    /// One for each kind, in their order.
    private var lists: [FirstTasks]

    init(_ context: MetricContext) {
        self.context = context
        let today = context.zone.day(of: context.asOf)
        since = context.zone.startOfDay(Self.workingDay(before: today, context.calendar))
        tomorrow = context.zone.startOfDay(today + 1)
        lists = Morning.Kind.allCases.map { _ in FirstTasks() }
    }

    /// Looks back a year at most: where nobody ever works, the day before has to do.
    private static func workingDay(before today: Int, _ calendar: WorkingCalendar?) -> Int {
        guard let calendar else { return today - 1 }
        return (1...366).lazy.map { today - $0 }.first(where: calendar.isWorkingDay) ?? today - 1
    }

    mutating func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        for index in record.facts.tasks.indices {
            let task = record.facts.tasks[index]
            if task.isOpen {
                addOpen(index, task, record)
            } else if let settled = record.settled(task: index), settled >= since, !record.isAutomated(task: index) {
                // The latest first.
                add(.settled, index, record, rank: 0, Instant(milliseconds: -settled.milliseconds))
            }
        }
    }

    private mutating func addOpen(_ index: Int, _ task: TaskFacts, _ record: borrowing RecordView) {
        let rank = task.isCurrent ? 0 : 1
        if let due = task.due, due < tomorrow {
            add(.urgent, index, record, rank: rank, due)
            if due >= context.asOf {
                add(.dueToday, index, record, rank: rank, due)
            } else if due >= since {
                add(.becameOverdue, index, record, rank: rank, due)
            }
        }
        if task.isCurrent, record.execution.tasks[index].assignees.count == 0, !record.isAutomated(task: index) {
            add(.unassigned, index, record, rank: 0, task.due ?? .distantFuture)
        }
    }

    private mutating func add(
        _ kind: Morning.Kind, _ index: Int, _ record: borrowing RecordView, rank: Int, _ instant: Instant
    ) {
        let place = Self.place(of: kind)
        lists[place].count += 1
        guard lists[place].mayTake(rank, instant) else { return }
        lists[place].add(
            FirstTasks.Row(
                rank: rank, instant: instant, executionID: ScalarString(record.string(record.execution.id) ?? ""),
                taskID: record.string(record.execution.tasks[index].id).map { ScalarString($0) },
                cells: Self.columns(kind).map { $0.reading.cell(.task(index), record, nil) }))
    }

    private static func place(of kind: Morning.Kind) -> Int {
        Morning.Kind.allCases.firstIndex(of: kind) ?? 0
    }

    mutating func merge(_ other: MorningLists) {
        for place in lists.indices { lists[place].merge(other.lists[place]) }
    }

    /// The lists, when all executions have been seen.
    func morning(_ labels: TemplateLabels) -> Morning {
        Morning(
            since: since,
            lists: zip(Morning.Kind.allCases, lists).map { kind, first in
                let columns = Self.columns(kind)
                let rows = first.rows.map { row in
                    zip(row.cells, columns).map { Self.shown($0, in: $1, labels) }
                }
                return Morning.List(
                    kind, count: first.count,
                    table: ReportTable(
                        name: kind.rawValue, title: "",
                        columns: columns.map { $0.column(context) }, rows: TableRows(rows)))
            })
    }

    private static func shown(_ cell: Cell, in column: Attribute, _ labels: TemplateLabels) -> Cell {
        switch column.reading {
        case .templateLabel: labels.label(of: cell)
        // Nobody is a matter of its own here.
        case .people where cell == .missing: .text(Nothing.unassigned)
        default: cell
        }
    }

    /// What a list shows of a task; the id of its run stands first.
    private static func columns(_ kind: Morning.Kind) -> [Attribute] {
        let common = [Attribute.executionID, .customer, .template, .task, .people]
        switch kind {
        case .urgent, .becameOverdue: return common + [.dueAt, .overdue]
        case .dueToday, .unassigned: return common + [.dueAt]
        case .settled: return common + [.settledAt]
        }
    }
}

extension Attribute {
    /// Whom the run is about: its entity by title, else the run's own name.
    fileprivate static let customer = Attribute(
        "customer", title: "Customer", note: "The title of the run's entity, else the run's own name.",
        for: .columns, emphasis: .link(idColumn: "execution_id"), facts: [.titles],
        .word { record, subject in
            Attribute.entity.reading.cell(subject, record, nil).textValue ?? record.string(record.execution.name)
        })
    /// Who is assigned, with a word for nobody.
    fileprivate static let people = Attribute(
        "people", title: "Assignees", note: "Who is assigned.", of: .task, for: .columns, vocabulary: Nothing.words,
        facts: [.people, .names], Attribute.assignee.reading)
    fileprivate static let settledAt = Attribute(
        "settled_at", title: "Settled", note: "When the task was finished or skipped.", of: .task, for: .columns,
        .instant { record, subject in
            if case .task(let index) = subject { record.settled(task: index) } else { nil }
        })
}

/// The first few tasks of a list by rank, instant and ids.
private struct FirstTasks {
    var count = 0
    private(set) var rows: [Row] = []

    struct Row {
        let rank: Int
        let instant: Instant
        let executionID: ScalarString
        let taskID: ScalarString?
        /// With the template's id where its label will stand.
        let cells: [Cell]

        static func < (left: Row, right: Row) -> Bool {
            if left.rank != right.rank { return left.rank < right.rank }
            if left.instant != right.instant { return left.instant < right.instant }
            if left.executionID != right.executionID { return left.executionID < right.executionID }
            // One without an id stands last.
            guard let id = left.taskID else { return false }
            return right.taskID.map { id < $0 } ?? true
        }
    }

    /// Whether a task of this rank and instant may be among the first ones.
    func mayTake(_ rank: Int, _ instant: Instant) -> Bool {
        guard rows.count >= Morning.most, let last = rows.last else { return true }
        return (rank, instant) <= (last.rank, last.instant)
    }

    mutating func add(_ row: Row) {
        rows.insert(row, at: rows.firstIndex { row < $0 } ?? rows.endIndex)
        if rows.count > Morning.most { rows.removeLast() }
    }

    mutating func merge(_ other: FirstTasks) {
        count += other.count
        for row in other.rows { add(row) }
    }
}

extension Morning {
    /// The lists of no executions.
    package static func ofNothing(_ context: MetricContext) -> Morning {
        MorningLists(context).morning(.unknown)
    }
}
