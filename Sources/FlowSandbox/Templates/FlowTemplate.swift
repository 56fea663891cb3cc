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
