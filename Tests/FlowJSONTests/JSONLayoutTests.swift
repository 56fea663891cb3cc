import FlowJSON
import Testing

@Suite("A JSON text laid out anew")
struct JSONLayoutTests {
    private func text(_ document: String, _ layout: JSONLayout) throws -> String {
        String(decoding: try layout.text(of: Array(document.utf8)), as: UTF8.self)
    }

    @Test(
        "keeps every number, every member and their order",
        arguments: [
            (
                #" { "10": 1.0, "2": 12345678901234567890,"# + "\n" + #""e": 1E+2, "e": -0 } "#,
                #"{"10":1.0,"2":12345678901234567890,"e":1E+2,"e":-0}"#
            ),
            ("[ ]", "[]"), ("[ { } , [ ] ]", "[{},[]]"), (" 1e400 ", "1e400"), ("null", "null"), (#""x""#, #""x""#),
            (#"{"a" : [ true , null ] }"#, #"{"a":[true,null]}"#),
        ])
    func compact(_ document: String, _ expected: String) throws {
        #expect(try text(document, JSONLayout(.compact)) == expected)
    }

    @Test("is indented by two, and so is what was indented otherwise")
    func pretty() throws {
        let expected = """
            {
              "a": [
                1,
                "x"
              ],
              "b": {},
              "c": {
                "d": null
              }
            }
            """
        #expect(try text(#"{"a":[1,"x"],"b":{},"c":{"d":null}}"#, JSONLayout(.pretty)) == expected)
        #expect(try text(expected, JSONLayout(.pretty)) == expected)
    }

    @Test(
        "has no escape that JSON does not demand, and keeps halves of pairs",
        arguments: [
            (#""\u00e4\/\ud83d\ude00""#, #""ä/😀""#), (#""\ud800""#, #""\ud800""#), (#""\uDC00x""#, #""\udc00x""#),
            (#""\u0022\u005c\u0008\u001f""#, #""\"\\\b\u001f""#), (#""\ud800\ud800\udc00""#, "\"\\ud800\u{10000}\""),
            (#""\n\t\"\\""#, #""\n\t\"\\""#),
        ])
    func escapes(_ document: String, _ expected: String) throws {
        #expect(try text(document, JSONLayout(.compact)) == expected)
    }

    @Test("has nothing for a terminal that a terminal obeys")
    func terminal() throws {
        let document = "[\"\u{7F}\u{9B}31m\\u009b\\u001b\"]"
        #expect(
            try text(document, JSONLayout(.compact, isForTerminal: true)) == #"["\u007f\u009b31m\u009b\u001b"]"#)
        #expect(try text(document, JSONLayout(.compact)) == "[\"\u{7F}\u{9B}31m\u{9B}\\u001b\"]")
    }

    @Test("is painted by what its pieces are")
    func colors() throws {
        let colors = JSONLayout.Colors(key: "<k>", string: "<s>", number: "<n>", word: "<w>", reset: "</>")
        #expect(
            try text(#"{"a":"b","c":[-1,true]}"#, JSONLayout(.compact, colors: colors))
                == #"{<k>"a"</>:<s>"b"</>,<k>"c"</>:[<n>-1</>,<w>true</>]}"#)
    }

    @Test(
        "is none of what is no JSON", arguments: ["", "{", "{bad", "[1,]", "1 2", #"{"a":1}{"b":2}"#, "01", #""\x""#])
    func broken(_ document: String) {
        #expect(throws: JSONError.self) { try text(document, JSONLayout(.pretty)) }
    }
}
