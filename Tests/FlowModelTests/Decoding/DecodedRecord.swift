import FlowModel
import FlowTime

/// What a test wants to know of a decoded record, copied out of it.
struct DecodedRecord: Hashable {
    var api: APIVersion
    var id: String?
    var name: String?
    var templateID: String?
    var organizationID: String?
    var status: String?
    var lifecycle: FlowExecution.Lifecycle
    var trigger: String?
    var startedBy: String?
    var closedBy: String?
    var timestamps: [Timestamp]
    var contexts: [String]
    var assignees: [String]
    var taxonomies: [String]
    var currentTasks: [String]
    var selected: [String]
    var configured: [String]
    var phases: [String]
    var tasks: [String]
    /// Of each task the ids of template and phase, who took it on, completed and skipped it, and why it failed.
    var taskDetails: [String]
    var malformedPhases: Int
    var malformedTasks: Int

    /// - Parameter record: the record as it was decoded.
    init(_ record: borrowing FlowExecution) {
        api = record.api
        id = record.string(record.id)
        name = record.string(record.name)
        templateID = record.string(record.templateID)
        organizationID = record.string(record.organizationID)
        status = record.string(record.status)
        lifecycle = record.lifecycle
        trigger = record.string(record.trigger)
        startedBy = record.string(record.startedBy)
        closedBy = record.string(record.closedBy)
        timestamps = [
            record.createdAt, record.updatedAt, record.dueDate, record.startedAt, record.completedAt, record.closedAt,
        ]
        var texts: [String] = []
        for context in record.contexts {
            texts.append(
                "\(record.string(context.entityID) ?? "-")/\(record.string(context.entitySchema) ?? "-")/\(context.isPrimary)"
            )
        }
        contexts = texts
        assignees = record.strings(record.assignees)
        taxonomies = record.strings(record.taxonomies)
        var current: [String] = []
        for task in record.currentTasks { current.append(record.string(task.id) ?? "-") }
        currentTasks = current
        var reasons: [String] = []
        for reason in record.selectedReasons {
            reasons.append("\(record.string(reason.id) ?? "-")/\(record.string(reason.title) ?? "-")")
        }
        selected = reasons
        reasons = []
        for reason in record.configuredReasons {
            reasons.append("\(record.string(reason.id) ?? "-")/\(record.string(reason.title) ?? "-")")
        }
        configured = reasons
        texts = []
        for phase in record.phases {
            texts.append("\(record.string(phase.id) ?? "-")/\(record.string(phase.name) ?? "-")/\(phase.state)")
        }
        phases = texts
        texts = []
        for task in record.tasks {
            let people = record.strings(task.assignees).joined(separator: "+")
            texts.append("\(record.string(task.id) ?? "-")/\(record.string(task.name) ?? "-")/\(task.state)/\(people)")
        }
        tasks = texts
        texts = []
        for task in record.tasks {
            let details = [
                task.templateID, task.phaseID, task.inProgressBy, task.completedBy, task.skippedBy, task.failure,
            ]
            texts.append(details.map { record.string($0) ?? "-" }.joined(separator: " "))
        }
        taskDetails = texts
        malformedPhases = record.malformedPhases
        malformedTasks = record.malformedTasks
    }

    /// Decodes a text, or gives why it is refused.
    static func decode(_ bytes: [UInt8], parts: RecordParts = .all) throws(ExecutionDecoder.Refusal) -> DecodedRecord {
        let decoder = ExecutionDecoder(parts: parts)
        var record = FlowExecution()
        let result = bytes.withUnsafeBytes { bytes in
            Result<DecodedRecord, ExecutionDecoder.Refusal> { () throws(ExecutionDecoder.Refusal) in
                try decoder.decode(bytes, into: &record)
                return DecodedRecord(record)
            }
        }
        return try result.get()
    }

    static func decode(_ text: String, parts: RecordParts = .all) throws(ExecutionDecoder.Refusal) -> DecodedRecord {
        try decode(Array(text.utf8), parts: parts)
    }
}
