import FlowTables
import FlowTime
import Foundation
import Testing

@testable import FlowRenderers

@Suite("A page of HTML")
struct PageTests {
    @Test("says what report it is, of when and from what, in its language")
    func title() throws {
        let page = try SmallReports.text(ExampleReport.make(), as: .html)
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(page.contains("<title>Nightly operations report</title>"))
        #expect(page.contains("<h1>Nightly operations report</h1>"))
        #expect(
            page.contains(
                "<p><span>As of 2026-11-23 (Europe/Berlin)</span> <span>Period 2026-08-25 – 2026-11-23</span> "
                    + "<span>Source: warehouse, 1,434 runs, 1,102 entities, fetched 2026-11-22 23:51</span>"))
        var report = ExampleReport.make()
        report.words = SmallReports.german
        let german = try SmallReports.text(report, as: .html)
        #expect(german.contains("<html lang=\"de\">") && german.contains("<p><span>Stand 23.11.2026 (Europe/Berlin)"))
    }

    @Test("begins with alerts, then key figures, warnings, contents and charts, then the tables in their order")
    func order() throws {
        var report = ExampleReport.make()
        report.warnings = [
            ReportWarning("two runs have no due date"), ReportWarning("alert: Wallbox is at 287", .alert),
        ]
        let page = try SmallReports.text(report, as: .html)
        let parts =
            ["⚠ Alert: Wallbox is at 287", "<span class=\"label\">Open runs</span><strong>287</strong>"]
            + ["⚠ Warning: two runs have no due date", "<h2 id=\"contents\">Contents</h2>", "<h2 id=\"charts\">"]
            + report.tables.map { "<section class=\"table\" id=\"t-\($0.name)\"" }
        let places = try parts.map { part in try #require(page.range(of: part), "\(part)").lowerBound }
        #expect(places == places.sorted())
    }

    @Test("names every part for those who do not see it: headings, captions, headers of columns and rows, drawings")
    func structure() throws {
        let report = ExampleReport.make()
        let page = try SmallReports.text(report, as: .html)
        func count(_ mark: String) -> Int { page.ranges(of: mark).count }
        #expect(count("<h1") == 1 && count("<main ") == 1)
        #expect(page.contains("<a class=\"skip\" href=\"#main\">Skip to the content</a>"))
        #expect(count("<caption>") == report.tables.count && count("<table") == report.tables.count)
        #expect(count("<th scope=\"col\"") == report.tables.reduce(0) { $0 + $1.columns.count })
        #expect(count("<thead><tr>") == report.tables.count)
        // All rows but those of the histogram, which no text names.
        let named = report.tables.filter { $0.columns.contains { $0.type == .string } }
        #expect(count("<th scope=\"row\"") == named.reduce(0) { $0 + $1.rows.count } && named.count == 9)
        #expect(count("<svg ") == count("role=\"img\" aria-labelledby=") && count("<svg ") == count("<desc id="))
        let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
        for match in page.matches(of: /(?:href="#|aria-labelledby=")([^"]+)"/) {
            for id in match.1.split(separator: " ") { #expect(ids.contains(String(id))) }
        }
    }

    @Test("admits its own style and script by their digests, and nothing else")
    func policy() throws {
        let page = try SmallReports.text(ExampleReport.make(), as: .html)
        #expect(
            page.ranges(of: "http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; ").count == 1)
        let style = try #require(page.firstMatch(of: /<style>([^§]*?)<\/style>/)?.1)
        let script = try #require(page.firstMatch(of: /<script>([^§]*?)<\/script>/)?.1)
        // The digests are of what stands between the tags.
        #expect(page.contains("style-src &#39;\(PageFrame.digest(String(style)))&#39;"))
        #expect(page.contains("script-src &#39;\(PageFrame.digest(String(script)))&#39;"))
        // By `printf 'alert(1)' | openssl dgst -sha256 -binary | base64`.
        #expect(PageFrame.digest("alert(1)") == "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=")
        for mark in [" style=", " onclick", " src=", "url(", "@import", "fetch(", "XMLHttp", "innerHTML", "eval("] {
            #expect(!page.contains(mark), "\(mark)")
        }
    }

    @Test("shows what needs somebody today, with links to the runs and to the table that has all of it")
    func morning() throws {
        let columns = [
            ReportColumn("id", .string, title: "Run id"),
            ReportColumn("customer", .string, title: "Customer", emphasis: .link(idColumn: "id")),
            ReportColumn("task", .string, title: "Task"),
        ]
        // The first ten of twelve.
        let rows = (1...10).map { number -> [Cell] in
            [.text("r\(number)"), .text("Yıldız <\(number)>"), .text("Order hardware")]
        }
        let list = ReportTable(name: "urgent", title: "Urgent", columns: columns, rows: TableRows(rows))
        var report = ExampleReport.make()
        report.morning = Morning(
            since: report.asOf - ExampleReport.day,
            lists: [.init(.urgent, count: 12, table: list), .init(.dueToday, count: 0, table: list.limited(to: 0))])
        let page = try SmallReports.text(report, as: .html)
        #expect(page.contains("<h2 id=\"morning\">This morning</h2>"))
        #expect(page.contains("<a href=\"#t-overdue_tasks\">Most urgent tasks (12)</a>"))
        #expect(
            page.contains(
                "workflow-execution/r1\" rel=\"noopener noreferrer\" title=\"Open in the portal\">Yıldız &lt;1&gt;</a>")
        )
        #expect(page.contains("<p><a href=\"#t-overdue_tasks\">and 2 more</a></p>"))
        #expect(page.contains("Due today (0)</h3>\n<p>none</p>"))
    }

    @Test("of one table is that table")
    func oneTable() throws {
        let report = SmallReports.report(
            [SmallReports.everyType], warnings: [ReportWarning("runs may be missing")])
        let page = try SmallReports.text(report, as: .html)
        #expect(page.contains("⚠ Warning: runs may be missing"))
        #expect(!page.contains("id=\"contents\"") && !page.contains("class=\"cards"))
        #expect(page.ranges(of: "<section class=\"table\"").count == 1)
    }

    @Test("of no table, and of tables without rows or columns, is whole")
    func empty() throws {
        let none = ReportTable(name: "none", title: "None", columns: [], rows: TableRows([]))
        for tables in [[], [none], [none, none, SmallReports.texts([])]] {
            let page = try SmallReports.text(SmallReports.report(tables), as: .html)
            #expect(page.hasSuffix("</html>\n"))
            #expect(page.ranges(of: "no rows").count >= tables.count)
        }
    }

    @Test("has the same bytes for the same report")
    func reproducible() throws {
        #expect(
            try SmallReports.bytes(ExampleReport.make(), as: .html)
                == SmallReports.bytes(ExampleReport.make(), as: .html))
    }

    @Test(
        "leads to a place for each table, whatever its name",
        arguments: [
            (["cycle_times", "a"], ["t-cycle_times", "t-a"]),
            (["a b", "a-b", "A B"], ["t-a-b", "t-a-b-2", "t-A-B-3"]),
            (["\"><script>", "日本"], ["t----script-", "t---"]),
        ])
    func anchors(_ names: [String], _ anchors: [String]) {
        var claims = Anchors()
        #expect(names.map { claims.claim($0) } == anchors)
    }
}
