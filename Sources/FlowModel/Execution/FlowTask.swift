public import FlowTime

/// A task of an execution.
public struct FlowTask {
    public var id = RecordText.missing
    public var templateID = RecordText.missing
    public var name = RecordText.missing
    /// MANUAL, AUTOMATION, DECISION, AI_AGENT, or whatever the data says.
    public var type = RecordText.missing
    public var status = RecordText.missing
    public var state = State.unknown
    public var phaseID = RecordText.missing
    public var createdAt = Timestamp.missing
    public var updatedAt = Timestamp.missing
    public var dueDate = Timestamp.missing
    public var startedAt = Timestamp.missing
    public var inProgressAt = Timestamp.missing
    public var completedAt = Timestamp.missing
    public var statusUpdatedAt = Timestamp.missing
    public var inProgressBy = RecordText.missing
    public var completedBy = RecordText.missing
    public var skippedBy = RecordText.missing
    /// Why a failed task failed: an error code, else the text that says it; missing for all others.
    public var failure = RecordText.missing
    public var assignees = FlowExecution.TextList.empty
    public var taxonomies = FlowExecution.TextList.empty
    /// `loop_config.crt_iterations`; -1 where none is given.
    public var loopIterations = -1
    public var isEnabled = true
    public var isManuallyCreated = false

    /// What a status means for tables; the vendor's deprecated UNASSIGNED and ASSIGNED mean pending.
    public enum State: UInt8, Sendable {
        case unknown, waiting, completed, skipped, failed
    }

    @inlinable
    public init() {}

    /// Visits what is stored; see `FlowExecution.layoutVersion`.
    @inlinable
    mutating func visit(_ visitor: inout some FieldVisitor & ~Copyable) {
        visitor.text(&id)
        visitor.shared(&templateID)
        visitor.shared(&name)
        visitor.shared(&type)
        visitor.shared(&status)
        visitor.text(&phaseID)
        visitor.time(&createdAt)
        visitor.time(&updatedAt)
        visitor.time(&dueDate)
        visitor.time(&startedAt)
        visitor.time(&inProgressAt)
        visitor.time(&completedAt)
        visitor.time(&statusUpdatedAt)
        visitor.shared(&inProgressBy)
        visitor.shared(&completedBy)
        visitor.shared(&skippedBy)
        visitor.text(&failure)
        visitor.list(&assignees)
        visitor.list(&taxonomies)
        visitor.number(&loopIterations)
        visitor.flag(&isEnabled)
        visitor.flag(&isManuallyCreated)
    }
}

extension FlowTask.State {
    /// Every status of the vendor's contract.
    public init(status: UnsafeBufferPointer<UInt8>) {
        switch StatusWord(status) {
        case "COMPLETED": self = .completed
        case "SKIPPED": self = .skipped
        case "FAILED": self = .failed
        case "UNASSIGNED", "ASSIGNED", "PENDING", "IN_PROGRESS", "SCHEDULED", "CONDITION_PENDING",
            "WAITING_FOR_CONFIRMATION", "ON_HOLD":
            self = .waiting
        default: self = .unknown
        }
    }
}
