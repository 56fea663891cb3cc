import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// Runs by which somebody can find one: by id, entity or title.
    package static let found = MetricTable(
        "found", title: "Runs", answer: ["execution_id", "name"], details: ["status"],
        note: "One row for each run, by id.", of: .all(.execution), order: .byID,
        [.executionID, .name, .template, .entityID, .entity, .status, .startedAt])

    /// What is known of a run as a whole.
    package static let run = MetricTable(
        "run", title: "Run", note: "One row for each run, by id.", of: .all(.execution), order: .byID,
        [
            .executionID, .name, .template, .status, .trigger, .entity, .entitySchema, .entityID, .assignee.listed,
            .taxonomy.listed, .startedBy, .startedAt, .dueAt, .overdue, .endedAt, .closedBy, .closingReason.listed,
            .cycleTime,
            .age, .currentSince, .currentAge, .taskCount, .tasksFinished, .tasksOverdue, .flowEfficiency,
        ])

    /// What happened in a run and what comes next: its phases, each with its tasks.
    ///
    /// Phases and the tasks in a phase stand by when they were ready, those that are not ready yet after them as the data have
    /// them; tasks without a phase come last. `state` is `done`, `skipped`, `failed`, `current` (where an open run stands),
    /// `next` (the first open task after those), `open`, or `left` in a run that has ended. A phase is `done` once it is
    /// finished, else `current` with a current task and `open` without. `who` completed or skipped a task, else who is
    /// assigned.
    package static let timeline = MetricTable(
        "timeline", title: "Timeline", answer: ["phase", "task", "state", "who", "lead"],
        details: ["in_progress_at", "wait", "touch"],
        note: "One row for each phase and each of its tasks, in the order in which they came about.",
        CustomTable(facts: [.tasks, .phases, .phaseOfTask, .currentTasks, .people, .details, .names]) { _, _ in
            Timeline()
        })
}

private final class Timeline: TableAccumulator {
    /// By the id of the run.
    private var rows: [(id: ScalarString, cells: [[Cell]])] = []

    private static let states = Vocabulary(
        "state",
        [
            "done": "done", "skipped": "skipped", "failed": "failed", "current": "current", "next": "next",
            "open": "open",
            "left": "left undone",
        ])

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        var cells: [[Cell]] = []
        var mayBeNext = record.facts.isOpen
        for phase in Self.phases(record) {
            let tasks = Self.tasks(of: phase, record)
            var parts: [[Cell]] = []
            var hasCurrent = false
            for task in tasks {
                let state = Self.state(ofTask: task, record, mayBeNext: &mayBeNext)
                if state == "current" { hasCurrent = true }
                parts.append(Self.cells(task: task, phase: phase, state, record))
            }
            if let phase { cells.append(Self.cells(phase: phase, hasCurrent: hasCurrent, record)) }
            cells += parts
        }
        rows.append((ScalarString(record.string(record.execution.id) ?? ""), cells))
    }

    /// The phases in the order in which they became ready, nil for what belongs to none.
    private static func phases(_ record: borrowing RecordView) -> [Int?] {
        let ready = record.facts.phases.map(\.ready)
        return byTime(Array(ready.indices)) { ready[$0] }.map(Optional.some) + [nil]
    }

    private static func tasks(of phase: Int?, _ record: borrowing RecordView) -> [Int] {
        var tasks: [Int] = []
        for index in record.facts.tasks.indices where record.facts.tasks[index].phaseIndex == phase {
            tasks.append(index)
        }
        let times = record.facts.tasks.map { $0.ready ?? $0.inProgress ?? $0.finished }
        return byTime(tasks) { times[$0] }
    }

    /// Places by an instant; what has none comes last, and equal ones stay as they stand.
    private static func byTime(_ places: [Int], _ instant: (Int) -> Instant?) -> [Int] {
        places.sorted { left, right in
            let (a, b) = (instant(left) ?? .distantFuture, instant(right) ?? .distantFuture)
            return a == b ? left < right : a < b
        }
    }

    private static func state(ofTask index: Int, _ record: borrowing RecordView, mayBeNext: inout Bool) -> String {
        let facts = record.facts.tasks[index]
        if facts.finished != nil { return "done" }
        let state = record.execution.tasks[index].state
        if facts.isSettled { return state == .skipped ? "skipped" : "done" }
        if state == .failed { return "failed" }
        guard record.facts.isOpen else { return "left" }
        if facts.isCurrent { return "current" }
        defer { mayBeNext = false }
        return mayBeNext ? "next" : "open"
    }

    private static func cells(
        task index: Int, phase: Int?, _ state: String, _ record: borrowing RecordView
    ) -> [Cell] {
        let (task, facts) = (record.execution.tasks[index], record.facts.tasks[index])
        let doer = state == "skipped" ? task.skippedBy : state == "done" ? task.completedBy : .missing
        let who = doer.isMissing ? record.cell(task.assignees, as: .person) : record.cell(doer, as: .person)
        let context = record.context
        return [
            phase.map { record.text(record.execution.phases[$0].name) } ?? .missing, record.text(task.name),
            .text(state),
            who, .instant(orMissing: facts.ready), .instant(orMissing: facts.inProgress),
            .instant(orMissing: facts.finished ?? (state == "skipped" ? skipped(index, record) : nil)),
            .instant(orMissing: facts.due), context.cell(facts.overdue), context.cell(facts.wait(context)),
            context.cell(facts.touchTime), context.cell(facts.leadTime), record.text(task.id),
        ]
    }

    /// When a task was skipped, where the data say it.
    private static func skipped(_ index: Int, _ record: borrowing RecordView) -> Instant? {
        record.settled(task: index).flatMap { $0 == .distantPast ? nil : $0 }
    }

    private static func cells(phase index: Int, hasCurrent: Bool, _ record: borrowing RecordView) -> [Cell] {
        let (phase, facts) = (record.execution.phases[index], record.facts.phases[index])
        let isDone = record.settled(phase: index) != nil
        let state = isDone ? "done" : !record.facts.isOpen ? "left" : hasCurrent ? "current" : "open"
        return [
            record.text(phase.name), .missing, .text(state), record.cell(phase.assignees, as: .person),
            .instant(orMissing: facts.ready), .missing, .instant(orMissing: facts.finished),
            .instant(orMissing: facts.due),
            .missing, .missing, .missing, record.context.cell(facts.leadTime), record.text(phase.id),
        ]
    }

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? Timeline else { return }
        rows += other.rows
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let columns = [
            Attribute.phase.column(context),
            ReportColumn("task", .string, title: "Task", note: "The task's own name; empty in the row of a phase."),
            ReportColumn(
                "state", .string, title: "State", note: "How it stands: done, current, what comes next.",
                vocabulary: Self.states),
            ReportColumn("who", .string, title: "Who", note: "Who completed or skipped it, else who is assigned."),
            Attribute.readyAt.column(context), Attribute.inProgressAt.column(context),
            Attribute.finishedAt.column(context),
            Attribute.dueAt.column(context), Attribute.overdue.column(context),
            context.duration(
                "wait", title: "Waiting", note: "From ready to in progress; so far, where nobody works on it yet."),
            Attribute.touch.column(context), Attribute.lead.column(context),
            ReportColumn("part_id", .string, title: "Id", note: "The id of the phase or task."),
        ]
        let ordered = rows.sorted { $0.id < $1.id }
        return TableContent(columns: columns, rows: ordered.flatMap(\.cells))
    }
}

extension TaskFacts {
    /// How long the task waited, or has waited so far while it is open and nobody works on it.
    fileprivate func wait(_ context: MetricContext) -> Milliseconds? {
        if let waitTime { return waitTime }
        guard isOpen, inProgress == nil, let ready else { return nil }
        return context.duration(from: ready, to: context.asOf)
    }
}
