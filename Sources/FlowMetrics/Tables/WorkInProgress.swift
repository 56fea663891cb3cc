import FlowTables

extension MetricTable {
    /// How many executions are open, where they stand, and for how long.
    static let workInProgress = MetricTable(
        "work_in_progress", title: "Work in progress",
        answer: ["count", "overdue", "age_p85"], details: ["age_p50"],
        note: "One row for each group of open runs: how many there are, how old, and how long they have stood there.",
        of: .openExecutions, by: [.template, .currentPhase],
        [
            .count(title: "Open runs", note: "Runs open now.", emphasis: .bar),
            .count(
                "overdue", where: [.overdue.present], title: "Overdue", note: "Those past their due date.",
                emphasis: .alarm),
            .statistic(
                .percentile(50), of: .age, "age_p50", title: "Age, median",
                note: "Half of them have been open longer."),
            .statistic(
                .percentile(85), of: .age, "age_p85", title: "Age, 85 %",
                note: "85 % of them have been open for at most this long."),
            .statistic(
                .maximum, of: .age, "age_max", title: "Age, highest", note: "How long the oldest has been open."),
            .statistic(
                .percentile(50), of: .currentAge, "current_age_p50", title: "Stands for, median",
                note: "Half of them have stood at their first current task for longer."),
            .statistic(
                .maximum, of: .currentAge, "current_age_max", title: "Stands for, longest",
                note: "The longest time one has stood at its first current task."),
        ],
        chart: GroupChart(title: "Open and overdue runs", "count", "overdue", rowLimit: 15, isOnSummary: true))
}
