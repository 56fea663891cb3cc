import FlowJSON
import Testing

@Suite("An error says what is wrong and where")
struct ErrorPlaceTests {
    @Test(
        "by line and column, columns in characters",
        arguments: [
            ("", "no value at line 1, column 1"),
            (" \n ", "no value at line 2, column 2"),
            ("[1,\n 2 3]", "no comma or closing bracket after a value at line 2, column 4"),
            ("{\"ä\": 1,\n\"🙂\" 2}", "no colon after a key at line 2, column 5"),
            ("{\n  1: 2}", "no key where one is due at line 2, column 3"),
            ("{\"a\":1,}", "no key where one is due at line 1, column 8"),
            ("[1,]", "no value where one is due at line 1, column 4"),
            ("[\"äöü\", 01]", "an invalid number at line 1, column 9"),
            ("[tru]", "an unknown word at line 1, column 2"),
            ("[nul]", "an unknown word at line 1, column 2"),
            ("[x]", "no value where one is due at line 1, column 2"),
            ("{}\n\n{}", "characters after the value at line 3, column 1"),
            ("[\"a\n\"]", "an unescaped control character in a string at line 1, column 4"),
            ("[\n\"abc", "a string that does not end at line 2, column 1"),
            ("[\"a\\x\"]", "an invalid escape in a string at line 1, column 4"),
            ("[\"\\u12g4\"]", "an invalid escape in a string at line 1, column 3"),
            ("[1", "no comma or closing bracket after a value at line 1, column 3"),
        ])
    func places(text: String, expected: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.description == expected)
    }

    @Test("and the first byte that is no UTF-8")
    func encoding() {
        let bytes = Array("{\"ä\":\n\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.description == "bytes that are not UTF-8 at line 2, column 2")
    }

    @Test("by its byte alone where a record is all that is known")
    func bytes() {
        let error = Array("[1 2]".utf8).withUnsafeBytes { text -> JSONError? in
            do throws(JSONError) {
                try JSONIndexer.read(text) { cursor throws(JSONError) in try cursor.skip() }
                return nil
            } catch {
                return error
            }
        }
        #expect(error?.description == "no comma or closing bracket after a value at byte 3")
    }
}
