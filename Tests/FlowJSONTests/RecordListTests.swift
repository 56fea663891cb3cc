import FlowJSON
import Testing

@Suite("The records of a text")
struct RecordListTests {
    private func records(_ text: String) throws -> [String] {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBytes { buffer in
            try RecordList(of: buffer).ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
        }
    }

    @Test(
        "stand by themselves, whatever lists them",
        arguments: [
            "{\"a\":1}\n{\"b\":[2]}", "\n{\"a\":1}\r\n\r\n  {\"b\":[2]} \r\n", "[{\"a\":1},{\"b\":[2]}]",
            " [\n{\"a\":1}\n,\n{\"b\":[2]} ]\n", "{\"results\":[{\"a\":1}\n,{\"b\":[2]}]}",
            "{\"x\":{}\n,\"results\"\n:[{\"a\":1},{\"b\":[2]}],\"y\":[]}",
        ])
    func lists(text: String) throws {
        #expect(try records(text) == ["{\"a\":1}", "{\"b\":[2]}"])
    }

    @Test("may be one, or none")
    func few() throws {
        #expect(try records("{\n\"a\":\n1}") == ["{\n\"a\":\n1}"])
        #expect(try records("{\"a\":1}\n") == ["{\"a\":1}"])
        for text in ["", " \n", "[]", "{\"results\":[\n]}"] { #expect(try records(text) == []) }
    }

    private func form(_ text: String) -> RecordFormDetector.Form {
        var detector = RecordFormDetector()
        let bytes = Array(text.utf8)
        // One byte at a time, as a border between two pieces may stand anywhere.
        for byte in bytes {
            if let form = withUnsafeBytes(of: byte, { detector.take($0) }) { return form }
        }
        return detector.finish()
    }

    @Test("are told by where a value ends, not by how a line does")
    func forms() {
        let lines = [
            "{}\n{}", "{\"a\":1}\n\n {", "{\"a\":\"}\n{\"a\":1}", "{\"a\":1\n{\"b\":2}", "[1, 2]\n{}", "words\n{}",
            "7\n8",
            "{\"a\":1}}\n{}", "{\"a\":\"{[\\\"\"}\n{}",
        ]
        for text in lines { #expect(form(text) == .lines, "\(text)") }
        let documents = [
            "{}", "{}\n", "{\"a\":1\n}", "{\"a\":1\n,\"b\":2}", "{\"a\"\n:1}", "{\n", "{\"a\":\n1}", "[{", "[1,\n2]",
            "[]",
            "{\"results\":[{\"a\":1}", "{\"results\" : [", "{\"x\":{\"results\":[]}\n,",
        ]
        for text in documents { #expect(form(text) == .document, "\(text)") }
        for text in ["{}\n,{}", "{},\n{}", "{},", "[1],[2]"] { #expect(form(text) == .commas, "\(text)") }
        #expect(form("{\"x\":{\"results\":[]}}\n{}") == .lines)
    }
}
