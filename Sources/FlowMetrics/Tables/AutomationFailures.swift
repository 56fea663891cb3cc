import FlowTables

extension MetricTable {
    /// How many of the tasks that machines do have failed, whatever the period.
    static let automationFailures = MetricTable(
        "automation_failures", title: "Automation failures",
        answer: ["failed", "failure_rate"],
        note: "One row for each group of automated and AI-agent tasks of all runs, whatever the period.",
        of: .automatedTasks, by: [.template, .task],
        [
            .count("total", title: "Automated tasks", note: "Tasks that an automation or an AI agent does."),
            .count(
                "failed", where: [.hasFailed], title: "Failed", note: "Those that stand at failed.", emphasis: .alarm),
            .rate(
                of: .hasFailed, "failure_rate", title: "Failure rate",
                note: "Share of the automated tasks that failed.", emphasis: .bar),
        ])
}
