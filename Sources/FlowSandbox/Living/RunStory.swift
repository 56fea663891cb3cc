import FlowTime

/// What befalls an execution from outside, besides what happens in it by itself.
struct RunStory: Sendable {
    enum Turn: Sendable {
        /// Someone else takes over the run, and the task that it is at.
        case reassigned(to: Int, task: Int?)
        /// The same, and the clock of the server that notes it goes wrong: the run seems to have changed before.
        case setBack(to: Int, task: Int?)
        /// What was over goes on, until it is over again; for good where that is never.
        case reopened(until: Instant)
        /// One of its entities became part of another.
        case moved
    }

    /// In the order of time.
    private(set) var turns: [(at: Instant, turn: Turn)] = []
    /// From when on there is no such run; never where there is always one.
    var deleted = CompanyCalendar.never

    mutating func add(_ turn: Turn, at instant: Instant) {
        turns.append((instant, turn))
    }

    /// How far back the wrong clock is.
    private static let setBack = 90 * Milliseconds.minute

    /// Whether a run that ends by itself at an instant is open at another.
    func isOpen(at instant: Instant, end: Instant) -> Bool {
        instant < end || reopenings.contains { $0.from <= instant && instant < $0.until }
    }

    /// From when until when the run went on again.
    var reopenings: [(from: Instant, until: Instant)] {
        turns.compactMap { at, turn in
            if case .reopened(let until) = turn { (at, until) } else { nil }
        }
    }

    /// Applies what has happened until an instant to an execution as it would stand then without it.
    func apply(until now: Instant, to execution: inout SampleExecution, _ template: PreparedTemplate) {
        let changedByItself = execution.updated
        for (at, turn) in turns where at <= now {
            switch turn {
            case .reassigned(let person, let task):
                Self.reassign(&execution, to: person, task)
                execution.updated = max(execution.updated, at)
            case .setBack(let person, let task):
                Self.reassign(&execution, to: person, task)
                if changedByItself <= at { execution.updated -= Self.setBack }
            case .reopened(let until):
                Self.reopen(&execution, at: at, until: until, now: now, template)
                execution.updated = max(execution.updated, until <= now ? until : at)
            case .moved: execution.updated = max(execution.updated, at)
            }
        }
    }

    private static func reassign(_ execution: inout SampleExecution, to person: Int, _ task: Int?) {
        execution.owner = person
        if execution.deputy == person { execution.deputy = -1 }
        if let task { execution.tasks[task].assignee = person }
    }

    /// Of a run that was done, the last task is to be done again.
    private static func reopen(
        _ execution: inout SampleExecution, at: Instant, until: Instant, now: Instant, _ template: PreparedTemplate
    ) {
        let isOverAgain = until <= now
        if execution.status == .done, let task = lastTask(of: execution, template) {
            let phase = template.tasks[task].phase
            let changed = isOverAgain ? until : at
            execution.tasks[task].status = isOverAgain ? .completed : .inProgress
            execution.tasks[task].finished = isOverAgain ? until : CompanyCalendar.never
            execution.tasks[task].changed = changed
            execution.phases[phase].status = isOverAgain ? .completed : .inProgress
            execution.phases[phase].completed = isOverAgain ? until : CompanyCalendar.never
            execution.phases[phase].updated = changed
        }
        if isOverAgain {
            execution.end = until
        } else {
            execution.status = .started
            execution.end = CompanyCalendar.never
            execution.closer = -1
            execution.selectedReasons = 0
            execution.hasReasonText = false
        }
    }

    private static func lastTask(of execution: SampleExecution, _ template: PreparedTemplate) -> Int? {
        let completed = execution.tasks.indices.filter { execution.tasks[$0].status == .completed }
        let manual = completed.filter { template.tasks[$0].plan.kind == .manual }
        return (manual.isEmpty ? completed : manual).max {
            (execution.tasks[$0].changed, $0) < (execution.tasks[$1].changed, $1)
        }
    }
}
