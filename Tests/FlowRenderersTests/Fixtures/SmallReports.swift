import FlowIO
import FlowTables
import FlowTime
import Testing

@testable import FlowRenderers

/// Reports of one or a few tables, for tests that look at single cells.
enum SmallReports {
    /// 2026-11-23T00:00:00Z.
    static let asOf: Instant = 1_795_392_000_000

    static func report(
        _ tables: [ReportTable], title: Message = "Test", warnings: [ReportWarning] = [], link: String? = nil,
        offset: Int = 0
    ) -> Report {
        Report(
            name: "test", title: title, asOf: asOf, timeZone: offset == 0 ? "UTC" : "Etc/GMT-1",
            utcOffset: { _ in offset }, period: .init(from: nil, to: asOf), durationUnit: "days",
            source: .init(kind: "file", executions: 3, entities: 2, fetchedAt: nil), tables: tables,
            warnings: warnings, executionLink: link)
    }

    /// A table of one column of text.
    static func texts(_ texts: [String], name: String = "texts", title: Message = "Text") -> ReportTable {
        ReportTable(
            name: name, title: "Texts", columns: [ReportColumn("text", .string, title: title)],
            rows: TableRows(texts.map { [.text($0)] }))
    }

    /// A table with a column of each type, and one row of missing values.
    static let everyType = ReportTable(
        name: "every_type", title: "Every type",
        columns: [
            ReportColumn("name", .string, title: "Name", note: "What it is called."),
            ReportColumn("count", .integer, title: "Runs"),
            ReportColumn("value", .decimal, title: "Value"),
            ReportColumn("share", .percent, title: "Share"),
            ReportColumn("p50_days", .duration, unit: "days", title: "Median"),
            ReportColumn("at", .instant, title: "At"),
            ReportColumn("day", .date, title: "Day"),
            ReportColumn("overdue", .boolean, title: "Overdue"),
        ],
        rows: TableRows([
            [
                .text("Wallbox"), .integer(1234), .number(0.1 + 0.2), .number(0.934), .number(11.25),
                // 2026-01-02T03:04:05.678Z.
                .instant(1_767_323_045_678), .date(20_455), .boolean(true),
            ],
            Array(repeating: .missing, count: 8),
        ]))

    /// The bytes that a format makes of a report.
    static func bytes(
        _ report: Report, as format: ReportFormat, _ options: RenderOptions = RenderOptions()
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let sink = ByteSink(name: "memory") { bytes += $0 }
        _ = try format.makeRenderer(options).render(report, to: sink)
        return bytes
    }

    /// The same as text.
    static func text(
        _ report: Report, as format: ReportFormat, _ options: RenderOptions = RenderOptions()
    ) throws -> String {
        String(decoding: try bytes(report, as: format, options), as: UTF8.self)
    }

    /// Some words of another language.
    static let german = Words(
        code: "de",
        texts: [
            "number.decimal_separator": ",", "number.group_separator": ".", "word.unit.hours": "Stunden",
            "word.unit.days": "Tage", "change.better": "besser",
            "word.figure.cycle_time_p50": "Median der Durchlaufzeit",
            "word.direction.up": "gestiegen", "word.nobody.(unassigned)": "(nicht zugewiesen)",
            "sheet.overview": "Überblick", "sheet.contents": "Inhalt", "page.as_of": "Stand", "page.period": "Zeitraum",
            "page.source": "Quelle", "page.executions": "{count} Vorgänge", "page.entities": "{count} Entitäten",
            "page.fetched": "abgerufen", "page.number": "Seite", "page.of": "von", "word.source.warehouse": "Warehouse",
            "format.day": "{day}.{month}.{year}", "format.instant": "dd.mm.yyyy hh:mm",
            "figure.open": "Offene Vorgänge",
        ])
}
