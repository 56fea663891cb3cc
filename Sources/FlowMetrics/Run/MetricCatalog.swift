/// Every table, in the order of the reference. A new metric is a file in `Metrics` and a line here.
package enum MetricCatalog {
    package static let metrics: [Metric] = [
        .summary,
        .cycleTimes,
        .cycleTimeHistogram,
        .phaseTimes,
        .taskTimes,
        .bottlenecks,
        .overdueTasks,
        .overdueSummary,
        .overdueExecutions,
        .closingReasons,
        .throughput,
        .cumulativeFlow,
        .aging,
        .workload,
        .automationFailures,
        .variants,
        .transitions,
        .rework,
        .handovers,
        .outliers,
        .onTime,
        .targets,
        .changes,
        .forecast,
        .executions,
        .tasks,
        .dataQuality,
    ]

    package static func metric(named name: String) -> Metric? {
        metrics.first { $0.name == name }
    }
}
