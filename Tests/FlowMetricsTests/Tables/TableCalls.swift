import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

/// 2024-11-15T12:00:00Z.
let noon: Instant = 1_731_672_000_000
let day = Milliseconds.day
let hour = Milliseconds.hour

/// Computes tables over records given as JSON, shared out to as many workers as asked for.
func tables(
    _ queries: [MetricQuery], _ records: [String], _ context: MetricContext = MetricContext(asOf: noon),
    filter: String? = nil, workers: Int = 1
) throws -> [ReportTable] {
    let filter = try filter.map { try Filter($0, grain: .execution) }
    var run = MetricRun(queries, context: context, filter: filter)
    if run.needsTemplateNames { run = run.knowingNames(from: try pass(run.election, records, workers: workers)) }
    return try pass(run, records, workers: workers).finish { visit, view in
        let decoder = ExecutionDecoder()
        for record in records {
            try Array(record.utf8).withUnsafeBytes { bytes in
                try decoder.decode(bytes, into: &view.execution)
                try visit(&view)
            }
        }
    }
}

private func pass(_ run: MetricRun, _ records: [String], workers: Int) throws -> MetricWorker {
    let shares = (0..<workers).map { _ in run.makeWorker() }
    let decoder = ExecutionDecoder(parts: run.parts)
    for (index, record) in records.enumerated() {
        let worker = shares[index % workers]
        try Array(record.utf8).withUnsafeBytes { bytes in
            try decoder.decode(bytes, into: &worker.view.execution)
            worker.add()
        }
    }
    for worker in shares.dropFirst() { shares[0].merge(worker) }
    return shares[0]
}

/// One table of a metric named by its table.
func table(
    _ name: String, by: [Dimension]? = nil, bucket: TimeBucket? = nil, limit: Int? = nil, _ records: [String],
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
