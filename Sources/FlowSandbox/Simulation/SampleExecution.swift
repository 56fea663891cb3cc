import FlowTime

/// One run of a template as it stands at the organization's `asOf`, before it becomes JSON.
///
/// A value of it is filled again and again, so that making a record allocates next to nothing.
struct SampleExecution {
    enum Status {
        case started, done, closed
    }

    enum Trigger {
        case manual, automatic, journey
    }

    /// Something that is wrong with a record, as in real data.
    enum Defect {
        /// The end of a `DONE` run is missing.
        case missingEnd
        /// A task's due date is written the German way.
        case germanDate
        /// A task names a phase that was deleted.
        case deletedPhase
        /// A phase's due date is an empty text.
        case emptyText
    }

    var index = 0
    /// The seed of the identifiers inside the record.
    var key: UInt64 = 0
    var template = 0
    /// The opportunity or order that it belongs to, and the contact that shares it.
    var main = EntityLayout.Entity(block: 0, slot: 0)
    var contact: EntityLayout.Entity?
    var status = Status.started
    var trigger = Trigger.manual
    var start = Instant.epoch
    /// When the run was done or closed; `CompanyCalendar.never` while it is open.
    var end = CompanyCalendar.never
    var updated = Instant.epoch
    var due: SampleDue = .none
    /// Indices in the staff; -1 for none.
    var owner = -1
    var deputy = -1
    var closer = -1
    /// Whether the name carries the customer's.
    var hasOwnName = false
    var isBusiness = false
    var isInPortal = false
    /// Bit n: the template's n-th reason was selected.
    var selectedReasons: UInt64 = 0
    var hasReasonText = false
    var defect: Defect?
    var tasks: [SampleTask] = []
    var phases: [SamplePhase] = []
}

/// When something is due.
enum SampleDue {
    case none
    case instant(Instant)
    /// The end of a day, counted from 1970-01-01.
    case day(Int)
}

/// A task of a run; an instant that has not come is `CompanyCalendar.never`.
struct SampleTask {
    enum Status: Int {
        case pending, assigned, inProgress, completed, skipped, scheduled, conditionPending
        case waitingForConfirmation, onHold, failed
    }

    var status = Status.pending
    var ready = CompanyCalendar.never
    var inProgress = CompanyCalendar.never
    var finished = CompanyCalendar.never
    /// When the status last changed.
    var changed = CompanyCalendar.never
    /// When a scheduled automation is to run.
    var scheduled = CompanyCalendar.never
    var due: SampleDue = .none
    /// Indices in the staff; -1 for none.
    var assignee = -1
    var worker = -1
    var isAssignedByVariable = false
    /// Times around the loop, from 1 for the second.
    var iterations = 0
    /// Whether a failure lets the run go on.
    var isBypassed = false
    /// Which branch a decision took: the one that its condition describes, or the other.
    var isMet = true

    var isSettled: Bool { status == .completed || status == .skipped || (status == .failed && isBypassed) }
    /// Ready, and neither settled nor bypassed: what the run is waiting for.
    var isCurrent: Bool { ready != CompanyCalendar.never && !isSettled }

    /// Back to where it was before its turn came, for another time around a loop.
    mutating func reset() {
        let iterations = iterations
        self = SampleTask()
        self.iterations = iterations
    }
}

/// A phase of a run.
struct SamplePhase {
    enum Status {
        case open, inProgress, completed
    }

    var status = Status.open
    var started = CompanyCalendar.never
    var inProgress = CompanyCalendar.never
    var completed = CompanyCalendar.never
    var updated = Instant.epoch
    var due: SampleDue = .none
    var assignee = -1
}
