import FlowTables
import Testing

@testable import FlowRenderers

@Suite("Columns of ids")
struct FoldedColumnsTests {
    private func table(_ names: [String], link: String? = nil) -> ReportTable {
        ReportTable(
            name: "t", title: "T",
            columns: names.map { name in
                ReportColumn(
                    name, name == "count" ? .integer : .string, title: "",
                    emphasis: name == link ? .link(idColumn: name) : .none)
            }, rows: TableRows([names.map { $0 == "count" ? .integer(1) : .text($0) }]))
    }

    @Test(
        "stand at the right, folded, where another column says the same or the row is about one thing",
        arguments: [
            (["template_id", "template", "count"], nil, ["template", "count", "template_id"], 1),
            (
                ["execution_id", "execution", "count", "task_template_id"], "execution_id",
                ["execution", "count", "execution_id", "task_template_id"], 2
            ),
            (["template_id", "count"], nil, ["template_id", "count"], 0),
            (["template_id", "status", "count"], nil, ["template_id", "status", "count"], 0),
            (["id", "count"], "id", ["id", "count"], 0),
        ] as [([String], String?, [String], Int)])
    func order(names: [String], link: String?, expected: [String], folded: Int) throws {
        let shown = try table(names, link: link).forPeople()
        #expect(shown.table.columns.map(\.name) == expected && shown.folded == folded)
        // The cells go with their columns.
        #expect(
            try shown.table.rows.collected() == [expected.map { $0 == "count" ? .integer(1) : .text($0) }])
    }

    @Test("are hidden in a workbook and one click away, and the names before them stay in sight")
    func workbook() throws {
        let sheet = try UnpackedWorkbook(
            SmallReports.report(
                [table(["execution_id", "execution", "count"], link: "execution_id")],
                link: "https://p.test/{execution_id}")
        ).sheet(1)
        #expect(sheet.contains("<pane xSplit=\"1\" ySplit=\"3\" topLeftCell=\"B4\""))
        #expect(sheet.firstMatch(of: /<col min="3" max="3" [^>]*hidden="1" [^>]*outlineLevel="1"/) != nil)
        #expect(sheet.firstMatch(of: /<col min="4" max="4" [^>]*collapsed="1"/) != nil)
        // The link stands on the name.
        #expect(sheet.contains("<hyperlink ref=\"A4\""))
        #expect(sheet.contains("<ignoredError sqref=\"A1:XFD1048576\" numberStoredAsText=\"1\"/>"))
    }
}
