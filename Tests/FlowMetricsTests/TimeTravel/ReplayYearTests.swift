import FlowMetrics
import FlowModel
import FlowSandbox
import FlowTables
import FlowTime
import Testing

/// A report for a past day shows that day: a year of reports, one for each day, against the history that the last one tells.
@Suite("A year replayed day by day")
struct ReplayYearTests {
    private static let days = 380
    /// The end of Sunday, 22 November 2026 in Berlin.
    private static let lastDay = CivilDate.days(year: 2026, month: 11, day: 22)

    @Test(
        "is one history: what started less what ended is open, nothing ends twice, and every day is as it was told later"
    )
    func replay() throws {
        let organization = SampleOrganization(
            seed: 11, executions: 160, asOf: try Self.end(of: Self.lastDay), detail: .lean)
        let archive = try (0..<organization.executionCount).map { try Archived(organization.execution(at: $0)) }
        let first = Self.lastDay - Self.days

        let context = try Self.context(Self.lastDay, from: first + 1)
        let history = try Self.tables(["throughput", "cumulative_flow", "on_time"], archive, context)
        let throughput = try history[0].cells("ended", "started", "open_at_end")
        let flow = try history[1].cells("started_total", "ended_total", "open")
        let onTime = try history[2].cells("executions_overdue", "tasks_overdue")
        #expect(throughput.count == Self.days)

        var yesterday = try Figures(Self.tables(["summary", "data_quality"], archive, Self.context(first)))
        let atFirst = yesterday
        for (index, day) in (first + 1...Self.lastDay).enumerated() {
            let today = try Figures(Self.tables(["summary", "data_quality"], archive, Self.context(day)))
            let label = CivilDate(days: day).text
            // A run that is done without anyone knowing when has started, and is neither open nor ended.
            #expect(today["executions"] - today["ended"] - today.missingEnds == today["open"], "\(label)")
            #expect(today["done"] + today["closed"] == today["ended"], "\(label)")
            // What the day added is what the history says of it.
            #expect(throughput[index][0].numericValue == today["ended"] - yesterday["ended"], "\(label)")
            #expect(throughput[index][1].numericValue == today["executions"] - yesterday["executions"], "\(label)")
            #expect(throughput[index][2].numericValue == today["open"], "\(label)")
            #expect(flow[index].map(\.numericValue) == ["executions", "ended", "open"].map { today[$0] }, "\(label)")
            #expect(onTime[index][0].numericValue == today["overdue_executions"], "\(label)")
            #expect(onTime[index][1].numericValue == today["overdue_tasks"], "\(label)")
            yesterday = today
        }
        // The year's sum is the last day's total, and there was something to see.
        let ended = throughput.compactMap { $0[0].numericValue }.reduce(0, +)
        #expect(ended == yesterday["ended"] - atFirst["ended"])
        #expect(ended > 80 && yesterday["open"] > 5)
        #expect(onTime.contains { $0[1].numericValue ?? 0 > 5 })
    }

    /// The key figures of one day.
    private struct Figures {
        private var values: [String: Double] = [:]
        let missingEnds: Double

        init(_ tables: [ReportTable]) throws {
            for row in try tables[0].cells("figure", "value") { values[row[0].textValue ?? ""] = row[1].numericValue }
            let defects = try tables[1].cells("issue", "count")
            missingEnds = defects.first { $0[0] == .text("missing_end") }?[1].numericValue ?? 0
        }

        subscript(name: String) -> Double { values[name] ?? .nan }
    }

    /// Executions that were decoded once and serve a year of reports.
    ///
    /// Unchecked, and safe: a single shard is read on the thread that asks.
    private struct Archive: ExecutionSource, ExecutionSnapshot, @unchecked Sendable {
        let kind = "test"
        let executions: [Archived]
        let shardCount = 1
        let mayHoldCopies = false
        let warnings: [SourceWarning] = []

        func snapshot(threads: Int) -> any ExecutionSnapshot { self }

        func pass(_ parts: RecordParts, isBeforeWalk: Bool) -> ShardReader {
            { _, visit in
                for archived in executions { try visit(&archived.execution, SourceRecord()) }
                return 0
            }
        }

        func walk(_ parts: RecordParts, withDocuments: Bool, _ visit: ExecutionVisitor) {}
    }

    private final class Archived {
        private let bytes: UnsafeMutableRawBufferPointer
        var execution = FlowExecution()

        init(_ json: [UInt8]) throws {
            bytes = .allocate(byteCount: json.count, alignment: 8)
            bytes.copyBytes(from: json)
            try ExecutionDecoder().decode(UnsafeRawBufferPointer(bytes), into: &execution)
        }

        deinit {
            bytes.deallocate()
        }
    }

    private static func tables(
        _ names: [String], _ archive: [Archived], _ context: MetricContext
    ) throws -> [ReportTable] {
        let queries = try names.map { MetricQuery(try #require(MetricCatalog.metric(named: $0)), bucket: .day) }
        return try LocalEngine(Archive(executions: archive), threads: 1)
            .blockingTables(TableRequest(queries, context: context)).tables
    }

    private static func context(_ day: Int, from: Int? = nil) throws -> MetricContext {
        let zone = try berlin()
        return MetricContext(asOf: try end(of: day), zone: zone, from: from.map(zone.startOfDay))
    }

    /// The last millisecond of a day.
    private static func end(of day: Int) throws -> Instant {
        try berlin().startOfDay(day + 1) - 1
    }

    private static func berlin() throws -> ZoneTable {
        try #require(zone)
    }

    private static let zone = ZoneTable(identifier: "Europe/Berlin")
}
