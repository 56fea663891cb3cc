import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

/// 2024-11-15T12:00:00Z.
let noon: Instant = 1_731_672_000_000
let day = Milliseconds.day
let hour = Milliseconds.hour

/// Records given as JSON, in as many shards as asked for.
struct JSONRecords: ExecutionSource, ExecutionSnapshot {
    let kind = "test"
    let records: [String]
    let shardCount: Int
    let mayHoldCopies = false
    let warnings: [SourceWarning] = []
    var entityTitles: [String: String] = [:]

    func snapshot(threads: Int) -> any ExecutionSnapshot { self }

    func pass(_ parts: RecordParts, isBeforeWalk: Bool) -> ShardReader {
        { shard, visit in
            let share = records.enumerated().filter { $0.offset % shardCount == shard }.map(\.element)
            try Self.read(share, parts, visit)
            return 0
        }
    }

    /// In the order of the list, which tests write by id.
    func walk(_ parts: RecordParts, withDocuments: Bool, _ visit: ExecutionVisitor) throws {
        try Self.read(records, parts, visit)
    }

    private static func read(_ records: [String], _ parts: RecordParts, _ visit: ExecutionVisitor) throws {
        let decoder = ExecutionDecoder(parts: parts)
        var execution = FlowExecution()
        for record in records {
            try Array(record.utf8).withUnsafeBytes { bytes in
                try decoder.decode(bytes, into: &execution)
                try visit(&execution, SourceRecord())
            }
        }
    }
}

/// Computes tables over records given as JSON, shared out to as many workers as asked for.
func tables(
    _ queries: [MetricQuery], _ records: [String], _ context: MetricContext = MetricContext(asOf: noon),
    filter: String? = nil, titles: [String: String] = [:], workers: Int = 1
) throws -> [ReportTable] {
    let filter = try filter.map { try Filter($0, grain: .execution) }
    return try LocalEngine(JSONRecords(records: records, shardCount: workers, entityTitles: titles), threads: workers)
        .blockingTables(TableRequest(queries, context: context, filter: filter)).tables
}

/// One table of a metric named by its table.
func table(
    _ name: String, by: [Attribute]? = nil, bucket: TimeBucket? = nil, limit: Int? = nil, _ records: [String],
    _ context: MetricContext = MetricContext(asOf: noon), workers: Int = 1
) throws -> ReportTable {
    let metric = try #require(MetricCatalog.metric(named: name))
    return try tables([MetricQuery(metric, by: by, bucket: bucket, limit: limit)], records, context, workers: workers)[
        0]
}

extension ReportTable {
    /// The cells of some columns, row by row.
    func cells(_ columns: String...) throws -> [[Cell]] {
        let places = try columns.map { try #require(columnIndex($0), "no column \($0) in \(name)") }
        return try rows.collected().map { row in places.map { row[$0] } }
    }
}

extension String.StringInterpolation {
    /// Instants stand in JSON as milliseconds.
    mutating func appendInterpolation(_ instant: Instant) { appendInterpolation(instant.milliseconds) }
}

/// The JSON of an execution: instants in milliseconds, open without an end.
func run(
    _ id: String, start: Instant, end: Instant? = nil, status: String? = nil, template: String = "t",
    name: String = "Wallbox",
    rest: String = ""
) -> String {
    let ended = end.map { ",\"completed_at\":\($0),\"closed_at\":\($0)" } ?? ""
    let status = status ?? (end == nil ? "STARTED" : "DONE")
    let analytics = "\"analytics\":{\"started_at\":\(start)\(ended)}"
    let more = rest.isEmpty ? "" : "," + rest
    return """
        {"id":"\(id)","flow_template_id":"\(template)","name":"\(name)","status":"\(status)",\(analytics)\(more)}
        """
}
