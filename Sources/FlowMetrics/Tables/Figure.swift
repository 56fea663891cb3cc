package import FlowTables
import FlowTime

/// A key figure, declared once: what tables of figures call it, what it counts, and how it stands out.
struct Figure: Sendable {
    let name: String
    let title: Message
    /// What it counts, in a few words.
    let caption: Message
    let measured: Measured
    /// Whether more of it is better; nil where neither is.
    let isBetterUp: Bool?
    /// Whether anything above zero is a reason to look.
    let isAlarming: Bool
    /// The tables that show what it counts, the best one first.
    let tables: [String]

    /// What its value counts or is measured in.
    enum Measured: String, Sendable {
        case executions, tasks, issues, ratio
        /// In the report's unit.
        case duration
    }

    private init(
        _ name: String, _ title: Message, _ caption: Message, in measured: Measured, isBetterUp: Bool? = nil,
        isAlarming: Bool = false, tables: String...
    ) {
        self.name = name
        self.title = title.named("figure.\(name).title")
        self.caption = caption.named("figure.\(name).caption")
        self.measured = measured
        self.isBetterUp = isBetterUp
        self.isAlarming = isAlarming
        self.tables = tables
    }

    func unit(_ context: MetricContext) -> String {
        measured == .duration ? context.unit.rawValue : measured.rawValue
    }

    /// The figure with its value, a duration in the report's unit.
    func valued(
        _ value: Double?, _ context: MetricContext, change: KeyFigure.Change? = nil, caption: Message? = nil
    ) -> KeyFigure {
        KeyFigure(
            name, value, unit: unit(context), change: change, title: title, caption: caption ?? self.caption,
            rank: Self.all.firstIndex { $0.name == name } ?? Self.all.count, isAlarming: isAlarming,
            tables: tables)
    }
}

extension Figure {
    /// In the order in which a manager looks at them.
    static let all = [
        open, overdueExecutions, overdueTasks, onTimeRate, cycleTimeMedian, cycleTime85, started, ended, done, closed,
        finishedTasks, currentTasks, executions, cycleTimeMean, cycleTime95, flowEfficiency, dataQualityIssues,
        openTasks,
    ]

    static let words = Vocabulary("figure", Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.title) }))

    static let open = Figure(
        "open", "Open runs", "now", in: .executions, isBetterUp: false, tables: "aging", "work_in_progress")
    static let overdueExecutions = Figure(
        "overdue_executions", "Overdue runs", "past their due date", in: .executions, isBetterUp: false,
        isAlarming: true, tables: "overdue_executions", "aging")
    static let overdueTasks = Figure(
        "overdue_tasks", "Overdue tasks", "past their due date", in: .tasks, isBetterUp: false, isAlarming: true,
        tables: "overdue_tasks", "overdue_summary")
    static let onTimeRate = Figure(
        "on_time_rate", "On time", "of the ended runs with a due date", in: .ratio, isBetterUp: true,
        tables: "on_time", "cycle_times")
    static let cycleTimeMedian = Figure(
        "cycle_time_p50", "Median cycle time", "half of the runs take less", in: .duration, isBetterUp: false,
        tables: "cycle_times", "cycle_time_histogram")
    static let cycleTime85 = Figure(
        "cycle_time_p85", "85 % end within", "of start", in: .duration, isBetterUp: false,
        tables: "cycle_times", "cycle_time_histogram")
    static let started = Figure("started", "Started", "runs, in the period", in: .executions, tables: "throughput")
    static let ended = Figure(
        "ended", "Ended", "runs, in the period", in: .executions, isBetterUp: true, tables: "throughput", "outcomes")
    static let done = Figure(
        "done", "Done", "runs, in the period", in: .executions, tables: "outcomes", "throughput")
    static let closed = Figure(
        "closed", "Closed", "runs, in the period", in: .executions, tables: "closing_reasons", "outcomes")
    static let finishedTasks = Figure(
        "finished_tasks", "Finished tasks", "in the period", in: .tasks, tables: "task_times", "task_outcomes")
    static let openTasks = Figure("open_tasks", "Open tasks", "now", in: .tasks, tables: "workload", "tasks")
    static let currentTasks = Figure(
        "current_tasks", "Current tasks", "can be done now", in: .tasks, tables: "workload", "tasks")
    static let executions = Figure("executions", "All runs", "started so far", in: .executions, tables: "executions")
    static let cycleTimeMean = Figure(
        "cycle_time_mean", "Mean cycle time", "start to end", in: .duration, tables: "cycle_times")
    static let cycleTime95 = Figure(
        "cycle_time_p95", "95 % end within", "of start", in: .duration, tables: "cycle_times")
    static let flowEfficiency = Figure(
        "flow_efficiency", "Flow efficiency", "share of time at work", in: .ratio, tables: "cycle_times", "bottlenecks")
    static let dataQualityIssues = Figure(
        "data_quality_issues", "Data issues", "see data quality", in: .issues, tables: "data_quality")
}

extension Message {
    /// The caption of the closed runs where others were done and have a closing reason too: `closing_reasons` counts both.
    package static func closedCaption(alsoDone count: Int) -> Message {
        Message("figure.closed.also_done", "runs, in the period; done with a reason: \("count", count)")
    }
}
