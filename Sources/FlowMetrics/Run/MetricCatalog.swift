/// Every table, in the order of the reference. A new metric is a file in `Metrics` and a line here.
package enum MetricCatalog {
    package static let metrics: [Metric] = [
        .summary,
        .cycleTimes,
        .phaseTimes,
        .taskTimes,
        .overdueTasks,
        .overdueSummary,
        .closingReasons,
        .throughput,
        .executions,
        .tasks,
        .dataQuality,
    ]

    package static func metric(named name: String) -> Metric? {
        metrics.first { $0.name == name }
    }
}
