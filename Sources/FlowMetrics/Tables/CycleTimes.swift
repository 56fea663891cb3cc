import FlowTables

extension MetricTable {
    /// How long executions that ended in the period took from start to end.
    ///
    /// `count` counts every execution of the group that ended in the period, also one whose end lies before its start; the
    /// statistics leave that one out.
    static let cycleTimes = MetricTable(
        "cycle_times", title: "Cycle times",
        answer: ["count", "p50", "p85"], details: ["mean", "stddev", "min", "flow_efficiency"],
        note: "One row for each group of runs that ended in the period: how long they took from start to end.",
        of: .endedExecutions, by: [.template], options: [.by, .percentiles],
        [
            .count(title: "Runs ended", note: "Runs of the group that ended in the period."),
            .statistic(
                .mean, of: .cycleTime, "mean", title: "Mean",
                note: "Arithmetic mean of the cycle times, from start to end."),
            .statistic(
                .standardDeviation, of: .cycleTime, "stddev", title: "Std. deviation",
                note: "Sample standard deviation (n − 1)."),
            .statistic(.minimum, of: .cycleTime, "min", title: "Shortest", note: "The shortest cycle time."),
            .percentiles(of: .cycleTime, subjects: "runs"),
            .statistic(.maximum, of: .cycleTime, "max", title: "Longest", note: "The longest cycle time."),
            .statistic(
                .mean, of: .flowEfficiency, "flow_efficiency", title: "Flow efficiency",
                note: "Mean share of the cycle time in which somebody worked on a task."),
            .rate(
                of: .isOnTime, "on_time_rate", title: "On time",
                note: "Share of the runs with a due date that ended by it."),
        ],
        chart: GroupChart(title: "Cycle times", "percentiles", rowLimit: 12, isOnSummary: true))
}
