/// Which parts of a record a decoding fills; the rest is checked for its grammar and skipped.
///
/// What tells an execution, its life and its entities is always read: ids, names, statuses, timestamps, contexts.
public struct RecordParts: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The tasks with their ids, names, statuses, due dates and analytics.
    public static let tasks = RecordParts(rawValue: 1)
    /// The phases, and the phase of each task.
    public static let phases = RecordParts(rawValue: 2)
    /// Assignees and taxonomies, of the execution, its phases and tasks.
    public static let people = RecordParts(rawValue: 4)
    /// Everything else that the model knows.
    public static let details = RecordParts(rawValue: 8)

    public static let all: RecordParts = [.tasks, .phases, .people, .details]
}

extension ExecutionField {
    /// The part of a record that the field belongs to; empty for what is always read.
    var part: RecordParts {
        switch self {
        case .phases: .phases
        case .tasks: .tasks
        case .assignees, .taxonomies: .people
        default: []
        }
    }
}

extension TaskField {
    var part: RecordParts {
        switch self {
        case .phaseID: .phases
        case .assignees, .taxonomies: .people
        case .createdAt, .updatedAt, .loop, .isEnabled, .isManuallyCreated, .automation, .agent, .schedule: .details
        default: []
        }
    }
}

extension AnalyticsField {
    /// Of tasks and phases; an execution's are all read.
    var part: RecordParts {
        switch self {
        case .inProgressBy, .completedBy, .skippedBy, .startedBy, .closedBy: .details
        default: []
        }
    }
}
