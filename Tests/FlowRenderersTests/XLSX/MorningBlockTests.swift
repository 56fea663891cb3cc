import FlowTables
import FlowTime
import Testing

@testable import FlowRenderers

@Suite("What needs somebody today, on the first sheet")
struct MorningBlockTests {
    private func list(_ kind: Morning.Kind, count: Int, names: [String]) -> Morning.List {
        Morning.List(
            kind, count: count,
            table: ReportTable(
                name: kind.rawValue, title: "",
                columns: [
                    ReportColumn(
                        "execution_id", .string, title: "Run id", emphasis: .link(idColumn: "execution_id")),
                    ReportColumn("customer", .string, title: "Customer", emphasis: .link(idColumn: "execution_id")),
                    ReportColumn("task", .string, title: "Task"), ReportColumn("people", .string, title: "Assignees"),
                    ReportColumn("due_at", .instant, title: "Due"),
                ],
                rows: TableRows(
                    names.map { name in
                        [
                            .text("id-\(name)"), .text(name), .text("Call \(name)"), .text("Kim"),
                            .instant(ExampleReport.asOf),
                        ]
                    })))
    }

    private func report(since days: Int, _ lists: [Morning.List]) -> Report {
        var report = ExampleReport.make()
        report.morning = Morning(since: report.asOf - days * .day, lists: lists)
        return report
    }

    /// All texts of the first sheet.
    private func texts(_ workbook: UnpackedWorkbook) throws -> [String] {
        let shared = try workbook.part("xl/sharedStrings.xml").matches(of: /<si><t[^>]*>([^<]*)<\/t>/)
        return try workbook.sheet(1).matches(of: /t="s"><v>([0-9]+)<\/v>/).compactMap { match in
            Int(match.output.1).map { String(shared[$0].output.1) }
        }
    }

    @Test("names customers with links to their runs, the tasks and who does them, and how many more there are")
    func urgent() throws {
        let names = (1...10).map { "Customer \($0)" }
        let workbook = try UnpackedWorkbook(report(since: 1, [list(.urgent, count: 173, names: names)]))
        let texts = try texts(workbook)
        let heading = try #require(texts.firstIndex(of: "Most urgent tasks (173)"))
        #expect(
            Array(texts[(heading + 1)...(heading + 6)]) == [
                "Task", "Assignees", "Due", names[0], "Call Customer 1", "Kim",
            ])
        #expect(texts.contains("Customer 10") && texts.contains("and 163 more"))
        let links = try workbook.part("xl/worksheets/_rels/sheet1.xml.rels")
        #expect(links.contains("Target=\"https://portal.epilot.cloud/app/workflow-execution/id-Customer%201\""))
        // The rest stands on the sheet of overdue tasks.
        #expect(try workbook.sheet(1).contains("location=\"'Overdue tasks'!A1\""))
    }

    @Test("says since when, and that there is nothing")
    func others() throws {
        let workbook = try UnpackedWorkbook(
            report(
                since: 3,
                [
                    list(.urgent, count: 0, names: []),
                    list(.becameOverdue, count: 7, names: ["a", "b", "c", "d", "e", "f"]),
                    list(.settled, count: 1, names: ["g"]),
                ]))
        let texts = try texts(workbook)
        let urgent = try #require(texts.firstIndex(of: "Most urgent tasks (0)"))
        #expect(texts[urgent + 1] == "none")
        // The clock is on a Monday.
        #expect(texts.contains("Overdue since Friday (7)") && texts.contains("Settled since Friday (1)"))
        #expect(texts.contains("e") && !texts.contains("f") && texts.contains("and 2 more"))
        let yesterday = try self.texts(
            UnpackedWorkbook(
                report(since: 1, [list(.urgent, count: 0, names: []), list(.settled, count: 0, names: [])])))
        #expect(yesterday.contains("Settled since yesterday (0)"))
    }

    @Test("is not there where nobody asked for it")
    func unasked() throws {
        #expect(try !texts(UnpackedWorkbook(ExampleReport.make())).contains("This morning"))
    }
}
