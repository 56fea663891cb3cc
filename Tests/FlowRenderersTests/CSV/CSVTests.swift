import FlowTables
import FlowTime
import Testing

@testable import FlowRenderers

@Suite("CSV")
struct CSVTests {
    private func csv(_ table: ReportTable, _ options: CSVOptions = CSVOptions()) throws -> String {
        try SmallReports.text(SmallReports.report([table]), as: .csv, RenderOptions(csv: options))
    }

    @Test("Has a header of column names, CRLF line ends and an empty field for a missing value")
    func lines() throws {
        #expect(
            try csv(SmallReports.everyType) == "name,count,value,share,p50_days,at,day,overdue\r\n"
                + "Wallbox,1234,0.3,0.934,11.25,2026-01-02T03:04:05.678Z,2026-01-02,true\r\n" + ",,,,,,,\r\n")
    }

    @Test(
        "Quotes a field that needs it, and only that",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("cr\rhere", "\"cr\rhere\""), (" padded ", " padded "), ("a;b", "a;b"), ("", "\"\""),
        ])
    func quotes(text: String, field: String) throws {
        #expect(try csv(SmallReports.texts([text])) == "text\r\n\(field)\r\n")
    }

    @Test(
        "Keeps spreadsheets from running data as formulas",
        arguments: ["=1+1", "+1", "-1", "@x", "\tx", "＝1", "＋1", "－1", "＠x", "\u{0}x"])
    func formulas(text: String) throws {
        #expect(try csv(SmallReports.texts([text])) == "text\r\n'\(text)\r\n")
        let machine = try CSVOptions(delimiter: ",", formulaGuard: false)
        #expect(try csv(SmallReports.texts([text]), machine) == "text\r\n\(text)\r\n")
    }

    @Test("Guards before it quotes")
    func guardedAndQuoted() throws {
        #expect(try csv(SmallReports.texts(["=a,b", "\r=x"])) == "text\r\n\"'=a,b\"\r\n\"'\r=x\"\r\n")
    }

    @Test("Never guards a number")
    func negativeNumbers() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [ReportColumn("n", .integer, title: "N"), ReportColumn("x", .decimal, title: "X")],
            rows: TableRows([[.integer(-5), .number(-0.25)]]))
        #expect(try csv(table) == "n,x\r\n-5,-0.25\r\n")
    }

    @Test("Guards a header that comes from data")
    func header() throws {
        let table = ReportTable(
            name: "t", title: "T", columns: [ReportColumn("=cmd()", .string, title: "X")], rows: TableRows([]))
        #expect(try csv(table) == "'=cmd()\r\n")
    }

    @Test("Serves spreadsheets with German settings")
    func german() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [ReportColumn("a", .string, title: "A"), ReportColumn("x", .decimal, title: "X")],
            rows: TableRows([[.text("1;2"), .number(1234.5)], [.text("a,b"), .number(-0.5)]]))
        let options = try CSVOptions(delimiter: ";", decimalSeparator: ",", byteOrderMark: true)
        #expect(try csv(table, options) == "\u{FEFF}a;x\r\n\"1;2\";1234,5\r\na,b;-0,5\r\n")
    }

    @Test("Quotes decimals where the comma separates fields too")
    func commaTwice() throws {
        let table = ReportTable(
            name: "t", title: "T", columns: [ReportColumn("x", .decimal, title: "X")],
            rows: TableRows([[.number(1.5)], [.number(2)]]))
        let options = try CSVOptions(delimiter: ",", decimalSeparator: ",")
        #expect(try csv(table, options) == "x\r\n\"1,5\"\r\n2\r\n")
    }

    @Test("Begins with a byte-order mark only if asked to")
    func mark() throws {
        #expect(try Array(csv(SmallReports.texts([])).utf8) == Array("text\r\n".utf8))
        let marked = try CSVOptions(delimiter: ",", byteOrderMark: true)
        #expect(try Array(csv(SmallReports.texts([]), marked).utf8) == [0xEF, 0xBB, 0xBF] + Array("text\r\n".utf8))
    }

    @Test(
        "Refuses delimiters that fields cannot be told apart with",
        arguments: ["", "ab", "\"", "\n", "5", "x", "-", "ä"])
    func badDelimiter(delimiter: String) {
        #expect(throws: RenderError.self) { try CSVOptions(delimiter: delimiter) }
    }

    @Test("Refuses decimal separators other than point and comma")
    func badSeparator() {
        #expect(throws: RenderError.self) { try CSVOptions(delimiter: ";", decimalSeparator: "'") }
    }
}
