import FlowIO
import FlowTables
import Foundation
import Testing

@testable import FlowRenderers

@Suite("A table on a page")
struct TableSectionTests {
    private func page(_ table: ReportTable, link: String? = nil, words: Words = .english) throws -> String {
        var report = SmallReports.report([table], link: link, offset: 3600)
        report.words = words
        return try SmallReports.text(report, as: .html)
    }

    /// The rows of a page's table, cell by cell, as they stand in its source.
    private func cells(_ page: String) throws -> [[String]] {
        let body = try #require(page.firstMatch(of: /<tbody>\n([^§]*?)<\/tbody>/)?.1)
        return body.split(separator: "\n").map { line in
            line.matches(of: /<t[dh][^>]*>(.*?)<\/t[dh]>/).map { String($0.1) }
        }
    }

    /// The rows that the script gets.
    private func data(_ page: String) throws -> [[Any]] {
        try page.matches(of: /<script type="application\/json">([^§]*?)<\/script>/).flatMap { match in
            try #require(try JSONSerialization.jsonObject(with: Data(match.1.utf8)) as? [[Any]])
        }
    }

    @Test("shows every type as people read it")
    func types() throws {
        #expect(
            try cells(page(SmallReports.everyType)) == [
                ["Wallbox", "1,234", "0.30", "93.4%", "11.25", "2026-01-02 04:04", "2026-01-02", "yes"],
                Array(repeating: "", count: 8),
            ])
        let words = Words(
            code: "de", texts: SmallReports.german.texts.merging(["html.yes": "ja", "html.no": "nein"]) { $1 })
        #expect(
            try cells(page(SmallReports.everyType, words: words))[0] == [
                "Wallbox", "1.234", "0,30", "93,4%", "11,25", "02.01.2026 04:04", "02.01.2026", "ja",
            ])
    }

    @Test("gives the script what cells show and what they are sorted by")
    func rows() throws {
        let rows = try data(page(SmallReports.everyType))
        let expected: [Any] = [
            "Wallbox", [1234, "1,234"], [0.3, "0.30"], [0.934, "93.4%"], 11.25,
            [1_767_323_045_678, "2026-01-02 04:04"], [20_455, "2026-01-02"], true,
        ]
        #expect(rows.count == 2)
        #expect(NSArray(array: rows[0]) == NSArray(array: expected))
        #expect(rows[1].allSatisfy { $0 is NSNull } && rows[1].count == 8)
    }

    @Test("has its first 200 rows for readers without a script, and all of them for the script")
    func firstRows() throws {
        let table = SmallReports.texts((1...45_000).map { "row \($0)" })
        let page = try page(table)
        let cells = try cells(page)
        #expect(cells.count == 200 && cells.first == ["row 1"] && cells.last == ["row 200"])
        let rows = try data(page)
        #expect(rows.count == 45_000 && rows.last as? [String] == ["row 45000"])
        #expect(page.ranges(of: "<script type=\"application/json\">").count == 3)
        #expect(page.contains("<span class=\"count\" role=\"status\">rows 1–200 of 45,000</span>"))
    }

    @Test("walks over streamed rows once for their chart and once to write them, and holds none of them")
    func streamed() throws {
        final class Walks: @unchecked Sendable { var count = 0 }  // Walked over by one thread.
        let walks = Walks()
        let rows = TableRows(count: 30_000) { visit in
            walks.count += 1
            for number in 0..<30_000 { try visit([.text("run \(number)"), .number(Double(number))]) }
        }
        let table = ReportTable(
            name: "runs", title: "Runs",
            columns: [
                ReportColumn("run", .string, title: "Run"),
                ReportColumn("age_days", .duration, unit: "days", title: "Age", emphasis: .bar),
            ], rows: rows)
        var largest = 0  // Bytes that were ever handed over at once.
        let sink = ByteSink(name: "memory") { largest = max(largest, $0.count) }
        _ = try HTMLRenderer().render(SmallReports.report([table]), to: sink)
        #expect(walks.count == 2)
        #expect(largest < 1 << 18)
    }

    @Test("links to runs where the address is one that a browser may open, and to nothing else")
    func links() throws {
        let table = ReportTable(
            name: "runs", title: "Runs",
            columns: [
                ReportColumn("id", .string, title: "Id"),
                ReportColumn("run", .string, title: "Run", emphasis: .link(idColumn: "id")),
            ], rows: TableRows([[.text("a/b\"c"), .text("Wallbox")]]))
        let linked = try page(table, link: "https://portal.example/run/{execution_id}?a=1&b=2")
        #expect(
            linked.contains(
                "<th scope=\"row\"><a href=\"https://portal.example/run/a%2Fb%22c?a=1&amp;b=2\" "
                    + "rel=\"noopener noreferrer\" title=\"Open in the portal\">Wallbox</a></th>"))
        for link in ["javascript:alert(1)//{execution_id}", "file:///{execution_id}", "https://portal.example/"] {
            #expect(!(try page(table, link: link)).contains("<a href=\"\(link.prefix(5))"))
        }
    }

    @Test("folds ids away at its right, unless rows have nothing else to be known by")
    func identifiers() throws {
        let id = ReportColumn("execution_id", .string, title: "Run id")
        let count = ReportColumn("count", .integer, title: "Runs")
        let name = ReportColumn("template", .string, title: "Template", emphasis: .link(idColumn: "execution_id"))
        func headers(_ columns: [ReportColumn]) throws -> [String] {
            let table = ReportTable(name: "t", title: "T", columns: columns, rows: TableRows([]))
            return try page(table).matches(of: /<th scope="col"([^>]*) data-column[^>]*>([^<]*)<\/th>/)
                .map { "\($0.2)\($0.1)" }
        }
        #expect(try headers([id, name, count]) == ["Template", "Runs class=\"n\"", "Run id class=\"id\""])
        #expect(try headers([id, count]) == ["Run id", "Runs class=\"n\""])
    }

    @Test("marks what passes thresholds with a sign each, tells the script of them, and has sums at its foot")
    func thresholdsAndTotals() throws {
        let table = try ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("template", .string, title: "Template"),
                ReportColumn("n", .integer, title: "N").addingUp()
                    .marking([Threshold(.warning, .above, 2), Threshold(.alarm, .atLeast, 5)]),
            ],
            rows: TableRows([
                [.text("A"), .integer(2)], [.text("B"), .integer(3)], [.text("C"), .integer(5)],
            ])
        ).totalled(isOfFirstRows: true)
        let page = try page(table)
        #expect(page.contains("data-levels=\"alarm &gt;= 5.0;warn &gt; 2.0\""))
        #expect(
            page.contains("<td class=\"n\">2</td>") && page.contains("<td class=\"n warn\">! 3</td>")
                && page.contains("<td class=\"n alarm\">⚠ 5</td>"))
        #expect(
            page.contains("<tfoot><tr><th scope=\"row\">Total of these rows</th><td class=\"n\">10</td></tr></tfoot>"))
    }

    @Test("draws bars as long as their values, alarms with a sign, and signs before groups with a target")
    func marks() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("template", .string, title: "Template"),
                ReportColumn("total", .integer, title: "Total", emphasis: .bar),
                ReportColumn("share", .percent, title: "Share", emphasis: .bar),
                ReportColumn("failed", .integer, title: "Failed", emphasis: .alarm),
                ReportColumn("late", .boolean, title: "Late", emphasis: .alarm),
            ],
            rows: TableRows([
                [.text("A"), .integer(200), .number(0.5), .integer(0), .boolean(false)],
                [.text("B"), .integer(50), .number(0.004), .integer(3), .boolean(true)],
            ]))
        var report = SmallReports.report([table])
        report.targetMarks = [TargetMark(column: "template", isMet: false) { $0 == "B" }]
        let page = try SmallReports.text(report, as: .html)
        #expect(
            page.contains(
                """
                <tr><th scope="row">A</th><td class="n bar b100">200</td><td class="n bar b50">50.0%</td>\
                <td class="n">0</td><td>no</td></tr>
                <tr><th scope="row" class="missed">⚠ B</th><td class="n bar b26">50</td><td class="n">0.4%</td>\
                <td class="n alarm">⚠ 3</td><td class="alarm">yes</td></tr>
                """))
    }
}
