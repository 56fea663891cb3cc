import FlowMetrics
import FlowModel
import FlowSources
import FlowTables
import FlowTime
import Testing

@testable import FlowRenderers
@testable import FlowReports

@Suite("A report in German")
struct GermanTests {
    private let german = TextCatalogue.german

    @Test("has a translation of every title, note and warning")
    func complete() throws {
        let missing = try EnglishTexts.all().filter { german.translation(of: $0) == nil }.sorted()
        #expect(missing.isEmpty, "without a translation in Language/German: \(missing.joined(separator: "\n"))")
    }

    @Test("has no translation that nothing needs, and none twice")
    func needed() throws {
        let texts = try EnglishTexts.all()
        let keys = german.groups.flatMap(\.keys)
        let idle = Set(keys).subtracting(texts).sorted()
        #expect(idle.isEmpty, "not in any report: \(idle.joined(separator: "\n"))")
        let idlePatterns = german.patterns.filter { pattern in !texts.contains { pattern.translation(of: $0) != nil } }
        #expect(idlePatterns.isEmpty, "\(idlePatterns.map(\.english))")
        #expect(Set(keys).count == keys.count)
    }

    @Test(
        "has the words of the tables' own, as English has those that do not read well", arguments: WorkbookLanguage.all)
    func words(_ language: WorkbookLanguage) throws {
        let queries = try ["summary", "changes"].map { MetricQuery(try #require(MetricCatalog.metric(named: $0))) }
        for table in try queries.map({ try $0.withoutExecutions(MetricContext(asOf: 0)) }) {
            for row in try table.rows.collected() {
                for (column, cell) in zip(table.columns, row) where column.vocabulary == .figure {
                    #expect(language.shown(cell, in: column) != nil, "\(cell)")
                }
                for (column, cell) in zip(table.columns, row) where column.vocabulary == .unit {
                    #expect(language.units[cell.textValue ?? ""] != nil, "\(cell)")
                }
            }
        }
        let issues = Set(DefectKind.allCases.map(\.rawValue))
        #expect(Set(language.words[.issue, default: [:]].keys) == issues)
        guard language == .german else { return }
        #expect(Set(language.words[.direction, default: [:]].keys) == ["up", "down", "same"])
        #expect(Set(language.words[.kind, default: [:]].keys) == ["template", "phase", "task"])
        #expect(Set(language.words[.nobody, default: [:]].keys) == ["(none)", "(unassigned)"])
    }

    @Test("keeps the full stop of a sentence and the start of a title")
    func punctuation() {
        for (english, german) in german.groups.flatMap(\.self) {
            #expect(english.hasSuffix(".") == german.hasSuffix("."), "\(english)")
            #expect(english.first?.isUppercase == german.first?.isUppercase, "\(english)")
            #expect(!german.contains("  ") && german == german.trimmingPrefix(" "), "\(english)")
        }
    }

    @Test(
        "says numbers, days and spans of time as German does",
        arguments: [
            ("85 % done within", "85 % erledigt binnen"),
            ("99.5 % done within", "99,5 % erledigt binnen"),
            (
                "99.5 % of the runs took at most this long (linear interpolation, Excel's PERCENTILE.INC).",
                "99,5 % der Vorgänge dauerten höchstens so lange (linear interpoliert, wie QUANTIL.INKL in Excel)."
            ),
            ("30+ days", "30+ Tage"),
            ("Ended (week)", "Beendet (Woche)"),
            ("The week in which the run ended.", "Die Woche, in der der Vorgang beendet wurde."),
            ("Phases on time, share", "Phasen: Termintreue"),
            ("Ends within 4 weeks", "Enden binnen 4 Wochen"),
            ("alert: open > 7.5: it is 8.5", "Alarm: open > 7.5: aktuell 8,5"),
            ("alert: t.share < 0.8: A is at B is at 79.5 %", "Alarm: t.share < 0.8: A is at B liegt bei 79,5 %"),
            (
                "the runs of 1 entity could not be fetched and may be missing; the next sync tries again",
                "die Vorgänge von 1 Entität konnten nicht abgerufen werden und fehlen womöglich; "
                    + "die nächste Synchronisierung versucht es erneut"
            ),
        ])
    func variableParts(english: String, german: String) {
        #expect(self.german.translation(of: english) == german)
    }

    @Test(
        "leaves alone what only looks like a text of the catalogue",
        arguments: ["all days", "Ended (decade)", "", "days", " days"])
    func strangers(text: String) {
        #expect(german.translation(of: text) == nil)
    }

    @Test("changes titles, notes, charts and warnings; no name, no type and no row")
    func translated() throws {
        let columns = [
            ReportColumn("template", .string, title: "Template", note: "A word of the definition's own"),
            ReportColumn(
                "p85_days", .duration, unit: "days", title: "85 % done within", note: "The longest cycle time.",
                emphasis: .bar),
        ]
        var figures = ReportTable(name: "summary", title: "Key figures", columns: [], rows: TableRows([]))
        figures.role = .keyFigures
        let rows: [[Cell]] = [[.text("Template"), .number(2)]]
        let table = ReportTable(
            name: "cycle_times", title: "Cycle times by flow", note: "One row for each key figure.", columns: columns,
            rows: TableRows(rows),
            chart: ChartHint(
                .bars, title: "Cycle times", categories: ["template"], series: [.init("p85_days")], rowLimit: 3))
        let report = Report(
            name: "r", title: "Overdue work", asOf: 0, timeZone: "UTC", utcOffset: { _ in 0 },
            period: .init(from: nil, to: 0), durationUnit: "days",
            source: .init(kind: "file", executions: 0, entities: 0, fetchedAt: nil), tables: [table, figures],
            warnings: [ReportWarning(SourceWarning.neverSynced.text), ReportWarning("something else")])

        let german = report.translated(to: .german)
        #expect(german.name == "r" && german.title == "Überfällige Arbeit")
        #expect(
            german.warnings.map(\.text) == [
                "noch keine Synchronisierung des Warehouse ist abgeschlossen: Vorgänge fehlen womöglich",
                "something else",
            ])
        let times = german.tables[0]
        #expect(times.name == "cycle_times" && times.title == "Durchlaufzeiten je Workflow")
        #expect(times.note == "Eine Zeile je Kennzahl.")
        #expect(
            times.columns == [
                ReportColumn("template", .string, title: "Vorlage", note: "A word of the definition's own"),
                ReportColumn(
                    "p85_days", .duration, unit: "days", title: "85 % erledigt binnen",
                    note: "Die längste Durchlaufzeit.", emphasis: .bar),
            ])
        #expect(
            times.chart
                == ChartHint(
                    .bars, title: "Durchlaufzeiten", categories: ["template"], series: [.init("p85_days")], rowLimit: 3)
        )
        #expect(try times.rows.collected() == rows)
        #expect(!times.isKeyFigures && german.tables[1].isKeyFigures)
        #expect(report.translated(to: .english).tables[0].title == "Cycle times by flow")
    }
}
