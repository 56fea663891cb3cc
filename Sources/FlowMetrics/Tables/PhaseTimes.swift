import FlowTables

extension MetricTable {
    /// How long phases that finished in the period took from ready to finished.
    static let phaseTimes = MetricTable(
        "phase_times", title: "Phase times",
        answer: ["count", "p50", "p85"], details: ["mean"],
        note: "One row for each group of phases that finished in the period: how long they took once they were ready.",
        of: .finishedPhases, by: [.template, .phase],
        [
            .count(title: "Phases finished", note: "Phases finished in the period."),
            .statistic(.mean, of: .lead, "mean", title: "Mean", note: "Mean lead time, from ready to finished."),
            .percentiles(of: .lead, subjects: "phases"),
            .statistic(.maximum, of: .lead, "max", title: "Longest", note: "The longest lead time."),
        ])
}
