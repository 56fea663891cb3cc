import FlowMetrics
import FlowModel
import FlowSources
import FlowTables
import FlowTime
import FlowWarehouse
import Testing

/// Reports from the warehouse against the same reports from the JSON that it was filled with.
@Suite struct SameTablesTests {
    private static let contexts = [
        MetricContext(asOf: 1_731_672_000_000),
        ZoneTable(identifier: "Europe/Berlin").map {
            MetricContext(asOf: 1_731_672_000_000, zone: $0, from: 1_727_733_600_000)
        },
        ZoneTable(identifier: "Australia/Lord_Howe").map {
            MetricContext(asOf: 1_795_392_000_000, zone: $0, unit: .hours)
        },
    ].compactMap { $0 }

    @Test(arguments: MetricCatalog.metrics.map(\.name))
    func `Each table of the edge cases is the same from the warehouse`(_ metric: String) async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        let lines = try EdgeCases.lines()
        for (batch, start) in stride(from: 0, to: lines.count, by: 25).enumerated() {
            try await warehouse.store(Array(lines[start..<min(start + 25, lines.count)]), of: "e-\(batch)")
        }
        for context in Self.contexts {
            let query = try MetricQuery(#require(MetricCatalog.metric(named: metric)))
            let request = TableRequest([query], context: context)
            let expected = try await table(Lines(lines, zone: context.zone), request)
            let table = try await table(WarehouseSource(warehouse.reader), request)
            #expect(table.columns == expected.columns)
            #expect(try table.rows.collected() == expected.rows.collected())
        }
    }

    private func table(_ source: some ExecutionSource, _ request: TableRequest) async throws -> ReportTable {
        try await LocalEngine(source, threads: 2).tables(request).tables[0]
    }
}

/// Executions from their JSON: of copies the one that counts alone, and nothing said of the others.
private struct Lines: ExecutionSource, ExecutionSnapshot {
    let kind = "test"
    let shardCount = 1
    let mayHoldCopies = false
    let warnings: [SourceWarning] = []
    /// By id.
    private let lines: [[UInt8]]
    private let malformedCount: Int

    init(_ lines: [[UInt8]], zone: ZoneTable) {
        let decoder = ExecutionDecoder()
        var execution = FlowExecution()
        var latest: [ScalarString: (updated: Instant, line: [UInt8])] = [:]
        var malformedCount = 0
        for line in lines {
            line.withUnsafeBytes { bytes in
                guard (try? decoder.decode(bytes, into: &execution)) != nil else { return malformedCount += 1 }
                let id = ScalarString(execution.string(execution.id) ?? "")
                let updated = execution.updatedAt.instant(in: zone) ?? .distantPast
                if updated >= latest[id]?.updated ?? .distantPast { latest[id] = (updated, line) }
            }
        }
        self.lines = latest.sorted { $0.key < $1.key }.map(\.value.line)
        self.malformedCount = malformedCount
    }

    func snapshot(threads: Int) -> any ExecutionSnapshot { self }

    func pass(_ parts: RecordParts, isBeforeWalk: Bool) -> ShardReader {
        { _, visit in
            try walk(parts, withDocuments: false, visit)
            return malformedCount
        }
    }

    func walk(_ parts: RecordParts, withDocuments: Bool, _ visit: ExecutionVisitor) throws {
        let decoder = ExecutionDecoder(parts: parts)
        var execution = FlowExecution()
        for line in lines {
            try line.withUnsafeBytes { bytes in
                try decoder.decode(bytes, into: &execution)
                try visit(&execution, SourceRecord())
            }
        }
    }
}
