import FlowMetrics
import FlowModel
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
            let run = MetricRun([query], context: context)
            let expected = try fromLines(lines, run)
            let table = try fromWarehouse(warehouse.reader.snapshot(threads: 2), run)
            #expect(table.columns == expected.columns)
            #expect(try table.rows.collected() == expected.rows.collected())
        }
    }

    private func fromWarehouse(_ snapshot: WarehouseSnapshot, _ run: MetricRun) throws -> ReportTable {
        let scan = snapshot.scan(parts: run.parts)
        let workers = try (0..<snapshot.threadCount).map { thread in
            let worker = run.makeWorker()
            try scan.run(thread: thread) { record in
                try record.decode(into: &worker.view.execution)
                worker.add()
            }
            return worker
        }
        for worker in workers.dropFirst() { workers[0].merge(worker) }
        for _ in 0..<snapshot.malformedRecordCount { workers[0].addMalformedRecord() }
        return try workers[0].finish { visit, view in
            try snapshot.walk { record in
                try record.decode(into: &view.execution)
                try visit(&view)
            }
        }[0]
    }

    /// The same from the JSON: of copies the one that counts alone, and nothing said of the others.
    private func fromLines(_ lines: [[UInt8]], _ run: MetricRun) throws -> ReportTable {
        let decoder = ExecutionDecoder()
        let worker = run.makeWorker()
        var winners: [ScalarString: (updated: Instant, line: [UInt8])] = [:]
        for line in lines {
            line.withUnsafeBytes { bytes in
                guard (try? decoder.decode(bytes, into: &worker.view.execution)) != nil else {
                    return worker.addMalformedRecord()
                }
                let id = ScalarString(worker.view.execution.string(worker.view.execution.id) ?? "")
                let updated = worker.view.execution.updatedAt.instant(in: run.context.zone) ?? .distantPast
                if updated >= winners[id]?.updated ?? .distantPast { winners[id] = (updated, line) }
            }
        }
        let inOrder = winners.sorted { $0.key < $1.key }.map(\.value.line)
        for line in inOrder {
            try line.withUnsafeBytes { bytes in
                try decoder.decode(bytes, into: &worker.view.execution)
                worker.add()
            }
        }
        return try worker.finish { visit, view in
            for line in inOrder {
                try line.withUnsafeBytes { bytes in
                    try ExecutionDecoder().decode(bytes, into: &view.execution)
                    try visit(&view)
                }
            }
        }[0]
    }
}
