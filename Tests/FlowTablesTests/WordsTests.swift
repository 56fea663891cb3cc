import FlowTables
import FlowTime
import Testing

@Suite("Words of a language")
struct WordsTests {
    private let words = Words(
        code: "xx",
        texts: [
            "percentile": "binnen {percent} % von {name}", "kind": "Art", "number.decimal_separator": ",",
            "number.group_separator": ".", "word.unit.days": "Tage", "word.direction.up": "hoch",
        ])

    @Test("are found by key and take the arguments wherever they stand")
    func arguments() {
        let message = Message("percentile", "\("name", "{percent}") is within \("percent", 99.5) %")
        #expect(message.text == "{percent} is within 99.5 %")
        // What an argument says is no place for another one.
        #expect(words.text(message) == "binnen 99,5 % von {percent}")
        #expect(message.arguments.keys.sorted() == ["name", "percent"])
    }

    @Test("nest, and set numbers as the language does")
    func numbers() {
        let message: Message = "\("kind", Message("kind", "kind")): \("count", -1_204_567), \("number", 1204.5)"
        #expect(message.text == "kind: -1,204,567, 1204.5")
        #expect(words.text(message) == "Art: -1.204.567, 1204,5")
        #expect(words.number(3) == "3" && words.count(999) == "999")
    }

    @Test("are English where the language lacks them, and nobody's where nobody named them")
    func missing() {
        #expect(words.text(Message("unknown", "English")) == "English")
        #expect(words.text(Message(verbatim: "kind").named("kind")) == "kind")
        #expect(words.text("plain \(part: "kind")") == "plain kind")
        // The first name stays, and no text has none.
        #expect(Message("kind", "a").named("percentile").key == "kind")
        #expect(("" as Message).named("kind").key == nil)
    }

    @Test("are put into titles, notes, charts, figures and warnings; no name, no type and no row changes")
    func report() throws {
        let column = ReportColumn(
            "p85_days", .duration, unit: "days", title: "85 %", note: "Note.", emphasis: .bar
        ).named("table.t")
        let direction = ReportColumn(
            "direction", .string, title: Message(verbatim: "kind"), vocabulary: Vocabulary("direction", ["up": "up"]))
        #expect(column.title.key == "table.t.p85.title" && column.note.key == "table.t.p85.note")
        var table = ReportTable(
            name: "t", title: Message("kind", "kind"), columns: [column, direction],
            rows: TableRows([[.number(1), .text("up")]]),
            chart: ChartHint(.bars, title: Message("kind", "kind"), categories: ["a"], series: []))
        table.role = .keyFigures([KeyFigure("f", 1, unit: "days", title: Message("kind", "f"))])
        var report = Report(
            name: "r", title: Message("kind", "r"), asOf: 0, timeZone: "UTC", utcOffset: { _ in 0 },
            period: .init(from: nil, to: 0), durationUnit: "days",
            source: .init(kind: "file", executions: 0, entities: 0, fetchedAt: nil), tables: [table])
        report.warnings = [ReportWarning(Message("kind", "w"), .alert)]

        let worded = report.worded(in: words)
        #expect(worded.words == words && worded.title.text == "Art" && worded.name == "r")
        #expect(worded.warnings.map(\.text) == ["Art"] && worded.warnings[0].kind == .alert)
        let shown = worded.tables[0]
        #expect(shown.title.text == "Art" && shown.chart?.title.text == "Art" && shown.name == "t")
        #expect(shown.keyFigures?.map(\.title.text) == ["Art"] && shown.keyFigures?.map(\.name) == ["f"])
        #expect(shown.columns.map(\.title.text) == ["85 %", "kind"] && shown.columns[0].name == "p85_days")
        #expect(shown.columns[1].word(for: .text("up"))?.text == "hoch")
        #expect(shown.columns[1].word(for: .text("down")) == nil)
        // Several values in a cell.
        #expect(shown.columns[1].word(for: .text("Ada, up, Bob, Ltd., up"))?.text == "Ada, hoch, Bob, Ltd., hoch")
        #expect(shown.columns[1].word(for: .text("Ada, Bob")) == nil)
        #expect(try shown.rows.collected() == [[.number(1), .text("up")]])
        #expect(words.unit("days") == "Tage" && words.unit("tasks") == "tasks" && words.unit("boxes") == "boxes")
    }
}
