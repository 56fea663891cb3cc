import FlowMetrics
import FlowModel
import FlowTime

/// The questions that the second computation answers too.
enum AgreementQueries {
    /// Every table as it comes and with each of its options, by one span of time where a row is one.
    static func plain(_ bucket: TimeBucket) -> [MetricQuery] {
        MetricCatalog.metrics.flatMap { metric in
            var queries = [MetricQuery(metric, bucket: bucket)]
            // A limit works on the finished rows, of any table alike.
            if !metric.options.isEmpty { queries.append(MetricQuery(metric, bucket: bucket, limit: 3)) }
            if metric.options.contains(.by) { queries.append(MetricQuery(metric, by: [])) }
            if metric.options.contains(.percentiles) { queries.append(MetricQuery(metric, percentiles: [10, 99.5])) }
            return queries
        }
    }

    /// Every table that groups, by each dimension of its grain alone.
    static var single: [MetricQuery] {
        grouped.flatMap { metric, dimensions in dimensions.map { MetricQuery(metric, by: [$0]) } }
    }

    /// Every table that groups, by each two dimensions of its grain and by three lists of names at once.
    static var paired: [MetricQuery] {
        grouped.flatMap { metric, dimensions in
            let pairs = dimensions.indices.flatMap { first in
                dimensions[(first + 1)...].map { [$0, dimensions[first]] }
            }
            return (pairs + [[.assignee, .taxonomy, .template]]).map { MetricQuery(metric, by: $0) }
        }
    }

    private static var grouped: [(MetricTable, [Attribute])] {
        MetricCatalog.metrics.compactMap { metric in
            metric.options.contains(.by) ? (metric, Attribute.groups(of: metric.grain)) : nil
        }
    }
}

extension [MetricQuery] {
    /// Every so many of them, from one on: runs of different beginnings share the questions among each other.
    func every(_ step: Int, from first: Int) -> [MetricQuery] {
        Swift.stride(from: first % step, to: count, by: step).map { self[$0] }
    }

    /// Without forecasts, unless asked for: each draws a million random numbers, which debug builds are slow at.
    func withForecasts(_ areWanted: Bool) -> [MetricQuery] {
        filter { $0.metric.name != "forecast" || (areWanted && $0.by.isEmpty) }
    }
}
