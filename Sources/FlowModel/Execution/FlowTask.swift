package import FlowTime

/// A task of an execution.
package struct FlowTask {
    package var id = RecordText.missing
    package var templateID = RecordText.missing
    package var name = RecordText.missing
    /// MANUAL, AUTOMATION, DECISION, AI_AGENT, or whatever the data says.
    package var type = RecordText.missing
    package var status = RecordText.missing
    package var state = State.unknown
    package var phaseID = RecordText.missing
    package var createdAt = Timestamp.missing
    package var updatedAt = Timestamp.missing
    package var dueDate = Timestamp.missing
    package var startedAt = Timestamp.missing
    package var inProgressAt = Timestamp.missing
    package var completedAt = Timestamp.missing
    package var statusUpdatedAt = Timestamp.missing
    package var inProgressBy = RecordText.missing
    package var completedBy = RecordText.missing
    package var skippedBy = RecordText.missing
    /// Why a failed task failed: an error code, else the text that says it; missing for all others.
    package var failure = RecordText.missing
    package var assignees = FlowExecution.TextList.empty
    package var taxonomies = FlowExecution.TextList.empty
    /// `loop_config.crt_iterations`; -1 where none is given.
    package var loopIterations = -1
    package var isEnabled = true
    package var isManuallyCreated = false

    /// What a status means for tables; the vendor's deprecated UNASSIGNED and ASSIGNED mean pending.
    package enum State: UInt8, Sendable {
        case unknown, waiting, completed, skipped, failed
    }

    @inlinable
    package init() {}

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
    package init(status: UnsafeBufferPointer<UInt8>) {
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
