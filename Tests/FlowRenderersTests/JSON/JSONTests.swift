import FlowJSON
import FlowTables
import FlowTime
import Testing

@testable import FlowRenderers

@Suite("JSON")
struct JSONTests {
    @Test("Is one document, laid out for people, a row a line")
    func document() throws {
        let table = ReportTable(
            name: "cycle_times", title: "Cycle times",
            columns: [
                ReportColumn("template", .string, title: "Template"), ReportColumn("count", .integer, title: "Runs"),
                ReportColumn("p50_days", .duration, unit: "days", title: "Median"),
            ],
            rows: TableRows([
                [.text("Wallbox"), .integer(412), .number(11.25)], [.text("A \"b\""), .integer(0), .missing],
            ]))
        #expect(
            try SmallReports.text(SmallReports.report([table]), as: .json) == """
                {
                  "schema": "flowbook.report/1",
                  "report": "test",
                  "title": "Test",
                  "as_of": "2026-11-23T00:00:00.000Z",
                  "time_zone": "UTC",
                  "period": {"from": null, "to": "2026-11-23T00:00:00.000Z"},
                  "duration_unit": "days",
                  "source": {"kind": "file", "executions": 3, "entities": 2, "fetched_at": null},
                  "tables": [
                    {
                      "name": "cycle_times",
                      "title": "Cycle times",
                      "columns": [
                        {"name": "template", "type": "string"},
                        {"name": "count", "type": "integer"},
                        {"name": "p50_days", "type": "duration", "unit": "days"}
                      ],
                      "rows": [
                        {"template": "Wallbox", "count": 412, "p50_days": 11.25},
                        {"template": "A \\"b\\"", "count": 0, "p50_days": null}
                      ]
                    }
                  ]
                }

                """)
    }

    @Test("An answer is one table with the types of its columns, and nothing of a report")
    func table() throws {
        let table = ReportTable(
            name: "query", title: "Query",
            columns: [
                ReportColumn("n", .integer, title: "n"), ReportColumn("p50_days", .duration, unit: "days", title: "p"),
            ], rows: TableRows([[.integer(1), .number(0.5)], [.missing, .missing]]))
        let report = SmallReports.report([table], warnings: [ReportWarning("a \"b\"")])
        #expect(
            try SmallReports.text(report, as: .jsonTable) == """
                {
                  "schema": "flowbook.table/1",
                  "warnings": [
                    "a \\"b\\""
                  ],
                  "name": "query",
                  "title": "Query",
                  "columns": [
                    {"name": "n", "type": "integer"},
                    {"name": "p50_days", "type": "duration", "unit": "days"}
                  ],
                  "rows": [
                    {"n": 1, "p50_days": 0.5},
                    {"n": null, "p50_days": null}
                  ]
                }

                """)
        let empty = try SmallReports.text(SmallReports.report([table.limited(to: 0)]), as: .jsonTable)
        #expect(empty.hasSuffix("\n  \"rows\": []\n}\n") && !empty.contains("warnings"))
    }

    @Test("Parses, whatever stands in it")
    func hostileTexts() throws {
        let texts = ["\u{0}", "\"", "\\", "\u{1F}", "\u{2028}", "😀", "</script>", "a\r\nb"]
        let report = SmallReports.report(
            [SmallReports.texts(texts)], title: "\"quoted\"", warnings: [ReportWarning("a\tb")])
        let document = try JSONValue(parsing: SmallReports.bytes(report, as: .json))
        let rows = try #require(document["tables"]?.arrayValue?.first?["rows"]?.arrayValue)
        #expect(rows.map { $0["text"]?.stringValue } == texts)
        #expect(document["title"]?.stringValue == "\"quoted\"")
        #expect(document["warnings"]?.arrayValue?.first?.stringValue == "a\tb")
    }

    @Test("Of no tables and of tables without rows is whole")
    func empty() throws {
        let nothing = try JSONValue(parsing: SmallReports.bytes(SmallReports.report([]), as: .json))
        #expect(nothing["tables"]?.arrayValue?.isEmpty == true)
        let noRows = try JSONValue(
            parsing: SmallReports.bytes(SmallReports.report([SmallReports.texts([])]), as: .json))
        #expect(noRows["tables"]?.arrayValue?.first?["rows"]?.arrayValue?.isEmpty == true)
    }

    @Test("Is what the shipped schema describes")
    func schema() throws {
        let schema = try JSONSchema(ofRepository: "docs/report.schema.json")
        var report = ExampleReport.make()
        report.warnings = [ReportWarning("something")]
        report.tables.append(SmallReports.everyType)
        let documents = [report, SmallReports.report([])]
        for document in documents {
            #expect(schema.problems(of: try JSONValue(parsing: SmallReports.bytes(document, as: .json))) == [])
        }
    }

    @Test("The schema refuses what is not a report")
    func schemaRefuses() throws {
        let schema = try JSONSchema(ofRepository: "docs/report.schema.json")
        let text = try SmallReports.text(SmallReports.report([SmallReports.everyType]), as: .json)
        let changes = [
            ("flowbook.report/1", "flowbook.report/2"), ("T00:00:00.000Z", "T00:00:00Z"), ("\"duration\"", "\"time\""),
            ("\"report\":", "\"reports\":"), ("\"days\",", "\"weeks\","), ("\"executions\": 3", "\"executions\": -3"),
        ]
        for (old, new) in changes {
            let changed = text.replacing(old, with: new)
            #expect(changed != text)
            #expect(schema.problems(of: try JSONValue(parsing: Array(changed.utf8))) != [], "\(new)")
        }
    }

    @Test("Lines hold one row's object each and nothing else")
    func lines() throws {
        #expect(
            try SmallReports.text(SmallReports.report([SmallReports.everyType]), as: .jsonLines) == """
                {"name": "Wallbox", "count": 1234, "value": 0.3, "share": 0.934, "p50_days": 11.25, \
                "at": "2026-01-02T03:04:05.678Z", "day": "2026-01-02", "overdue": true}
                {"name": null, "count": null, "value": null, "share": null, "p50_days": null, "at": null, \
                "day": null, "overdue": null}

                """)
    }
}
