import FlowMetrics
import FlowModel
import FlowReports
import FlowSources
import FlowTables
import FlowTime
import Foundation
import ReferenceMetrics
import Testing

/// One file under one set of options, computed by the product and by the second computation.
struct Agreement {
    let file: AgreementFile
    let options: ReferenceOptions
    private let reference: ReferenceReport

    /// Makes the comparison; `records` is the file as the zone of the options has it.
    init(_ file: AgreementFile, _ records: RecordFile, _ options: ReferenceOptions) {
        self.file = file
        self.options = options
        reference = ReferenceReport(file: records, options: options)
    }

    /// Holds the tables of all queries, computed in one pass, against the second computation.
    ///
    /// Tables computed together also get what others ask for, so each has to be checked on its own somewhere too.
    func check(_ queries: [MetricQuery], threads: Int) async throws {
        for (query, table) in zip(queries, try await tables(queries, threads: threads)) {
            try compare(table, expected(query), label(query))
        }
    }

    /// Holds what the first page says of single tasks against the second computation.
    func checkMorning(threads: Int) async throws {
        let morning = try #require(try await results([], wantsMorning: true, threads: threads).morning)
        for expected in reference.morning() {
            let label =
                "\(expected.kind) in \(options.timeZone) at \(Instant(milliseconds: options.asOf)), \(String(describing: options.calendar))"
            let list = try #require(Morning.Kind(rawValue: expected.kind).flatMap(morning.list))
            #expect(list.count == expected.count, "\(label)")
            try compare(list.table, expected.table, label)
        }
    }

    /// The product's tables, computed in one pass.
    func tables(_ queries: [MetricQuery], threads: Int) async throws -> [ReportTable] {
        try await results(queries, threads: threads).tables
    }

    private func results(
        _ queries: [MetricQuery], wantsMorning: Bool = false, threads: Int
    ) async throws -> TableResults {
        let zone = try #require(ZoneTable(identifier: options.timeZone))
        let unit = try #require(DurationUnit(rawValue: options.durationUnit))
        let context = MetricContext(
            asOf: Instant(milliseconds: options.asOf), zone: zone, from: options.from.map(Instant.init(milliseconds:)),
            to: options.to.map(Instant.init(milliseconds:)), unit: unit,
            calendar: try calendar(zone), targets: try options.targets.map(target),
            people: try #require(PeopleRule(options.people)))
        let source = FileSource(path: file.path, temporaryFolder: FileManager.default.temporaryDirectory.path)
        return try await LocalEngine(NamingSource(source: source, people: options.people), threads: threads).tables(
            TableRequest(queries, context: context, wantsMorning: wantsMorning))
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

    private func target(_ target: ReferenceTarget) throws -> Target {
        Target(
            try #require(Target.Subject(rawValue: target.kind)), Wildcard(target.name), share: target.share,
            within: try #require(DurationText(target.within)))
    }

    private func expected(_ query: MetricQuery) -> ReferenceTable {
        reference.table(
            query.metric.name, by: query.by.map(\.name), percentiles: query.percentiles,
            bucket: query.bucket?.rawValue, fromTask: query.fromTask?.text, toTask: query.toTask?.text,
            limit: query.limit)
    }

    private func label(_ query: MetricQuery) -> String {
        let parts = [
            query.metric.name, query.by.isEmpty ? nil : "by \(query.by.map(\.name))", query.bucket?.rawValue,
            query.fromTask.map { "from \($0.text) to \(query.toTask?.text ?? "")" },
            "in \(options.timeZone) at \(Instant(milliseconds: options.asOf))", options.calendar.map { "\($0)" },
        ]
        return parts.compactMap { $0 }.joined(separator: " ")
    }

    private func compare(_ table: ReportTable, _ expected: ReferenceTable, _ label: String) throws {
        guard
            table.columns.map(\.name) == expected.columns.map(\.name),
            table.columns.map(\.type.rawValue) == expected.columns.map(\.type)
        else {
            Issue.record("\(label): columns \(table.columns.map(\.name)) are not \(expected.columns)")
            return
        }
        let rows = try table.rows.collected()
        if rows.count != expected.rows.count {
            Issue.record("\(label): \(rows.count) rows are not \(expected.rows.count)")
        }
        for (number, (row, expectedRow)) in zip(rows, expected.rows).enumerated() {
            for column in table.columns.indices where !Self.same(row[column], expectedRow[column]) {
                let found = "\(table.columns[column].name): \(row[column]) is not \(expectedRow[column])"
                Issue.record("\(label), row \(number), \(found) in \(expectedRow)")
                return
            }
        }
    }

    private static func same(_ cell: Cell, _ value: ReferenceValue) -> Bool {
        switch (cell, value) {
        case (.missing, .missing): true
        case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
        case (.integer(let a), .integer(let b)): a == Int64(b)
        case (.instant(let a), .instant(let b)): a.milliseconds == b
        case (.date(let a), .date(let b)): a == b
        case (.boolean(let a), .boolean(let b)): a == b
        case (.number(let a), .number(let b)): abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
        case (.number(let a), .integer(let b)): a == Double(b)
        default: false
        }
    }
}

/// A file of executions, parsed once for the second computation.
struct AgreementFile: Sendable {
    let path: String
    let lines: ReferenceLines

    /// - Throws: where the file cannot be read; a `.gz` needs the program `gzip`.
    init(_ path: String) throws {
        self.path = path
        lines = ReferenceLines(try Self.unpacked(path))
    }

    private static func unpacked(_ path: String) throws -> [UInt8] {
        if path.hasSuffix(".json") { return try lines(ofArray: Data(contentsOf: URL(filePath: path))) }
        guard path.hasSuffix(".gz") else { return try Array(Data(contentsOf: URL(filePath: path))) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        return Array(pipe.fileHandleForReading.readDataToEndOfFile())
    }

    /// The elements of a JSON array, a line each.
    private static func lines(ofArray data: Data) throws -> [UInt8] {
        let elements = try #require(JSONSerialization.jsonObject(with: data) as? [Any])
        return try elements.flatMap { try Array(JSONSerialization.data(withJSONObject: $0)) + [0x0A] }
    }
}
