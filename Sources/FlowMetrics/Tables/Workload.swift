import FlowTables

extension MetricTable {
    /// Who has how many tasks open, and finished how many in the period.
    ///
    /// A task with several assignees counts under each of them.
    static let workload = MetricTable(
        "workload", title: "Workload",
        answer: ["open", "overdue"],
        note: "One row for each group of tasks that are open now or were finished in the period, by assignee at first.",
        of: .openOrFinishedTasks, by: [.assignee],
        [
            .count(
                "open", where: [.isOpen], title: "Open",
                note: "Tasks of open runs that are neither finished nor skipped.", emphasis: .bar),
            .count(
                "current", where: [.isOpen, .isCurrent], title: "Current",
                note: "Open tasks at which their run stands now."),
            .count(
                "overdue", where: [.overdue.present], title: "Overdue", note: "Open tasks past their due date.",
                emphasis: .alarm),
            .count(
                "finished", where: [.isFinishedInPeriod], title: "Finished", note: "Tasks finished in the period."),
            .statistic(
                .percentile(50), of: .touch, "touch_p50", title: "Work, median",
                note: "Median time from in progress to finished, of the tasks finished in the period."),
        ],
        chart: GroupChart(title: "Open and overdue tasks", "open", "overdue", rowLimit: 25))
}
