import Testing

@testable import flowbook

@Suite("A line that is being typed")
struct TypedLineTests {
    @Test(
        "gives words as the shell would",
        arguments: [
            (#"plain"#, "plain"), (#"'a b'"#, "a b"), (#"'open "quote"#, #"open "quote"#), (#"a\ b"#, "a b"),
            (#""a 'b' \"c\" \d \$""#, #"a 'b' "c" \d $"#), (#"'it'\''s'"#, "it's"), (#"''"#, ""), (#"ends\"#, "ends"),
        ])
    func unquoted(_ typed: String, _ expected: String) {
        #expect(TypedLine.unquoted(typed) == expected)
    }

    @Test("finds the values of an option in both spellings, and in the environment")
    func values() {
        let words = ["flowbook", "query", "tasks", "--schema", "'order'", "--schema=opportunity", "--by", "st"]
        let line = TypedLine(words, at: 7, isVerbatim: true, environment: ["FLOWBOOK_WAREHOUSE": "/w.sqlite"])
        #expect(line.values(of: "--schema") == ["order", "opportunity"])
        #expect(line.values(of: "--warehouse") == ["/w.sqlite"])
        #expect(line.values(of: "--by") == [])
        #expect(line.begun == "st")
    }

    @Test("goes on in a list after its last comma, without what the list has")
    func lists() {
        func line(_ word: String) -> TypedLine {
            TypedLine(["flowbook", word], at: 1, isVerbatim: true, environment: [:])
        }
        let names = ["status", "started", "task"]
        #expect(line("").lists(of: names) == names)
        #expect(line("st").lists(of: names) == ["status", "started"])
        #expect(line("status,").lists(of: names) == ["status,started", "status,task"])
        #expect(line("status,st").lists(of: names) == ["status,started"])
    }
}
