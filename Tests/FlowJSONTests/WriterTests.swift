import FlowJSON
import FuzzSupport
import Testing

@Suite("What is written reads back as the same value")
struct WriterTests {
    @Test("Random values, compact and pretty")
    func roundTrips() throws {
        var random = FuzzEffort.generator(6)
        for _ in 0..<FuzzEffort.tries(1_500) {
            let value = try JSONValue(parsing: RandomJSON.text(using: &random))
            let compact = value.text()
            #expect(try JSONValue(parsing: compact) == value)
            #expect(try JSONValue(parsing: compact).text() == compact)
            #expect(try JSONValue(parsing: value.text(style: .pretty)).text() == compact)
        }
    }

    @Test("Texts of every ASCII character, and of characters from every plane")
    func strings() throws {
        for byte in UInt8(0)..<128 {
            let text = "a\(Unicode.Scalar(byte))b"
            #expect(try JSONValue(parsing: JSONValue.string(text).text()) == .string(text))
        }
        for scalar in ["\u{80}", "\u{7FF}", "\u{800}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}", "\u{2028}", "e\u{301}"] {
            #expect(JSONValue.string(scalar).text() == "\"\(scalar)\"")
            #expect(try JSONValue(parsing: "\"\(scalar)\"") == .string(scalar))
        }
    }

    @Test(
        "Only what JSON demands is escaped",
        arguments: [
            ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#), ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
            ("\u{0}\u{1}\u{B}\u{1F}", #""\u0000\u0001\u000b\u001f""#), ("\u{7F}é🙂", "\"\u{7F}é🙂\""), ("", "\"\""),
        ])
    func escapes(text: String, expected: String) {
        #expect(JSONValue.string(text).text() == expected)
    }

    @Test(
        "Escapes are read as the characters they stand for, half a pair as a replacement",
        arguments: [
            (#""\u0041\u00e9\u00E9""#, "Aéé"), (#""\ud83d\ude42""#, "🙂"), (#""\uD83Dx""#, "\u{FFFD}x"),
            (#""\uDE42\uD83D""#, "\u{FFFD}\u{FFFD}"), (#""\ud83d\ud83d\ude42""#, "\u{FFFD}🙂"),
            (#""\/\"\\""#, "/\"\\"), (#""\u0000""#, "\u{0}"), (#""\uffff""#, "\u{FFFF}"), (#""a\\u0041""#, "a\\u0041"),
        ])
    func unescaping(text: String, expected: String) throws {
        #expect(try JSONValue(parsing: text) == .string(expected))
    }

    @Test("Pretty text has a member or element a line, and empty lists none")
    func pretty() {
        let value: JSONValue = ["a": 1, "b": [true, nil, [:], []], "c": ["d": "x"]]
        #expect(
            value.text(style: .pretty) == """
                {
                  "a": 1,
                  "b": [
                    true,
                    null,
                    {},
                    []
                  ],
                  "c": {
                    "d": "x"
                  }
                }
                """)
        #expect(value.text() == #"{"a":1,"b":[true,null,{},[]],"c":{"d":"x"}}"#)
    }
}
