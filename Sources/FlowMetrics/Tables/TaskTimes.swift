import FlowTables

extension MetricTable {
    /// How long tasks that finished in the period took, waited and were worked on.
    static let taskTimes = MetricTable(
        "task_times", title: "Task times",
        answer: ["lead_p50", "lead_p85"], details: ["lead_mean", "wait_mean", "touch_mean"],
        note:
            "One row for each group of tasks that finished in the period: lead time, and its waiting and working parts.",
        of: .finishedTasks, by: [.template, .phase, .task],
        [
            .count(title: "Tasks finished", note: "Tasks finished in the period."),
            .count(
                "begun", where: [.touch.present], title: "Begun",
                note: "Those of which the data says when work on them began: waiting and work are about them."),
        ]
            + times(of: .lead, "from ready to finished") + times(of: .wait, "from ready to in progress")
            + times(of: .touch, "from in progress to finished") + [
                .rate(
                    of: .isOnTime, "on_time_rate", title: "On time",
                    note: "Share of the tasks with a due date that were finished by it.")
            ])

    private static func times(of attribute: Attribute, _ span: String) -> [Measure] {
        let (name, title) = (attribute.name, attribute.title.text)
        return [
            .statistic(
                .percentile(50), of: attribute, "\(name)_p50", title: "\(part: title), median",
                note: "Median time \(part: span)."),
            .statistic(
                .percentile(85), of: attribute, "\(name)_p85", title: "\(part: title), 85 %",
                note: "85 % of the tasks took at most this long \(part: span).", emphasis: .bar),
            .statistic(
                .mean, of: attribute, "\(name)_mean", title: "\(part: title), mean", note: "Mean time \(part: span)."),
        ]
    }
}
