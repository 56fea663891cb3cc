import FlowTables

extension MetricTable {
    /// How executions that ended in the period ended: done, or closed before all was done.
    static let outcomes = MetricTable(
        "outcomes", title: "How runs ended",
        answer: ["ended", "done", "closed", "closed_rate"],
        note: "One row for each group of runs that ended in the period: how many were done, and how many closed.",
        of: .endedExecutions, by: [.template],
        [
            .count("ended", title: "Ended", note: "Runs of the group that ended in the period: done or closed."),
            .count("done", where: [.isDone], title: "Done", note: "Those that were done."),
            .count("closed", where: [.isClosed], title: "Closed", note: "Those that were closed before all was done."),
            .rate(
                of: .isClosed, "closed_rate", title: "Closed, share", note: "Share of the ended runs that were closed.",
                emphasis: .bar),
        ],
        chart: GroupChart(title: "How runs ended", "done", "closed", rowLimit: 15))

    /// How tasks that were settled in the period were settled: finished or skipped.
    ///
    /// A task that is settled without an instant belongs to no period.
    static let taskOutcomes = MetricTable(
        "task_outcomes", title: "How tasks ended",
        answer: ["settled", "skip_rate"],
        note: "One row for each group of tasks finished or skipped in the period: how many were skipped.",
        of: .settledTasks, by: [.template, .phase, .task],
        [
            .count("settled", title: "Settled", note: "Tasks of the group finished or skipped in the period."),
            .count("finished", where: [.isFinishedInPeriod], title: "Finished", note: "Those that were finished."),
            .count("skipped", where: [.isSkipped], title: "Skipped", note: "Those that were skipped."),
            .rate(
                of: .isSkipped, "skip_rate", title: "Skipped, share",
                note: "Share of the settled tasks that were skipped.",
                emphasis: .bar),
        ],
        chart: GroupChart(title: "Skipped tasks", "skipped", rowLimit: 15, isBySize: true))
}
