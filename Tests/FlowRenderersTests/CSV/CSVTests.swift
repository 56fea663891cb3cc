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
            ("cr\rhere", "\"cr\rhere\""), (" padded ", " padded "), ("a;b", "\"a;b\""),
            ("a\tb", "\"a\tb\""), ("a|b", "a|b"), ("", "\"\""),
        ])
    func quotes(text: String, field: String) throws {
        #expect(try csv(SmallReports.texts([text])) == "text\r\n\(field)\r\n")
    }

    @Test(
        "Keeps spreadsheets from running data as formulas",
        arguments: ["=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\u{0}x"])
    func formulas(text: String) throws {
        #expect(try csv(SmallReports.texts([text])) == "text\r\n'\(text)\r\n")
        let machine = try CSVOptions(delimiter: ",", formulaGuard: false)
        #expect(try csv(SmallReports.texts([text]), machine) == "text\r\n\(text)\r\n")
    }

    @Test("Guards before it quotes")
    func guardedAndQuoted() throws {
        #expect(
            try csv(SmallReports.texts(["=a,b", "\r=x", "\tx"]))
                == "text\r\n\"'=a,b\"\r\n\"'\r'=x\"\r\n\"'\tx\"\r\n")
    }

    @Test(
        "Guards what follows a delimiter, a quote or a line end inside a field, and nothing else of it",
        arguments: [
            ("Müller;=1+1", "\"Müller;'=1+1\""), ("a,-b", "\"a,'-b\""), ("a\t@b", "\"a\t'@b\""),
            ("say \"=1\"", "\"say \"\"'=1\"\"\""), ("a;＝1", "\"a;'＝1\""), ("a\n+b", "\"a\n'+b\""),
            ("a\r\n-b", "\"a\r\n'-b\""), ("a; -b", "\"a; -b\""), ("a-b=c", "a-b=c"), ("a;\t=b", "\"a;\t'=b\""),
        ])
    func insideFields(text: String, field: String) throws {
        for delimiter in [",", ";", "\t"] {
            #expect(try csv(SmallReports.texts([text]), CSVOptions(delimiter: delimiter)) == "text\r\n\(field)\r\n")
        }
    }

    @Test("Shows no formula to a reader that splits at another delimiter, whether it knows quotes or not")
    func otherReaders() throws {
        let letters = ["a", ",", ";", "\t", "\"", "\r", "\n", "=", "+", "-", "@", "＝", "'", "\u{0}"]
        // Every text of up to three of these letters, behind one that makes it no field's beginning, and before another.
        let texts = letters.flatMap { a in letters.flatMap { b in letters.map { c in a + b + c } } }
        let table = ReportTable(
            name: "t", title: "T",
            columns: ["a", "b", "c"].map { ReportColumn($0, .string, title: Message(verbatim: $0)) },
            rows: TableRows(texts.map { [.text("x"), .text("y" + $0), .text($0)] }))
        for written in [",", ";", "\t", "|"] {
            let bytes = Array(try csv(table, CSVOptions(delimiter: written)).utf8)
            for reader in [",", ";", "\t"] {
                for knowsQuotes in [true, false] {
                    let fields = Self.fields(bytes, delimiter: Array(reader.utf8)[0], knowsQuotes: knowsQuotes)
                    let formulas = fields.filter(Self.isFormula)
                    #expect(formulas.isEmpty, "\(written) read at \(reader): \(formulas.prefix(3))")
                }
            }
        }
    }

    /// The fields that a reader sees; one that knows no quotes takes those around a field away.
    private static func fields(_ bytes: [UInt8], delimiter: UInt8, knowsQuotes: Bool) -> [[UInt8]] {
        let quote = UInt8(ascii: "\"")
        var fields: [[UInt8]] = [[]]
        var isQuoted = false
        var isAtStart = true
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if knowsQuotes && isQuoted {
                if byte == quote && index + 1 < bytes.count && bytes[index + 1] == quote {
                    fields[fields.count - 1].append(quote)
                    index += 1
                } else if byte == quote {
                    isQuoted = false
                } else {
                    fields[fields.count - 1].append(byte)
                }
            } else if knowsQuotes && isAtStart && byte == quote {
                isQuoted = true
                isAtStart = false
            } else if byte == delimiter || byte == 0x0A || byte == 0x0D {
                fields.append([])
                isAtStart = true
            } else {
                fields[fields.count - 1].append(byte)
                isAtStart = false
            }
            index += 1
        }
        return knowsQuotes ? fields : fields.map { Array($0.drop { $0 == quote }) }
    }

    /// Whether a spreadsheet runs a field, which may skip tabs, line ends and NUL before it.
    private static func isFormula(_ field: [UInt8]) -> Bool {
        let text = String(decoding: field.drop { $0 == 0 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }, as: UTF8.self)
        return text.unicodeScalars.first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
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
        #expect(try csv(table, options) == "\u{FEFF}a;x\r\n\"1;2\";1234,5\r\n\"a,b\";-0,5\r\n")
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
