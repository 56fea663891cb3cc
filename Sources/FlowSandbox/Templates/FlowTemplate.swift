/// A kind of flow that the sample company runs: what its phases and tasks are and how they tend to go.
struct FlowTemplate: Sendable {
    var name: String
    /// How often it runs, next to the other templates.
    var share: Double
    /// The months, 1 to 12, in which it runs half as often again.
    var season: ClosedRange<Int>
    /// Days from the start to the due date of a run.
    var dueDays: Int
    /// The share of runs that are closed before their tasks are done.
    var closedShare: Double
    /// Why runs are closed, the most frequent first.
    var reasons: [String]
    /// Whether only one reason may be selected.
    var hasSingleReason: Bool
    var phases: [PhasePlan]
}

/// A phase of a template.
struct PhasePlan: Sendable {
    var name: String
    /// Days from the phase's start to its due date; nil for none.
    var dueDays: Int?
    var tasks: [TaskPlan]

    init(_ name: String, due dueDays: Int? = nil, _ tasks: [TaskPlan]) {
        self.name = name
        self.dueDays = dueDays
        self.tasks = tasks
    }
}

extension FlowTemplate {
    /// Every template, in the order of the file names.
    static let all = [gridConnection, heatPump, moveIn, solarPower, tariffChange, wallbox]

    /// The template cut or grown to a number of tasks, for measurements over records of one size.
    func resized(to count: Int) -> FlowTemplate {
        var resized = self
        var excess = phases.reduce(0) { $0 + $1.tasks.count } - count
        while excess > 0, let last = resized.phases.indices.last {
            let removed = min(excess, resized.phases[last].tasks.count)
            resized.phases[last].tasks.removeLast(removed)
            excess -= removed
            if resized.phases[last].tasks.isEmpty { resized.phases.removeLast() }
        }
        if excess < 0, let last = resized.phases.indices.last {
            for number in 1...(-excess) {
                resized.phases[last].tasks.append(
                    .manual("Nachbearbeitung \(number)", .service, wait: 5, work: 0.4, due: .afterReady(days: 4)))
            }
        }
        return resized
    }
}

/// A task of a template: who or what does it, and how long that takes.
struct TaskPlan: Sendable {
    enum Kind: Sendable {
        case manual, automation, decision, agent
    }

    /// When a task is due.
    enum Due: Sendable {
        case afterReady(days: Int)
        case afterStart(days: Int)
        /// The end of a day, given without a time.
        case dayAfterReady(days: Int)
    }

    /// A decision that sends the run back over the tasks before it.
    struct Loop: Sendable {
        /// How many of the steps before the decision are repeated.
        var back: Int
        var share: Double
        var most: Int
    }

    var name: String
    var kind: Kind
    var team: Team
    /// Median working hours until someone takes the task up; of a decision, until its condition can be told.
    var wait: Double
    /// Median working hours of the work itself; for machines, seconds.
    var work: Double
    /// How much times vary: the sigma of a log-normal distribution.
    var spread = 0.7
    var due: Due?
    /// Runs beside the task before it.
    var isParallel = false
    /// The share of runs in which the decision before the task leaves it out.
    var leftOut = 0.0
    /// The share of runs in which an automation or agent fails.
    var failure = 0.0
    /// Whether a failure holds the run up; otherwise the run goes on without it.
    var isRequired = true
    /// Whether an automation waits for someone's confirmation.
    var needsConfirmation = false
    /// Days that an automation waits before it runs.
    var delayDays = 0
    var loop: Loop?

    static func manual(
        _ name: String, _ team: Team, wait: Double, work: Double, spread: Double = 0.7, due: Due? = nil,
        parallel: Bool = false, leftOut: Double = 0
    ) -> TaskPlan {
        TaskPlan(
            name: name, kind: .manual, team: team, wait: wait, work: work, spread: spread, due: due,
            isParallel: parallel, leftOut: leftOut)
    }

    static func automation(
        _ name: String, seconds: Double, team: Team = .service, failure: Double = 0.01, required: Bool = true,
        confirmation: Bool = false, delayDays: Int = 0, parallel: Bool = false
    ) -> TaskPlan {
        TaskPlan(
            name: name, kind: .automation, team: team, wait: confirmation ? 4 : 0, work: seconds, isParallel: parallel,
            failure: failure, isRequired: required, needsConfirmation: confirmation, delayDays: delayDays)
    }

    static func agent(_ name: String, seconds: Double, team: Team = .service, failure: Double = 0.03) -> TaskPlan {
        TaskPlan(name: name, kind: .agent, team: team, wait: 0, work: seconds, failure: failure)
    }

    static func decision(_ name: String, team: Team = .service, wait: Double = 0, loop: Loop? = nil) -> TaskPlan {
        TaskPlan(name: name, kind: .decision, team: team, wait: wait, work: 0.4, spread: 0.8, loop: loop)
    }
}

/// A department of the sample company.
enum Team: Int, CaseIterable, Sendable {
    case service, sales, planning, grid, field, billing
}
