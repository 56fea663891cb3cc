/// An execution as the report sees it (docs/metrics.md#the-life-of-a-run).
struct ExecutionLife {
    var record: ExecutionRecord
    /// The label of its template.
    var template: Text?
    var start: Int64
    /// The end, where it does not lie after `as_of`: the execution has ended.
    var end: Int64?
    var isTerminal: Bool
    /// Terminal, without a usable end at any time.
    var lacksEnd: Bool
    var isOpen: Bool
    var cycle: Length
    var age: Int64?
    var overdue: Int64?
    var efficiency: Double?
    var tasks: [TaskLife]
    var phases: [PhaseLife]

    var isDone: Bool { record.status == Text("DONE") }
    var isClosed: Bool { record.status == Text("CLOSED") }
    var isOverdue: Bool { overdue != nil }

    /// Whether it met its due date; none where it has not ended or has no due date.
    var metDue: Bool? {
        guard let end, let due = record.due else { return nil }
        return end <= due
    }

    /// The task of the first entry of `crt_tasks` that names one.
    var firstCurrentTask: TaskLife? {
        for current in record.currentTasks {
            if let task = tasks.first(where: { $0.record.id == current.id }) { return task }
        }
        return nil
    }

    /// Since when an open execution stands at its first current task: what `crt_tasks` says, else that task's ready. Where it
    /// lies after `as_of` there is none, and it is not replaced by the other.
    var currentSince: Int64?

    /// The start, `analytics.started_at`, else `created_at`.
    static func start(of record: ExecutionRecord) -> Int64? { record.startedAt ?? record.createdAt }

    /// The usable end, whenever it is.
    static func end(of record: ExecutionRecord) -> Int64? {
        if record.status == Text("DONE") { return record.completedAt ?? record.closedAt }
        if record.status == Text("CLOSED") { return record.closedAt ?? record.completedAt }
        return nil
    }

    /// The phase a task belongs to: by its id, else by the template it was made from. The first of several.
    static func phase(of task: TaskRecord, in phases: [PhaseRecord]) -> Int? {
        guard let id = task.phaseID else { return nil }
        return phases.firstIndex { $0.id == id } ?? phases.firstIndex { $0.templateID == id }
    }

    /// Makes the life of an execution with this start.
    init(_ record: ExecutionRecord, start: Int64, template: Text?, measure: Measure) {
        self.record = record
        self.template = template
        self.start = start
        let usableEnd = Self.end(of: record)
        end = measure.seen(usableEnd)
        isTerminal = record.status == Text("DONE") || record.status == Text("CLOSED")
        lacksEnd = isTerminal && usableEnd == nil
        isOpen = end == nil && !lacksEnd
        cycle = measure.length(from: start, to: end)
        age = isOpen ? measure.time(from: start, to: measure.asOf) : nil
        overdue = nil
        if isOpen, let due = record.due, due < measure.asOf { overdue = measure.time(from: due, to: measure.asOf) }

        var tasks: [TaskLife] = []
        var tasksOfPhases = [[TaskRecord]](repeating: [], count: record.phases.count)
        for task in record.tasks {
            let phase = Self.phase(of: task, in: record.phases)
            if let phase { tasksOfPhases[phase].append(task) }
            let isCurrent = record.currentTasks.contains { $0.id == task.id }
            tasks.append(
                TaskLife(
                    task, phase: phase.map { record.phases[$0] }, isCurrent: isCurrent, isExecutionOpen: isOpen,
                    measure: measure))
        }
        self.tasks = tasks
        phases = zip(record.phases, tasksOfPhases).map { PhaseLife($0, tasks: $1, measure: measure) }

        currentSince = nil
        if isOpen, let task = firstCurrentTask {
            let stated = record.currentTasks.first { $0.id == task.record.id }?.since
            currentSince = measure.seen(stated ?? task.record.startedAt)
        }

        efficiency = nil
        let touches = tasks.compactMap(\.touch.milliseconds)
        if let cycle = cycle.milliseconds, cycle > 0, !touches.isEmpty {
            efficiency = min(1, Double(touches.reduce(0, +)) / Double(cycle))
        }
    }
}
