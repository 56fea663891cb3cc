import FlowJSON
import FlowYAML
import Testing

@Suite("A YAML document as JSON")
struct YAMLDocumentTests {
    private func value(_ text: String) throws -> JSONValue {
        try JSONValue(yaml: Array(text.utf8), longest: 1 << 20)
    }

    @Test("keeps what is a text apart from numbers, truth values and nothing")
    func scalars() throws {
        let found = try value(
            """
            text: word
            quoted: "12"
            number: 12
            fraction: -1.5
            leading: 007
            date: 2026-11-24
            yes: yes
            true: true
            nothing: ~
            200: ok
            """)
        let expected: JSONValue = [
            "text": "word", "quoted": "12", "number": 12, "fraction": -1.5, "leading": "007", "date": "2026-11-24",
            "yes": "yes", "true": true, "nothing": nil, "200": "ok",
        ]
        #expect(found == expected)
    }

    @Test("nests lists and mappings in their order")
    func nesting() throws {
        let found = try value("b: [1, {c: x}]\na:\n  - |\n    two\n    lines\n  - {}\n")
        #expect(found.text() == #"{"b":[1,{"c":"x"}],"a":["two\nlines\n",{}]}"#)
    }

    @Test("has in place of an alias what its anchor marks")
    func aliases() throws {
        let found = try value(
            """
            id: &id {name: id, in: path}
            list: [*id, &word x, *word, "*word"]
            more: {<<: *id, in: query}
            several: {<<: [*id, {a: 1, in: none}], b: 2}
            """)
        #expect(
            found.text()
                == #"{"id":{"name":"id","in":"path"},"list":[{"name":"id","in":"path"},"x","x","*word"],"#
                + #""more":{"in":"query","name":"id"},"several":{"b":2,"name":"id","in":"path","a":1}}"#)
    }

    /// Each line ten times the line before it, or one level deeper.
    private static func bomb(_ line: (_ name: String, _ before: String) -> String) -> String {
        let lines = (0..<400).map { line("a\($0 + 1)", "a\($0)") }
        return (["a0: &a0 x"] + lines).joined(separator: "\n")
    }

    private static let wide = bomb { name, before in
        "\(name): &\(name) [\(Array(repeating: "*\(before)", count: 10).joined(separator: ","))]"
    }
    private static let deep = bomb { name, before in "\(name): &\(name) [*\(before)]" }

    @Test(
        "is none where a few lines stand for many, a key stands twice or a tag changes what is said",
        arguments: [
            wide, deep, "{a: *a}", "a: &a [*a]", "{<<: x}", "? *a : x", "a: 1\na: 2", "a: !!binary x", "", "a: [",
            String(repeating: "[", count: 20_000), "x: " + String(repeating: "y", count: 2 << 20),
        ])
    func refusals(_ text: String) {
        #expect(throws: YAMLProblem.self) { try value(text) }
    }
}
