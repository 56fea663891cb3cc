import FlowTables
import Testing

@testable import FlowRenderers

@Suite("Tables for people")
struct TextFormatTests {
    private func terminal(_ tables: [ReportTable], width: Int? = nil, color: Bool = false) throws -> String {
        try SmallReports.text(
            SmallReports.report(tables), as: .table,
            RenderOptions(terminal: TerminalOptions(width: width, hasColor: color)))
    }

    private static let cycleTimes = ReportTable(
        name: "cycle_times", title: "Cycle times",
        columns: [
            ReportColumn("template", .string, title: "Template"), ReportColumn("count", .integer, title: "Runs"),
            ReportColumn("p50_days", .duration, unit: "days", title: "Median"),
            ReportColumn("on_time_rate", .percent, title: "On time"),
        ],
        rows: TableRows([
            [.text("Wallbox"), .integer(1412), .number(11.25), .number(0.934)],
            [.text("Heat pump"), .integer(7), .missing, .missing],
        ]))

    @Test("Groups that have targets carry a sign, and colour where they missed them")
    func targets() throws {
        var report = SmallReports.report([Self.cycleTimes])
        report.targetMarks = [
            TargetMark(column: "template", isMet: false) { $0 == "Wallbox" },
            TargetMark(column: "template", isMet: true) { $0 == "Heat pump" },
        ]
        let terminal = try SmallReports.text(
            report, as: .table, RenderOptions(terminal: TerminalOptions(width: nil, hasColor: true)))
        #expect(terminal.contains("\u{1B}[1;31m⚠ Wallbox\u{1B}[0m    1,412"))
        #expect(terminal.contains("\n✓ Heat pump"))
        #expect(try SmallReports.text(report, as: .markdown).contains("| ⚠ Wallbox | 1,412 |"))
        let plain = SmallReports.report([Self.cycleTimes])
        #expect(try SmallReports.bytes(report, as: .csv) == SmallReports.bytes(plain, as: .csv))
        #expect(try SmallReports.bytes(report, as: .json) == SmallReports.bytes(plain, as: .json))
    }

    @Test("Values that pass thresholds have a sign and a colour, and sums stand under a rule")
    func thresholdsAndTotals() throws {
        let table = try ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("template", .string, title: "Template"),
                ReportColumn("n", .integer, title: "Runs").addingUp()
                    .marking([Threshold(.warning, .above, 2), Threshold(.alarm, .atLeast, 5)]),
            ],
            rows: TableRows([[.text("Wallbox"), .integer(3)], [.text("Heat pump"), .integer(5)]])
        ).totalled(isOfFirstRows: false)
        #expect(
            try terminal([table])
                == """
                Template   Runs
                ─────────  ────
                Wallbox     ! 3
                Heat pump   ⚠ 5
                ─────────  ────
                Total         8
                2 rows

                """)
        let colored = try terminal([table], color: true)
        #expect(colored.contains("\u{1B}[1;33m! 3\u{1B}[0m") && colored.contains("\u{1B}[1;31m⚠ 5\u{1B}[0m"))
        #expect(
            try SmallReports.text(SmallReports.report([table]), as: .markdown)
                .hasSuffix("| Wallbox | ! 3 |\n| Heat pump | ⚠ 5 |\n| **Total** | **8** |\n"))
    }

    @Test("On a terminal columns line up, numbers on the right, units below the titles")
    func aligned() throws {
        #expect(
            try terminal([Self.cycleTimes])
                == """
                Template    Runs  Median  On time
                                  [days]
                ─────────  ─────  ──────  ───────
                Wallbox    1,412   11.25    93.4%
                Heat pump      7
                2 rows

                """.replacing("7\n", with: "7" + String(repeating: " ", count: 17) + "\n"))
    }

    @Test("Wide characters take two columns")
    func wide() throws {
        let lines = try terminal([SmallReports.texts(["東京", "ab", "😀"])]).split(separator: "\n")
        #expect(lines == ["Text", "────", "東京", "ab", "😀", "3 rows"])
        let two = ReportTable(
            name: "t", title: "T",
            columns: [ReportColumn("a", .string, title: "A"), ReportColumn("b", .string, title: "B")],
            rows: TableRows([[.text("東京"), .text("x")], [.text("e\u{301}"), .text("y")]]))
        #expect(
            try terminal([two]).split(separator: "\n") == ["A     B", "────  ─", "東京  x", "e\u{301}     y", "2 rows"])
    }

    @Test("A narrow terminal cuts the widest texts and never a number")
    func narrow() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("a", .string, title: "A", rank: .answer),
                ReportColumn("n", .integer, title: "N", rank: .answer),
            ],
            rows: TableRows([[.text("a very long name of a template"), .integer(1_234_567)]]))
        let lines = try terminal([table], width: 24).split(separator: "\n")
        #expect(lines[2] == "a very long …  1,234,567")
        #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 24 })
        // Text columns keep ten columns at least, numbers everything.
        #expect(try terminal([table], width: 5).split(separator: "\n")[2] == "a very lo…  1,234,567")
    }

    @Test("A narrower one leaves out columns by their rank, the rightmost of equal ones first, and names them")
    func leftOut() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("execution_id", .string, title: "Run id"),
                ReportColumn("execution", .string, title: "Run", rank: .answer),
                ReportColumn("d", .integer, title: "First", rank: .detail),
                ReportColumn("m", .integer, title: "Second"),
                ReportColumn("n", .integer, title: "Third"), ReportColumn("z", .integer, title: "Z", rank: .answer),
            ],
            rows: TableRows([
                [.text("0123456789"), .text("Wallbox"), .integer(1), .integer(2), .integer(3), .integer(4)]
            ]))
        func heads(_ width: Int) throws -> [Substring] {
            let text = try terminal([table], width: width)
            #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= width }, "\(text)")
            return text.split(separator: "\n")[0].split(separator: " ")
        }
        // 10 + 7 + 5 + 6 + 5 + 1 columns and five gaps of two make 44.
        #expect(try heads(44) == ["Run", "id", "Run", "First", "Second", "Third", "Z"])
        // Without the id 32, without the detail 25, without the rightmost of the usual ones 18, the answer alone 10.
        #expect(try heads(43) == ["Run", "First", "Second", "Third", "Z"])
        #expect(try heads(31) == ["Run", "Second", "Third", "Z"])
        #expect(try heads(24) == ["Run", "Second", "Z"])
        #expect(try heads(17) == ["Run", "Third", "Z"])
        #expect(try heads(15) == ["Run", "Z"])
        #expect(
            try terminal([table], width: 80).hasSuffix("1 row\n")
                && terminal([table], width: 43).hasSuffix("1 row, 1 more column in a wider terminal: …\n"))
        let wide = try terminal([table.selecting(["execution_id", "execution", "d", "m"])], width: 20)
        #expect(
            wide.split(separator: "\n")[2] == "0123456789  Wallbox      1       2", "whoever names columns sees them")
    }

    @Test("Data cannot steer the terminal")
    func harmless() throws {
        let text = try terminal([SmallReports.texts(["\u{1B}[31mred", "a\nb", "x\u{202E}y", "\u{9B}2J"])])
        #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{9B}"))
        #expect(text.contains("␛[31mred"))
        #expect(text.contains("a b"))
        #expect(text.contains("x\u{FFFD}y"))
    }

    @Test("Colour adds bars for shares and marks, without it there is not one escape")
    func color() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("share", .percent, title: "Share"),
                ReportColumn("late", .boolean, title: "Late", emphasis: .alarm),
            ],
            rows: TableRows([[.number(0.5), .boolean(true)]]))
        #expect(try !terminal([table]).contains("\u{1B}"))
        let colored = try terminal([table], color: true)
        #expect(colored.contains("\u{1B}[36m█████\u{1B}[0m"))
        #expect(colored.contains("\u{1B}[1;31myes\u{1B}[0m"))
    }

    @Test("Several tables come under their titles")
    func several() throws {
        let text = try terminal([SmallReports.texts(["a"]), SmallReports.texts([])])
        #expect(text == "Texts\nText\n────\na\n1 row\n\nTexts\nText\n────\nno rows\n")
    }

    @Test("Key figures are shown by their units")
    func keyFigures() throws {
        let lines = try terminal([ExampleReport.summary]).split(separator: "\n").map {
            $0.split(separator: " ").joined(separator: " ")
        }
        #expect(lines.contains("executions 1,434 executions"))
        #expect(lines.contains("cycle_time_mean 23.48 days"))
        #expect(lines.contains("on_time_rate 84.3% ratio"))
    }

    @Test("Markdown has a pipe table, numbers to the right, markup escaped")
    func markdown() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("a", .string, title: "A|B"), ReportColumn("d_days", .duration, unit: "days", title: "D"),
            ],
            rows: TableRows([[.text("x|y *z* <b>\nnext"), .number(1.5)], [.text("snake_case _em_"), .missing]]))
        #expect(
            try SmallReports.text(SmallReports.report([table]), as: .markdown) == """
                | A\\|B | D \\[days\\] |
                | --- | ---: |
                | x\\|y \\*z\\* &lt;b> next | 1.50 |
                | snake_case \\_em\\_ |  |

                """)
    }

    @Test("Markdown of several tables has headings")
    func markdownHeadings() throws {
        let report = SmallReports.report([SmallReports.texts([]), SmallReports.texts([])], title: "All")
        let text = try SmallReports.text(report, as: .markdown)
        #expect(text == "# All\n\n## Texts\n\n| Text |\n| --- |\n\n## Texts\n\n| Text |\n| --- |\n")
    }

    @Test(
        "Text is cut at whole characters",
        arguments: [
            ("abcdef", 4, "abc…"), ("abcd", 4, "abcd"), ("東京都", 4, "東…"), ("東京", 4, "東京"),
            ("e\u{301}xyz", 3, "e\u{301}x…"),
        ])
    func cut(text: String, width: Int, expected: String) {
        #expect(DisplayWidth.cut(text, to: width) == expected)
    }
}
