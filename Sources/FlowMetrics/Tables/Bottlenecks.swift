import FlowTables

extension MetricTable {
    /// Which tasks took the most time of all that finished in the period.
    ///
    /// Waiting and work have no total where no task of the group says when work began. Equal totals are ordered by template,
    /// phase and task. The share has no value where no task has a lead time above 0.
    static let bottlenecks = MetricTable(
        "bottlenecks", title: "Bottlenecks",
        answer: ["lead_total", "share_of_lead"],
        note: "One row for each kind of task finished in the period, the one that took the most time in total first.",
        of: .finishedTasks, by: [.template, .phase, .task], options: [], order: .descendingTotal(.lead),
        [
            .count(title: "Tasks finished", note: "Tasks finished in the period."),
            .totalOfKnown(
                of: .wait, "wait_total", title: "Waiting, total",
                note: "All the time these tasks waited: from ready until somebody began to work on them."),
            .totalOfKnown(
                of: .touch, "touch_total", title: "Work, total", note: "All the time from in progress to finished."),
            .total(
                of: .unknownTime, "unknown_total", title: "Unknown, total",
                note:
                    "All the lead time that is neither waiting nor work: mostly of tasks whose begin of work nobody noted."
            ),
            .total(
                of: .lead, "lead_total", title: "Lead time, total", note: "All the time from ready to finished.",
                emphasis: .bar),
            .shareOfTotal(
                of: .lead, "share_of_lead", title: "Share of all time",
                note: "Share of the lead time of all tasks finished in the period."),
        ],
        chart: GroupChart(title: "Where the time goes", "lead_total", rowLimit: 6, isOnSummary: true))
}
