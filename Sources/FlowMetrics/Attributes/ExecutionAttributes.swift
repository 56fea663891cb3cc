import FlowModel
import FlowTables
package import FlowTime

/// What is known of executions. A new one is a declaration and its name in this list.
extension Attribute {
    static let ofExecutions: [Attribute] =
        [
            templateID, template, name, status, trigger, entitySchema, api, startedBy, startedByID, closedBy,
            closedByID, assignee, assigneeID, department, taxonomy,
        ]
        + TimeBucket.allCases.map(started) + TimeBucket.allCases.map(ended) + [
            currentPhase, currentTask, executionID, executionID.shown(as: "id"), organizationID, entityID, entity,
            closingReason, isOpen, isOnTime,
            cycleTime, age, overdue, flowEfficiency, taskCount, tasksFinished, tasksOverdue, createdAt, updatedAt,
            dueAt, startedAt, endedAt, currentSince, currentAge,
        ]

    // MARK: What it is

    package static let executionID = Attribute(
        "execution_id", title: "Run id", note: "The id of the run.", emphasis: .link(idColumn: "execution_id"),
        .identifier { record, _ in record.execution.id })
    package static let organizationID = Attribute(
        "org_id", title: "Organization", note: "The organization's id.",
        .identifier { record, _ in record.execution.organizationID })
    package static let templateID = Attribute(
        "template_id", title: "Template id", note: "The id of the flow template.", for: .groups,
        .text { record, _ in record.execution.templateID })
    package static let template = Attribute(
        "template", title: "Template", note: "The name that most runs of the flow template carry.", for: .groups,
        .templateLabel)
    package static let name = Attribute(
        "name", title: "Name", note: "The run's own name.", for: .groups,
        .text { record, _ in record.execution.name })
    package static let status = Attribute(
        "status", title: "Status", note: "The run's status as the data gives it.", for: .groups,
        vocabulary: StatusWords.runs,
        .text { record, _ in record.execution.status })
    package static let trigger = Attribute(
        "trigger", title: "Trigger", note: "What started the run.", for: .groups, vocabulary: StatusWords.triggers,
        .text { record, _ in record.execution.trigger })
    package static let entityID = Attribute(
        "entity_id", title: "Entity id", note: "The entity the run belongs to: the primary one, else the first.",
        .identifier { record, _ in record.execution.entity?.entityID ?? .missing })
    package static let entity = Attribute(
        "entity", title: "Entity", note: "The title of that entity; empty where it is not known.", facts: [.titles],
        .word { record, _ in record.entityTitle })
    package static let entitySchema = Attribute(
        "entity_schema", title: "Entity type", note: "The schema of the run's primary entity.", for: .groups,
        .text { record, _ in record.execution.entity?.entitySchema ?? .missing })

    package static let api = Attribute(
        "api", title: "API", note: "Which API the run comes from: v2, or v1 for a workflow of the older one.",
        for: .groups, .word { record, _ in record.execution.api.rawValue })

    // MARK: Who has to do with it

    package static let startedBy = Attribute(
        "started_by", title: "Started by", note: "Who started the run.", for: .groups, vocabulary: Nothing.words,
        facts: [.names], .person({ record, _ in record.execution.startedBy }, as: .person))
    package static let startedByID = Attribute(
        "started_by_id", title: "Started by (id)", note: "The id of who started the run.", for: .groups,
        vocabulary: Nothing.words, facts: [.names],
        .person({ record, _ in record.execution.startedBy }, as: .identifier))
    package static let closedBy = Attribute(
        "closed_by", title: "Closed by", note: "Who closed the run.", for: .groups, vocabulary: Nothing.words,
        facts: [.names], .person({ record, _ in record.execution.closedBy }, as: .person))
    package static let closedByID = Attribute(
        "closed_by_id", title: "Closed by (id)", note: "The id of who closed the run.", for: .groups,
        vocabulary: Nothing.words, facts: [.names],
        .person({ record, _ in record.execution.closedBy }, as: .identifier))
    /// Of a phase or task its own.
    package static let assignee = Attribute(
        "assignee", title: "Assignee", note: "Each assignee; something with several counts under each of them.",
        for: .groups, vocabulary: Nothing.words, facts: [.people, .names],
        listedAs: Names("assignees", title: "Assignees", note: "Who is assigned."),
        .people(assignees, as: .person, none: Nothing.unassigned))
    /// Of a phase or task its own.
    package static let assigneeID = Attribute(
        "assignee_id", title: "Assignee (id)",
        note: "The id of each assignee; something with several counts under each of them.", for: .groups,
        vocabulary: Nothing.words, facts: [.people, .names],
        .people(assignees, as: .identifier, none: Nothing.unassigned))
    /// Of a phase or task its own.
    package static let department = Attribute(
        "department", title: "Department",
        note: "The department of each assignee; something with assignees of several counts under each of them.",
        for: .groups, vocabulary: Nothing.words, facts: [.people, .names],
        .people(assignees, as: .department, none: Nothing.unassigned))

    private static let assignees: Reading.Read<FlowExecution.TextList> = { record, subject in
        switch subject {
        case .execution: record.execution.assignees
        case .phase(let index): record.execution.phases[index].assignees
        case .task(let index): record.execution.tasks[index].assignees
        }
    }

    /// Of a phase or task its own.
    package static let taxonomy = Attribute(
        "taxonomy", title: "Taxonomy", note: "Each taxonomy; something with several counts under each of them.",
        for: .groups, vocabulary: Nothing.words, facts: [.people],
        listedAs: Names("taxonomies", title: "Taxonomies", note: "The run's taxonomies."),
        .texts(
            { record, subject in
                switch subject {
                case .execution: record.execution.taxonomies
                case .phase(let index): record.execution.phases[index].taxonomies
                case .task(let index): record.execution.tasks[index].taxonomies
                }
            }, none: Nothing.none))

    // MARK: Its life

    package static let createdAt = Attribute(
        "created_at", title: "Created", note: "When the run was created.",
        .instant { record, _ in record.seen(record.execution.createdAt.instant(in: record.context.zone)) })
    package static let updatedAt = Attribute(
        "updated_at", title: "Updated", note: "When the run last changed.",
        .instant { record, _ in record.seen(record.execution.updatedAt.instant(in: record.context.zone)) })
    package static let startedAt = Attribute(
        "started_at", title: "Started", note: "When the run started.",
        .instant { record, _ in record.seen(record.facts.start) })
    package static let endedAt = Attribute(
        "ended_at", title: "Ended", note: "When the run ended.", .instant { record, _ in record.openUntil })

    package static func started(_ bucket: TimeBucket) -> Attribute {
        Attribute(
            "started_\(bucket.rawValue)", title: "Started (\(part: bucket.rawValue))",
            note: "The \(part: bucket.rawValue) in which the run started.", for: .groups,
            .bucket(bucket) { record, _ in record.facts.start })
    }

    package static func ended(_ bucket: TimeBucket) -> Attribute {
        Attribute(
            "ended_\(bucket.rawValue)", title: "Ended (\(part: bucket.rawValue))",
            note: "The \(part: bucket.rawValue) in which the run ended.", for: .groups, spanOf: .end,
            .bucket(bucket) { record, _ in record.openUntil })
    }

    /// Of a task whether it is: part of an open execution, and not settled.
    package static let isOpen = Attribute(
        "open", title: "Open", note: "Whether the run (of a task: the task) is open.",
        .truth { record, subject in
            if case .task(let index) = subject { record.facts.tasks[index].isOpen } else { record.facts.isOpen }
        })
    package static let closingReason = Attribute(
        "closing_reason", title: "Closing reason", note: "Each reason for which the run was closed.",
        listedAs: Names("closing_reasons", title: "Closing reasons", note: "Why the run was closed."),
        .symbols { record, _, each in
            for reason in record.execution.selectedReasons {
                if let symbol = record.symbol(of: reason) { each(symbol) }
            }
        })
    package static let cycleTime = Attribute(
        "cycle_time", title: "Cycle time", note: "From start to end.", emphasis: .bar,
        .duration { record, _ in record.facts.cycleTime })
    package static let age = Attribute(
        "age", title: "Age", note: "How long an open run has been open.", emphasis: .bar,
        .duration { record, _ in record.facts.age })
    package static let currentSince = Attribute(
        "current_since", title: "Stands since", note: "Since when an open run has stood at its first current task.",
        facts: [.tasks], .instant { record, _ in record.facts.standing?.since })
    package static let currentAge = Attribute(
        "current_age", title: "Stands for", note: "How long an open run has stood at its first current task.",
        emphasis: .bar, facts: [.tasks], .duration { record, _ in record.currentAge })
    package static let currentPhase = Attribute(
        "current_phase", title: "Current phase", note: "The phase of the first current task of an open run.",
        for: .groups, facts: [.tasks, .phaseOfTask], .text { record, _ in record.facts.standing?.phase ?? .missing })
    package static let currentTask = Attribute(
        "current_task", title: "Current task", note: "The first current task of an open run.", for: .groups,
        facts: [.tasks], .text { record, _ in record.facts.standing?.task ?? .missing })
    package static let flowEfficiency = Attribute(
        "flow_efficiency", title: "Flow efficiency",
        note: "Share of the cycle time in which somebody worked on a task.", facts: [.tasks],
        .ratio { record, _ in record.facts.flowEfficiency })

    // MARK: Its due date

    /// Of a phase or task its own.
    package static let dueAt = Attribute(
        "due_at", title: "Due", note: "When it is due.",
        .instant { record, subject in
            switch subject {
            case .execution: record.facts.due
            case .phase(let index): record.facts.phases[index].due
            case .task(let index): record.facts.tasks[index].due
            }
        })
    /// Of a task its own.
    package static let overdue = Attribute(
        "overdue", title: "Overdue by", note: "Time since the due date.", emphasis: .bar,
        presentAs: Names("overdue", title: "Overdue", note: "Whether an open run is past its due date."),
        .duration { record, subject in
            if case .task(let index) = subject { record.facts.tasks[index].overdue } else { record.facts.overdue }
        })
    /// Whether what has ended kept its due date. Of a phase or task its own.
    package static let isOnTime = Attribute(
        "on_time", title: "On time", note: "Whether what has ended kept its due date; null without one.",
        .truth { record, subject in
            switch subject {
            case .execution: record.facts.metDueDate
            case .phase(let index): record.facts.phases[index].metDueDate
            case .task(let index): record.facts.tasks[index].metDueDate
            }
        })

    // MARK: How it ended, for tables of their own

    static let isDone = Attribute(
        "done", title: "Done", note: "Whether the run stands at done.", for: .columns,
        .truth { record, _ in record.execution.lifecycle == .done })
    static let isClosed = Attribute(
        "closed", title: "Closed", note: "Whether the run stands at closed.", for: .columns,
        .truth { record, _ in record.execution.lifecycle == .closed })

    // MARK: Its tasks

    package static let taskCount = Attribute(
        "tasks", title: "Tasks", note: "How many tasks the run has.", facts: [.tasks],
        .count { record, _ in record.facts.tasks.count })
    package static let tasksFinished = Attribute(
        "tasks_finished", title: "Tasks finished", note: "How many of them are finished.", facts: [.tasks],
        .count { record, _ in record.facts.tasks.count { $0.finished != nil } })
    package static let tasksOverdue = Attribute(
        "tasks_overdue", title: "Tasks overdue", note: "How many of them are overdue.", emphasis: .alarm,
        facts: [.tasks],
        .count { record, _ in record.facts.tasks.count { $0.overdue != nil } })
}

extension RecordView {
    /// How long an open execution has stood at its first current task.
    var currentAge: Milliseconds? {
        facts.standing?.since.map { context.duration(from: $0, to: context.asOf) }
    }

    /// The title of the run's entity as the source knows it, else as the run itself says it.
    fileprivate var entityTitle: String? {
        guard let entity = execution.entity else { return nil }
        return execution.string(entity.entityID).flatMap(context.directory.title) ?? execution.string(entity.title)
    }
}

extension PhaseFacts {
    /// Whether a finished phase that has a due date finished by it.
    fileprivate var metDueDate: Bool? {
        finished.flatMap { finished in due.map { finished <= $0 } }
    }
}
