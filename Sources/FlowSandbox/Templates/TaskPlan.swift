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
