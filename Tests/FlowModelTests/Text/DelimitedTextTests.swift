import FlowModel
import Testing

@Suite("A table as text")
struct DelimitedTextTests {
    private static func rows(_ text: String) throws -> [[String]] {
        let table = try DelimitedText(text)
        return [table.header] + table.records.map(\.fields)
    }

    @Test("ends its lines as systems do, and may begin with a byte-order mark", arguments: ["\n", "\r\n", "\r"])
    func lines(_ end: String) throws {
        let text = "\u{FEFF}a,b\(end)1,\(end)\(end)\"x\(end)y\",2\(end),\(end)3,4"
        let table = try DelimitedText(text)
        #expect(table.header == ["a", "b"])
        #expect(table.records.map(\.fields) == [["1", ""], ["x\(end)y", "2"], ["3", "4"]])
        #expect(table.records.map(\.line) == [2, 4, 7])
    }

    @Test("keeps what stands in quotes, and quotes that stand elsewhere")
    func quotes() throws {
        #expect(
            try Self.rows("a,b\n\"1,\"\"2\"\"\",5\" nails\n\"\",\"x\"y\n")
                == [["a", "b"], ["1,\"2\"", "5\" nails"], ["", "xy"]])
        #expect(throws: DelimitedText.Fault.openQuote(line: 3)) { try DelimitedText("a\n1\n\"2\n3\n") }
    }

    @Test("is separated by what separates the names of its columns, outside of their quotes")
    func separators() throws {
        #expect(try Self.rows("\"a,b\";c\n1,5;2\n") == [["a,b", "c"], ["1,5", "2"]])
        #expect(try Self.rows("a\tb\n1;5\t2\n") == [["a", "b"], ["1;5", "2"]])
        #expect(try Self.rows("a;b,c\n1,2\n") == [["a;b", "c"], ["1", "2"]])
        #expect(try Self.rows("alone\nx,y\n") == [["alone"], ["x", "y"]])
    }

    @Test("may be empty, and keeps blanks and what is no letter")
    func edges() throws {
        #expect(try DelimitedText("").header == [])
        #expect(try Self.rows("a,b\n x ,\u{1F477}\u{2028}z\n") == [["a", "b"], [" x ", "\u{1F477}\u{2028}z"]])
    }
}
