import FlowIO
import FlowTables
import FuzzSupport
import Testing

@testable import FlowRenderers

@Suite("A workbook as a whole")
struct WorkbookTests {
    @Test("Begins with an overview and has a sheet a table, in the report's order")
    func order() throws {
        let workbook = try UnpackedWorkbook(ExampleReport.make())
        #expect(
            try workbook.sheetNames == [
                "Overview", "Summary", "Throughput", "Cycle times", "Spread of cycle times", "Bottlenecks",
                "Closing reasons", "Overdue tasks", "Age of open runs", "Cumulative flow", "Automation failures",
                "Chart data",
            ])
        #expect(try workbook.part("xl/workbook.xml").contains("name=\"Chart data\" sheetId=\"12\" state=\"hidden\""))
    }

    @Test("Of one table alone is that table")
    func oneTable() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([SmallReports.everyType]))
        #expect(try workbook.sheetNames == ["Every type"])
    }

    @Test("Of no table still opens")
    func noTable() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([]))
        #expect(try workbook.sheetNames == ["Overview"])
    }

    @Test("A table's name goes before the overview's")
    func overviewGivesWay() throws {
        let workbook = try UnpackedWorkbook(
            SmallReports.report([SmallReports.texts([]).replacing(title: "overview"), SmallReports.everyType]))
        #expect(try workbook.sheetNames == ["Overview (2)", "overview", "Every type"])
    }

    @Test("The same report gives the same bytes, made as of its clock")
    func reproducible() throws {
        let first = try UnpackedWorkbook(ExampleReport.make())
        let second = try UnpackedWorkbook(ExampleReport.make())
        #expect(first.bytes == second.bytes)
        let properties = try first.part("docProps/core.xml")
        #expect(properties.contains("2026-11-22T23:00:00Z</dcterms:created>"))
        #expect(properties.contains("<dc:title>Nightly operations report</dc:title>"))
        #expect(properties.contains("<dc:creator>Flowbook</dc:creator>"))
    }

    @Test("Key figures have names for people, and formats by their units")
    func keyFigures() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([ExampleReport.summary]))
        #expect(try workbook.value("A4") == "All runs")
        #expect(try workbook.value("B4") == "1434")
        #expect(try workbook.format("B4") == "#,##0")
        // The mean cycle time and the rate of runs on time.
        #expect(try workbook.value("B14") == "23.48132716049383")
        #expect(try workbook.format("B14") == "#,##0.00")
        #expect(try workbook.format("B18") == "0.0%")
    }

    @Test("The program's own words stand in cells as the workbook's language has them, all others as they are")
    func words() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn(
                    "figure", .string, title: "F",
                    vocabulary: Vocabulary("figure", ["cycle_time_p50": "Median cycle time"])),
                ReportColumn("unit", .string, title: "U", vocabulary: .unit),
                ReportColumn("direction", .string, title: "D", vocabulary: Vocabulary("direction", ["up": "up"])),
                ReportColumn(
                    "assignee", .string, title: "A", vocabulary: Vocabulary("nobody", ["(unassigned)": "(unassigned)"])),
                ReportColumn("task", .string, title: "Task"),
            ],
            rows: TableRows([
                ["cycle_time_p50", "ratio", "up", "(unassigned)", "up"].map { .text($0) },
                ["new_figure", "days", "new", "Ada", "(none)"].map { .text($0) },
            ]))
        func cells(_ words: Words) throws -> [String?] {
            let workbook = try UnpackedWorkbook(SmallReports.report([table]), words: words)
            return try ["A4", "B4", "C4", "D4", "E4", "A5", "B5", "C5", "D5", "E5"].map { try workbook.value($0) }
        }
        #expect(
            try cells(SmallReports.german) == [
                "Median der Durchlaufzeit", nil, "gestiegen", "(nicht zugewiesen)", "up", "new_figure", "Tage", "new",
                "Ada", "(none)",
            ])
        #expect(
            try cells(.english) == [
                "Median cycle time", nil, "up", "(unassigned)", "up", "new_figure", "days", "new", "Ada", "(none)",
            ])
    }

    @Test(
        "Texts outside of cells lose nothing and break nothing either",
        arguments: ["\u{FFFE}", "_x0041_", "\u{1}", "\u{0}"])
    func hostileTexts(text: String) throws {
        let hostile = "a\(text)b"
        let title = Message(verbatim: hostile)
        let table = ReportTable(
            name: hostile, title: title, note: title,
            columns: [
                ReportColumn("a", .string, title: title, note: title),
                ReportColumn("n", .integer, unit: hostile, title: "n", emphasis: .bar),
            ], rows: TableRows([[.text(hostile), .integer(1)]]),
            chart: ChartHint(
                .columns, title: title, categories: ["a"], series: [.init("n")], isOnSummary: true))
        let report = SmallReports.report(
            [table, table], title: title,
            warnings: [ReportWarning(title, .alert), ReportWarning(title)])
        let workbook = try UnpackedWorkbook(report)
        for (name, part) in workbook.parts {
            let bad = part.unicodeScalars.first { scalar in
                scalar.value < 0x20 && !"\n\t\r".unicodeScalars.contains(scalar) || scalar.value & 0xFFFE == 0xFFFE
            }
            #expect(bad == nil, "\(name)")
            #expect(!part.contains("a_x0041_b"), "\(name)")
        }
        let expected =
            ["\u{FFFE}": "a\u{FFFD}b", "_x0041_": "a_x005F_x0041_b", "\u{1}": "a␁b", "\u{0}": "a␀b"][text] ?? ""
        for part in [
            "docProps/core.xml", "xl/charts/chart1.xml", "xl/comments1.xml", "xl/tables/table1.xml",
            "xl/sharedStrings.xml",
            "xl/worksheets/sheet2.xml",
        ] {
            #expect(try workbook.part(part).contains(expected), "\(part)")
        }
        #expect(try workbook.part("xl/sharedStrings.xml").contains("⚠  A" + expected.dropFirst()))
    }

    @Test("Groups that have targets show a sign, hold their name, and the note of their column explains it")
    func targets() throws {
        var report = SmallReports.report([SmallReports.everyType])
        report.targetMarks = [TargetMark(column: "name", isMet: false) { $0 == "Wallbox" }]
        let workbook = try UnpackedWorkbook(report)
        #expect(try workbook.value("A4") == "Wallbox")
        #expect(try workbook.format("A4") == ";;;&quot;⚠ &quot;@")
        #expect(try workbook.format("A5") == "General")
        let notes = try workbook.part("xl/comments1.xml")
        #expect(notes.contains("What it is called. ✓ met its target in the period, ⚠ missed it."))
    }

    @Test("A full disk is found where the workbook grows", arguments: [false, true])
    func fullDisk(isStreamed: Bool) throws {
        let workbook = try Workbook(path: "/dev/full", name: "w.xlsx", options("/tmp", isStreamed: isStreamed))
        try fill(workbook)
        #expect(throws: FileError.diskFull(path: "w.xlsx")) { try workbook.close() }
    }

    @Test("A temporary file that cannot be made is found", arguments: [false, true])
    func noTemporaryFile(isStreamed: Bool) throws {
        let folder = try TemporaryFolder()
        let options = options("\(folder.path)/none", isStreamed: isStreamed)
        let workbook = try Workbook(path: "\(folder.path)/w.xlsx", name: "w.xlsx", options)
        let reason = "No such file or directory"
        #expect(throws: FileError.noTemporarySpace(folder: "\(folder.path)/none", reason: reason)) {
            try fill(workbook)
            try workbook.close()
        }
    }

    private func options(_ folder: String, isStreamed: Bool) -> Workbook.Options {
        Workbook.Options(
            temporaryFolder: folder, isStreamed: isStreamed, hasLongParts: false, limits: .excel, cutMark: "…")
    }

    private func fill(_ workbook: Workbook) throws {
        let sheet = try workbook.addSheet("one")
        for row in 0..<100 {
            try sheet.begin(row: row)
            try sheet.write("text", 0, nil)
        }
    }

    @Test("A workbook whose parts were cut off is recognized")
    func cutParts() {
        func isWhole(_ text: String) -> Bool {
            var ending = PartEnding(countsRows: true)
            for piece in Array(text.utf8).split(separator: UInt8(ascii: "|")) {
                piece.withUnsafeBytes { ending.append($0) }
            }
            return ending.isWhole
        }
        #expect(isWhole("<?xml version=\"1.0\"?>\n<worksheet x=\"1\"><sheetD|ata/></worksheet>"))
        #expect(isWhole("<?xml version=\"1.0\"?>\n<a:theme><b/></a:th|eme>\n"))
        #expect(isWhole("<?xml version=\"1.0\"?>\n<sst count=\"0\"/>"))
        #expect(!isWhole("<?xml version=\"1.0\"?>\n<worksheet><sheetData><row/>"))
        #expect(!isWhole("<?xml version=\"1.0\"?>\n<worksheet><sheetData></sheetData>"))
        #expect(!isWhole(""))
    }

    @Test("Rows of a part are counted, also where it comes in pieces")
    func rowsOfParts() {
        let text =
            "<sheetData><row r=\"1\" spans=\"1:3\"><c><v>row 1</v></c></row><row r=\"2\"/><rowx <<row >ro<row </sheetData>"
        for size in 1...20 {
            var ending = PartEnding(countsRows: true)
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                rest.prefix(size).withUnsafeBytes { ending.append($0) }
                rest = rest.dropFirst(size)
            }
            #expect(ending.rowCount == 4, "in pieces of \(size)")
        }
    }
}
