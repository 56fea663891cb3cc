import FlowTables

extension MetricTable {
    /// How many tasks are overdue and by how much.
    static let overdueSummary = MetricTable(
        "overdue_summary", title: "Overdue tasks by kind",
        answer: ["count", "p50"], details: ["mean"],
        note: "One row for each group of overdue tasks, with how many are overdue by how many days.",
        of: .overdueTasks, by: [.template, .task],
        [
            .count(title: "Overdue tasks", note: "Tasks overdue now.", emphasis: .bar),
            .statistic(
                .mean, of: .overdue, "mean", title: "Mean overdue",
                note: "How long they have been overdue on average."),
            .statistic(
                .percentile(50), of: .overdue, "p50", title: "Median overdue",
                note: "Half of them have been overdue longer."),
            .statistic(
                .maximum, of: .overdue, "max", title: "Longest overdue", note: "The longest time one has been overdue."),
            .overdueBuckets(of: .overdue),
        ])
}
