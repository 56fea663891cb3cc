/// An execution as it stands in the data, its timestamps resolved in the report's time zone.
struct ExecutionRecord {
    /// Its JSON, in the form of the newer API: fields that nothing is worked out from are read where a table shows them.
    var json: JSONValue
    /// `v2` or `v1`.
    var api: Text
    var id: Text
    var templateID: Text?
    var name: Text?
    var status: Text?
    var trigger: Text?
    var createdAt: Int64?
    var updatedAt: Int64?
    var due: Int64?
    var startedAt: Int64?
    var completedAt: Int64?
    var closedAt: Int64?
    var startedBy: Text?
    var closedBy: Text?
    var entityID: Text?
    var entitySchema: Text?
    /// As the record itself says it.
    var entityTitle: Text?
    var assignees: [Text]
    var taxonomies: [Text]
    var selectedReasons: [Text]
    var configuredReasons: [Text]
    /// `crt_tasks`, in order.
    var currentTasks: [CurrentTask]
    var phases: [PhaseRecord]
    var tasks: [TaskRecord]
    /// Elements of `tasks` and `phases` that are no objects.
    var malformedElements: Int
    var unparsableTimestamps: Int
    /// What `PeopleNaming` puts beside the people that it names.
    var assigneeIDs: [Text] = []
    var departments: [Text] = []
    var startedByID: Text?
    var closedByID: Text?
    /// The entity's title.
    var entity: Text?
}

/// A task at which an execution stands, and since when.
struct CurrentTask {
    var id: Text
    var since: Int64?
}

/// A phase as it stands in the data.
struct PhaseRecord {
    var id: Text?
    var templateID: Text?
    var name: Text?
    var status: Text?
    var startedAt: Int64?
    var completedAt: Int64?
    var due: Int64?
    var assignees: [Text]
    var taxonomies: [Text]
    /// `loop_config.crt_iterations`.
    var iterations: Int?
    var unparsableTimestamps: Int
    var assigneeIDs: [Text] = []
    var departments: [Text] = []
}

/// A task as it stands in the data.
struct TaskRecord {
    var id: Text?
    var templateID: Text?
    var name: Text?
    var type: Text?
    var status: Text?
    var phaseID: Text?
    var startedAt: Int64?
    var inProgressAt: Int64?
    var completedAt: Int64?
    var statusUpdatedAt: Int64?
    var due: Int64?
    var assignees: [Text]
    var taxonomies: [Text]
    /// `loop_config.crt_iterations`.
    var iterations: Int?
    var isEnabled: Bool
    var completedBy: Text?
    var skippedBy: Text?
    /// Why it failed, as the dimension shows it.
    var failure: Text?
    var unparsableTimestamps: Int
    var assigneeIDs: [Text] = []
    var departments: [Text] = []
}
