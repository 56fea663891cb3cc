import FlowModel
package import FlowTables
package import FlowTime

/// What one row of a table stands for, and so which dimensions it can be grouped by.
package enum Grain: Int, CaseIterable, Sendable {
    case execution, phase, task
}

/// One execution, phase or task of the execution at hand.
package enum Subject: Sendable {
    case execution
    /// Index among the execution's phases.
    case phase(Int)
    /// Index among the execution's tasks.
    case task(Int)
}

/// Something that executions, phases or tasks can be grouped by.
package enum Dimension: Hashable, Sendable {
    case templateID, template, name, status, trigger, entitySchema, startedBy, closedBy, assignee, taxonomy
    case started(TimeBucket)
    case ended(TimeBucket)
    case phaseTemplateID, phase
    case taskTemplateID, task, taskType, taskStatus
}

extension Dimension {
    /// Every dimension, in the order of the reference.
    package static let all: [Dimension] =
        [.templateID, .template, .name, .status, .trigger, .entitySchema, .startedBy, .closedBy, .assignee, .taxonomy]
        + TimeBucket.allCases.map(Dimension.started) + TimeBucket.allCases.map(Dimension.ended)
        + [.phaseTemplateID, .phase, .taskTemplateID, .task, .taskType, .taskStatus]

    /// The dimensions that a table of some grain can be grouped by.
    package static func available(for grain: Grain) -> [Dimension] {
        all.filter { $0.grain.rawValue <= grain.rawValue }
    }

    /// The coarsest grain that has this dimension.
    package var grain: Grain {
        switch self {
        case .phaseTemplateID, .phase: .phase
        case .taskTemplateID, .task, .taskType, .taskStatus: .task
        default: .execution
        }
    }

    /// The name in `by` and of the column.
    package var identifier: String {
        switch self {
        case .templateID: "template_id"
        case .template: "template"
        case .name: "name"
        case .status: "status"
        case .trigger: "trigger"
        case .entitySchema: "entity_schema"
        case .startedBy: "started_by"
        case .closedBy: "closed_by"
        case .assignee: "assignee"
        case .taxonomy: "taxonomy"
        case .started(let bucket): "started_\(bucket.rawValue)"
        case .ended(let bucket): "ended_\(bucket.rawValue)"
        case .phaseTemplateID: "phase_template_id"
        case .phase: "phase"
        case .taskTemplateID: "task_template_id"
        case .task: "task"
        case .taskType: "task_type"
        case .taskStatus: "task_status"
        }
    }

    package init?(identifier: String) {
        guard let dimension = Self.all.first(where: { $0.identifier == identifier }) else { return nil }
        self = dimension
    }

    /// The group column of this dimension.
    package var column: ReportColumn {
        let (title, note) = description
        return ReportColumn(
            identifier, .string, title: title, note: note,
            vocabulary: self == .assignee || self == .taxonomy ? .nobody : nil)
    }

    private var description: (title: String, note: String) {
        switch self {
        case .templateID: ("Template id", "The id of the flow template.")
        case .template: ("Template", "The name that most runs of the flow template carry.")
        case .name: ("Name", "The run's own name.")
        case .status: ("Status", "The run's status as the data gives it.")
        case .trigger: ("Trigger", "What started the run.")
        case .entitySchema: ("Entity type", "The schema of the run's primary entity.")
        case .startedBy: ("Started by", "Who started the run.")
        case .closedBy: ("Closed by", "Who closed the run.")
        case .assignee: ("Assignee", "Each assignee; something with several counts under each of them.")
        case .taxonomy: ("Taxonomy", "Each taxonomy; something with several counts under each of them.")
        case .started(let bucket): ("Started (\(bucket.rawValue))", "The \(bucket.rawValue) in which the run started.")
        case .ended(let bucket): ("Ended (\(bucket.rawValue))", "The \(bucket.rawValue) in which the run ended.")
        case .phaseTemplateID: ("Phase template id", "The id of the phase in its template.")
        case .phase: ("Phase", "The phase's own name.")
        case .taskTemplateID: ("Task template id", "The id of the task in its template.")
        case .task: ("Task", "The task's own name.")
        case .taskType: ("Task type", "Manual task, automation, decision or AI agent.")
        case .taskStatus: ("Task status", "The task's status as the data gives it.")
        }
    }

    /// The facts that have to be worked out to group by this dimension.
    func demand(for grain: Grain) -> FactDemand {
        switch self {
        case .phase, .phaseTemplateID: grain == .task ? [.phaseOfTask, .tasks] : [.phases, .phaseOfTask]
        case .assignee, .taxonomy: [.people]
        default: []
        }
    }
}
