import BuiltInDefinitions
import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

@testable import FlowReports

@Suite("A report in another language")
struct LanguageTests {
    /// Every language but English.
    private static let others = Languages.codes.dropFirst()

    @Test("has a text for every key that a report can show, and none that nothing shows", arguments: others)
    func complete(_ code: String) throws {
        let words = try #require(Languages.named(code))
        let shown = Set(try ShownMessages.keyed().keys)
        #expect(shown.subtracting(words.texts.keys).sorted() == [], "without a text in \(words.code).yaml")
        #expect(Set(words.texts.keys).subtracting(shown).sorted() == [], "of no use in \(words.code).yaml")
    }

    @Test("has the same arguments in a text, its full stop and its start", arguments: others)
    func shape(_ code: String) throws {
        let words = try #require(Languages.named(code))
        for (key, message) in try ShownMessages.keyed() {
            let text = try #require(words.texts[key])
            let placeholders = Set(text.matches(of: /\{([a-z]+)\}/).map { String($0.output.1) })
            #expect(placeholders == Set(message.arguments.keys), "\(key)")
            // What stands between digits is no sentence.
            guard !key.hasPrefix("number.") else { continue }
            #expect(message.pattern.hasSuffix(".") == text.hasSuffix("."), "\(key)")
            #expect(!text.contains("  ") && text.first != " " && text.last != " ", "\(key)")
        }
    }

    @Test("has one English text for each key")
    func keys() throws {
        var patterns: [String: String] = [:]
        for message in try ShownMessages.all() {
            guard let key = message.key else { continue }
            #expect(patterns[key] ?? message.pattern == message.pattern, "\(key)")
            patterns[key] = message.pattern
        }
    }

    @Test("leaves no text of the program's own without a key")
    func keyed() throws {
        let bare = try ShownMessages.all().filter { $0.key == nil }
        // What alerts say is inside a text with a key.
        #expect(bare.map(\.text).sorted() == ["c"])
    }

    @Test("is found by its code, and none is found by another")
    func codes() {
        #expect(Languages.codes == ["en", "de"])
        #expect(Languages.named("en") == .english && Languages.named("de")?.code == "de")
        #expect(Languages.named("fr") == nil && Languages.named("") == nil)
    }

    @Test("says in German numbers, days and spans of time as German does")
    func german() throws {
        let german = try #require(Languages.named("de"))
        func columns(_ name: String, percentiles: [Double]? = nil, by: [Attribute]? = nil) throws -> [String] {
            let metric = try #require(MetricCatalog.metric(named: name))
            return MetricQuery(metric, by: by, percentiles: percentiles).columns(MetricContext(asOf: 0))
                .flatMap { [german.text($0.title), german.text($0.note)] }
        }
        let times = try columns("cycle_times", percentiles: [50, 99.5], by: [.ended(.week)])
        #expect(times.contains("Median") && times.contains("99,5 % erledigt binnen"))
        #expect(
            times.contains(
                "99,5 % der Vorgänge dauerten höchstens so lange (linear interpoliert, wie QUANTIL.INKL in Excel)."))
        #expect(times.contains("Beendet (Woche)") && times.contains("Die Woche, in der der Vorgang beendet wurde."))
        #expect(try columns("overdue_summary").contains("30+ Tage"))
        #expect(try columns("on_time").contains("Phasen: Termintreue"))
        #expect(try columns("forecast").contains("Enden binnen 4 Wochen"))
        let warnings: [(SourceWarning, String)] = [
            (
                .unfetched(entities: 1204),
                "die Vorgänge von 1204 Entitäten konnten nicht abgerufen werden und fehlen womöglich; "
                    + "die nächste Synchronisierung versucht es erneut"
            )
        ]
        for (warning, text) in warnings { #expect(german.text(warning.message) == text) }
    }

    @Test("says alerts with its own numbers, and leaves the condition and names as they are")
    func alerts() throws {
        let german = try #require(Languages.named("de"))
        func line(_ text: String, _ table: ReportTable) throws -> [String] {
            try Alert(text, tables: ["t": table.columns], figures: ["open"]).findings(in: [table.name: table])
                .map { german.text(Alert.warning($0).message) }
        }
        var figures = ReportTable(name: "summary", title: "", columns: [], rows: TableRows([]))
        figures.role = .keyFigures([KeyFigure("open", 8.5, unit: "executions")])
        #expect(try line("open > 7.5", figures) == ["Alarm: open: 8,5, mehr als 7,5"])
        let rows = ReportTable(
            name: "t", title: "Zeiten",
            columns: [ReportColumn("name", .string, title: ""), ReportColumn("share", .percent, title: "Anteil")],
            rows: TableRows([[.text("A is at {value}"), .number(0.795)]]))
        #expect(try line("t.share < 0.8", rows) == ["Alarm: Zeiten, A is at {value}: Anteil 79,5 %, weniger als 80 %"])
    }

    @Test("is built-in in both languages, and says a definition's own titles as they stand")
    func definitions() throws {
        let german = try #require(Languages.named("de"))
        let builtIn = try DefinitionLibrary(folder: "/nowhere").definition("overdue")
        #expect(builtIn.title.text == "Overdue work" && german.text(builtIn.title) == "Überfällige Arbeit")
        let text = try #require(BuiltInReports.text(named: "overdue"))
        let original = try DefinitionReader.read(Array(text.utf8), file: "overdue.yaml")
        // A copy keeps the titles that it leaves as they are.
        let copy =
            "{report: overdue, title: Mine, sheets: [{metric: overdue_tasks, title: 'Overdue tasks, the longest first'}]}"
        let changed = try DefinitionReader.read(Array(copy.utf8), file: "r.yaml").titled(as: original)
        #expect(german.text(changed.title) == "Mine")
        #expect(changed.sheets[0].title.map(german.text) == "Überfällige Aufgaben, längste zuerst")
        let own = "{report: r, title: Overdue work, language: de, sheets: [{metric: summary, title: Value}]}"
        let definition = try DefinitionReader.read(Array(own.utf8), file: "r.yaml")
        #expect(definition.language.text(definition.title) == "Overdue work")
        #expect(definition.sheets[0].title.map(definition.language.text) == "Value")
    }
}
