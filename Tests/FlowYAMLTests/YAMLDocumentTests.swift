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

    @Test(
        "is none where a few lines stand for many, a key stands twice or a tag changes what is said",
        arguments: [
            "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "{a: *a}", "a: 1\na: 2", "a: !!binary x", "", "a: [",
            String(repeating: "[", count: 20_000), "x: " + String(repeating: "y", count: 2 << 20),
        ])
    func refusals(_ text: String) {
        #expect(throws: YAMLProblem.self) { try value(text) }
    }
}
