import FlowMetrics
import FlowModel
import FlowReports
import FlowTime

/// Wrong usage that the argument parser cannot see.
struct UsageError: Error, Hashable {
    let what: String
    let fix: String

    /// A word that nobody knows, with the nearest one that somebody does.
    static func unknown(_ kind: String, _ word: String, among known: [String], seeAlso: String) -> UsageError {
        let near = nearestWord(to: word, among: known)
        return UsageError(
            what: "there is no \(kind) \"\(word)\"",
            fix: near.map { "did you mean \"\($0)\"?" } ?? "\(seeAlso): \(known.joined(separator: ", "))")
    }
}

extension MetricQuery {
    /// Reads a table and its options as the command line names them.
    ///
    /// - Throws: `UsageError` for a table, dimension or option that does not exist or that the table does not take.
    static func reading(
        table name: String, by: [String]?, percentiles: [String]?, bucket: TimeBucket?, where condition: String?
    ) throws -> MetricQuery {
        guard let metric = MetricCatalog.metric(named: name) else {
            throw UsageError.unknown("table", name, among: MetricCatalog.metrics.map(\.name), seeAlso: "the tables are")
        }
        func refuse(_ option: MetricTable.Option) -> UsageError {
            UsageError(
                what: "\(name) does not take --\(option.rawValue)", fix: "leave it out; see 'flowbook query --list'")
        }
        if by != nil, !metric.options.contains(.by) { throw refuse(.by) }
        if percentiles != nil, !metric.options.contains(.percentiles) { throw refuse(.percentiles) }
        if bucket != nil, !metric.options.contains(.bucket) { throw refuse(.bucket) }
        return MetricQuery(
            metric, by: try by.map { try dimensions($0, of: metric) }, percentiles: try percentiles?.map(percentile),
            bucket: bucket, filter: try condition.map { try filter($0, of: metric) })
    }

    private static func filter(_ text: String, of metric: MetricTable) throws -> Filter {
        do throws(FilterError) {
            return try Filter(text, grain: metric.grain)
        } catch {
            let near = error.unknown.flatMap { nearestWord(to: $0.word, among: $0.known) }
            throw UsageError(
                what: "--where, character \(error.column): \(error.what)",
                fix: near.map { "did you mean \"\($0)\"?" } ?? error.fix)
        }
    }

    private static func dimensions(_ names: [String], of metric: MetricTable) throws -> [Attribute] {
        let known = Attribute.groups(of: metric.grain)
        let dimensions = try names.map { name in
            guard let dimension = known.first(where: { $0.name == name }) else {
                throw UsageError.unknown(
                    "dimension", name, among: known.map(\.name), seeAlso: "\(metric.name) has")
            }
            return dimension
        }
        guard Set(dimensions).count == dimensions.count else {
            throw UsageError(what: "--by names a dimension twice", fix: "name each once")
        }
        return dimensions
    }

    private static func percentile(_ text: String) throws -> Double {
        guard let value = Double(text), (0...100).contains(value) else {
            throw UsageError(what: "\"\(text)\" is no percentile", fix: "give numbers from 0 to 100")
        }
        return value
    }
}
