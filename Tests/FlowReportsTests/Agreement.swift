import FlowMetrics
import FlowModel
import FlowReports
import FlowTables
import Foundation
import ReferenceMetrics
import Testing

/// One file under one set of options, computed by the product and by the reference.
struct Agreement {
    let file: String
    let options: ReferenceOptions
    private let reference: ReferenceReport

    init(file: String, options: ReferenceOptions) throws {
        self.file = file
        self.options = options
        reference = ReferenceReport(lines: try Self.unpacked(file), options: options)
    }

    /// Compares one table by its default dimensions and by many others.
    func check(_ name: String) async throws {
        let metric = try #require(MetricCatalog.metric(named: name))
        var queries = [MetricQuery(metric)]
        if let grain = metric.grain, metric.options.contains(.by) {
            queries.append(MetricQuery(metric, by: []))
            queries += Dimension.available(for: grain).map { MetricQuery(metric, by: [$0]) }
            queries.append(MetricQuery(metric, by: [.assignee, .taxonomy, .template]))
            queries.append(MetricQuery(metric, by: [.ended(.month), .status]))
        }
        if metric.options.contains(.percentiles) { queries.append(MetricQuery(metric, percentiles: [10, 99.5])) }
        if metric.options.contains(.bucket) { queries += TimeBucket.allCases.map { MetricQuery(metric, bucket: $0) } }
        queries.append(MetricQuery(metric, limit: 3))
        for (query, table) in zip(queries, try await tables(queries)) {
            let label =
                "\(name) by \(query.by.map(\.identifier)) \(query.bucket.map(\.rawValue) ?? "") in \(options.timeZone) at \(options.asOf) \(options.calendar.map { "\($0)" } ?? "")"
            try compare(table, expected(query), label)
        }
    }

    private func tables(_ queries: [MetricQuery]) async throws -> [ReportTable] {
        let zone = try #require(ZoneTable(identifier: options.timeZone))
        let unit = try #require(DurationUnit(rawValue: options.durationUnit))
        let context = MetricContext(
            asOf: options.asOf, zone: zone, from: options.from, to: options.to, unit: unit,
            calendar: try calendar(zone))
        let source = FileSource(path: file, temporaryFolder: FileManager.default.temporaryDirectory.path)
        let result = try await source.scan(MetricRun(queries, context: context), threads: 2)
        return result.worker.finish(rows: result.walk)
    }

    private func calendar(_ zone: ZoneTable) throws -> WorkingCalendar? {
        guard let calendar = options.calendar else { return nil }
        let schedule = try WorkingSchedule(
            weekdays: Set(calendar.days.map { try #require(Weekday(rawValue: $0)) }),
            hours: calendar.hours.map { try #require(WorkingHours($0)) },
            holidays: Set(calendar.holidays.map { try #require(CivilDate($0)).days }),
            region: calendar.region.map { try #require(GermanState(rawValue: $0)) })
        return WorkingCalendar(try #require(schedule), zone: zone)
    }

    private func expected(_ query: MetricQuery) -> ReferenceTable {
        reference.table(
            query.metric.name, by: query.by.map(\.identifier), percentiles: query.percentiles,
            bucket: query.bucket?.rawValue, limit: query.limit)
    }

    private func compare(_ table: ReportTable, _ expected: ReferenceTable, _ label: String) throws {
        #expect(table.columns.map(\.name) == expected.columns.map(\.name), "\(label)")
        #expect(table.columns.map(\.type.rawValue) == expected.columns.map(\.type), "\(label)")
        let rows = try table.rows.collected()
        #expect(rows.count == expected.rows.count, "rows of \(label)")
        for (number, (row, expectedRow)) in zip(rows, expected.rows).enumerated() {
            for (column, (cell, value)) in zip(table.columns, zip(row, expectedRow)) where !Self.same(cell, value) {
                Issue.record("\(label), row \(number), \(column.name): \(cell) is not \(value) in \(expectedRow)")
                return
            }
        }
    }

    private static func same(_ cell: Cell, _ value: ReferenceValue) -> Bool {
        switch (cell, value) {
        case (.missing, .missing): true
        case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
        case (.integer(let a), .integer(let b)): a == Int64(b)
        case (.instant(let a), .instant(let b)): a == b
        case (.boolean(let a), .boolean(let b)): a == b
        case (.number(let a), .number(let b)): abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
        case (.number(let a), .integer(let b)): a == Double(b)
        default: false
        }
    }

    private static func unpacked(_ file: String) throws -> [UInt8] {
        guard file.hasSuffix(".gz") else { return try Array(Data(contentsOf: URL(filePath: file))) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        return Array(pipe.fileHandleForReading.readDataToEndOfFile())
    }
}
