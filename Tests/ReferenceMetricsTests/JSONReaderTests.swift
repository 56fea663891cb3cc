import ReferenceMetrics
import Testing

/// The grammar of RFC 8259, by texts that are JSON and texts that are not.
struct JSONReaderTests {
    @Test(
        "A text of the grammar is read and written back without white space",
        arguments: [
            ("null", "null"), (" true ", "true"), ("\t{ }\r\n", "{}"), ("[ ]", "[]"), ("-0", "-0"),
            ("[1,2.50,1E+3,-0.0e-1]", "[1,2.50,1E+3,-0.0e-1]"),
            (#"{"b":1,"a":{"c":[null,false]},"b":2}"#, #"{"b":1,"a":{"c":[null,false]},"b":2}"#),
            (#""\u00fC\/\"\\\b\f\n\r\t\u001f""#, #""ü/\"\\\b\f\n\r\t\u001f""#),
            (#""\uD83D\uDE00""#, "\"😀\""), (#""\ud83dx""#, "\"\u{FFFD}x\""),
            (#""\ude00\ud83d""#, "\"\u{FFFD}\u{FFFD}\""),
            (#""\ud83d\u0041""#, "\"\u{FFFD}A\""),
        ])
    func accepts(text: String, compact: String) throws {
        let value = try #require(JSONReader.read(Array(text.utf8)))
        #expect(value.compact == Text(compact))
    }

    @Test(
        "A text outside the grammar is not JSON",
        arguments: [
            "", " ", "nul", "True", "01", "1.", ".5", "+1", "-", "1e", "0x1", "NaN", "Infinity", "[1,]", "[,]", "[1 2]",
            "{\"a\"}", "{\"a\":1,}", "{a:1}", "{'a':1}", "\"a", "\"\n\"", #""\x""#, #""\u12g4""#, #""\u123""#, "1 2",
            "{}}",
            "/**/1", "\u{FEFF}{}", "\u{A0}1",
        ])
    func refuses(text: String) {
        #expect(JSONReader.read(Array(text.utf8)).map(\.compact) == nil)
    }

    @Test("Bytes that are not UTF-8 are not JSON")
    func refusesWrongEncoding() {
        let strings: [[UInt8]] = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80]]
        for bytes in strings { #expect(JSONReader.read([0x22] + bytes + [0x22]).map(\.compact) == nil) }
    }

    @Test("Of doubled keys the last one counts")
    func doubledKeys() throws {
        let value = try #require(JSONReader.read(Array(#"{"a":1,"a":"x"}"#.utf8)))
        #expect(value["a"]?.text == Text("x"))
        #expect(value["b"].map(\.compact) == nil)
    }
}
