import FlowMetrics
import FlowModel
import FlowTime

/// The questions that the second computation answers too.
enum AgreementQueries {
    /// Every table as it comes and with each of its options, by one span of time where a row is one.
    static func plain(_ bucket: TimeBucket) -> [MetricQuery] {
        MetricCatalog.metrics.flatMap { metric in
            var queries = ways(metric).map { MetricQuery(metric, bucket: bucket, fromTask: $0.from, toTask: $0.to) }
            // A limit works on the finished rows, of any table alike.
            if !metric.options.isEmpty { queries.append(query(metric, bucket: bucket, limit: 3)) }
            if metric.options.contains(.by) { queries.append(query(metric, by: [], bucket: bucket)) }
            if metric.options.contains(.percentiles) { queries.append(MetricQuery(metric, percentiles: [10, 99.5])) }
            return queries
        }
    }

    /// Every table that groups, by each dimension of its grain alone.
    static var single: [MetricQuery] {
        grouped.flatMap { metric, dimensions in dimensions.map { query(metric, by: [$0], bucket: .month) } }
    }

    /// Every table that groups, by each two dimensions of its grain and by three lists of names at once.
    static var paired: [MetricQuery] {
        grouped.flatMap { metric, dimensions in
            let pairs = dimensions.indices.flatMap { first in
                dimensions[(first + 1)...].map { [$0, dimensions[first]] }
            }
            return (pairs + [[.assignee, .taxonomy, .template]]).map { query(metric, by: $0, bucket: .year) }
        }
    }

    /// Which tasks a table of ways leads from and to; nothing to say of other tables.
    private static func ways(_ metric: MetricTable) -> [(from: Wildcard?, to: Wildcard?)] {
        guard !metric.required.isEmpty else { return [(nil, nil)] }
        let names = [("*a*", "*e*"), ("?*", "*"), ("*", "Nobody's"), ("T0? *", "*n"), ("*", "*")]
        return names.map { (Wildcard($0.0), Wildcard($0.1)) }
    }

    private static func query(
        _ metric: MetricTable, by: [Attribute]? = nil, bucket: TimeBucket? = nil, limit: Int? = nil
    ) -> MetricQuery {
        let way = ways(metric)[0]
        return MetricQuery(
            metric, by: by, bucket: metric.options.contains(.bucket) ? bucket : nil, fromTask: way.from,
            toTask: way.to, limit: limit)
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
