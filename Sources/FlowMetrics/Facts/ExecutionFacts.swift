package import FlowModel
package import FlowTime

/// What docs/metrics.md#the-life-of-a-run says of one execution and its parts at the report's clock, worked out once
/// for all tables.
///
/// Reused from execution to execution.
package struct ExecutionFacts: ~Copyable {
    package private(set) var start: Instant?
    /// The end that the data gives, also one after the report's clock.
    package private(set) var end: Instant?
    package private(set) var isStarted = false
    package private(set) var isEnded = false
    package private(set) var isOpen = false
    package private(set) var isStartedInPeriod = false
    package private(set) var isEndedInPeriod = false
    /// Terminal by status, but without a usable end.
    package private(set) var lacksEnd = false
    package private(set) var cycleTime: Milliseconds?
    package private(set) var age: Milliseconds?
    package private(set) var due: Instant?
    /// How long an open execution has been overdue; nil where it is not.
    package private(set) var overdue: Milliseconds?
    /// Whether an ended execution that has a due date ended by it.
    package private(set) var metDueDate: Bool?
    package private(set) var flowEfficiency: Double?
    /// Where an open execution stands; nil where its tasks are not asked for.
    package private(set) var standing: Standing?
    package private(set) var phases: [PhaseFacts] = []
    package private(set) var tasks: [TaskFacts] = []

    package init() {}

    /// Works out the facts of `execution`; parts that `demand` leaves out are empty.
    package mutating func update(
        _ execution: borrowing FlowExecution, _ context: borrowing MetricContext, demand: FactDemand
    ) {
        updateLife(execution, context)
        updateDueDate(execution, context)
        tasks.removeAll(keepingCapacity: true)
        phases.removeAll(keepingCapacity: true)
        flowEfficiency = nil
        standing = nil
        guard !demand.isDisjoint(with: [.tasks, .phases]) else { return }
        for index in execution.tasks.indices {
            tasks.append(TaskFacts(execution, index, isExecutionOpen: isOpen, context, demand: demand))
        }
        if demand.contains(.phases) {
            for index in execution.phases.indices {
                phases.append(PhaseFacts(execution, index, tasks: tasks, context))
            }
        }
        updateFlowEfficiency()
        if isOpen { standing = Standing(execution, tasks, context) }
    }

    /// Puts other parts in place of those that were worked out, for a look at some of them only.
    mutating func show(tasks: [TaskFacts], phases: [PhaseFacts]) {
        self.tasks = tasks
        self.phases = phases
    }

    private mutating func updateLife(_ execution: borrowing FlowExecution, _ context: borrowing MetricContext) {
        start = execution.startedAt.instant(in: context.zone) ?? execution.createdAt.instant(in: context.zone)
        end =
            switch execution.lifecycle {
            case .done: execution.completedAt.instant(in: context.zone) ?? execution.closedAt.instant(in: context.zone)
            case .closed:
                execution.closedAt.instant(in: context.zone) ?? execution.completedAt.instant(in: context.zone)
            case .started, .unknown: nil
            }
        lacksEnd = execution.lifecycle.isTerminal && end == nil
        isStarted = false
        isEnded = false
        isOpen = false
        isStartedInPeriod = false
        isEndedInPeriod = false
        cycleTime = nil
        age = nil
        guard let start, start <= context.asOf else { return }
        isStarted = true
        isStartedInPeriod = context.isInPeriod(start)
        if let end, end <= context.asOf {
            isEnded = true
            isEndedInPeriod = context.isInPeriod(end)
            if end >= start { cycleTime = context.duration(from: start, to: end) }
        } else if !lacksEnd {
            isOpen = true
            age = context.duration(from: start, to: context.asOf)
        }
    }

    private mutating func updateDueDate(_ execution: borrowing FlowExecution, _ context: borrowing MetricContext) {
        due = execution.dueDate.dueInstant(in: context.zone)
        overdue = nil
        metDueDate = nil
        guard let due else { return }
        if isOpen, due < context.asOf { overdue = context.duration(from: due, to: context.asOf) }
        if isEnded, let end { metDueDate = end <= due }
    }

    /// Touch time over cycle time, at most 1 (docs/metrics.md#flow-efficiency).
    private mutating func updateFlowEfficiency() {
        guard let cycleTime, cycleTime > 0 else { return }
        var total = Milliseconds.zero
        var isAnyTouched = false
        for task in tasks {
            guard let touch = task.touchTime else { continue }
            total += touch
            isAnyTouched = true
        }
        if isAnyTouched { flowEfficiency = min(1, Double(total) / Double(cycleTime)) }
    }
}

/// Which facts a run's metrics look at; the rest is not worked out.
package struct FactDemand: OptionSet, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    package static let tasks = FactDemand(rawValue: 1)
    package static let phases = FactDemand(rawValue: 2)
    /// The phase that each task belongs to.
    package static let phaseOfTask = FactDemand(rawValue: 4)
    /// Which tasks are current.
    package static let currentTasks = FactDemand(rawValue: 8)
    /// The defects of the data.
    package static let defects = FactDemand(rawValue: 16)
    /// Assignees and taxonomies.
    package static let people = FactDemand(rawValue: 32)
    /// Loops, and by whom tasks were done.
    package static let details = FactDemand(rawValue: 64)
    /// The phase that the thing at hand is or belongs to; which facts that takes depends on its grain.
    static let phaseOfSubject = FactDemand(rawValue: 128)
    /// What people are called.
    package static let names = FactDemand(rawValue: 256)
    /// What entities are called.
    package static let titles = FactDemand(rawValue: 512)
    package static let all: FactDemand = [.tasks, .phases, .phaseOfTask, .currentTasks]
}
