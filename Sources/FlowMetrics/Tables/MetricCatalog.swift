/// Every table, in the order of the reference. A new one is a file in `Tables` and a line here.
package enum MetricCatalog {
    package static let metrics: [MetricTable] = [
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
        .workInProgress,
        .outcomes,
        .taskOutcomes,
        .between,
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

    /// The table of the key figures.
    package static let keyFigures = MetricTable.summary

    /// The table of the key figures against the period before.
    package static let comparison = MetricTable.changes

    package static func metric(named name: String) -> MetricTable? {
        metrics.first { $0.name == name }
    }
}
