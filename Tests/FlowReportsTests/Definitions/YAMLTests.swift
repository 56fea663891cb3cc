import FlowMetrics
import FlowReports
import FlowTables
import Testing

@Suite("YAML is read with the place of everything")
struct YAMLTests {
    @Test(
        "Anchors, aliases and merge keys are refused where they stand",
        arguments: [
            (
                "by: &groups [template]\n",
                ##"1:5: the anchor "&groups" has no meaning here; remove it, and write its value out wherever it is wanted"##
            ),
            ("a: {by: [x, &y z]}\n", ##"1:13: the anchor "&y" has no meaning here; remove it"##),
            ("a:\n  - &base {metric: summary}\n  - {<<: *base}\n", ##"2:5: the anchor "&base" has no meaning here"##),
            ("&k key: 1\n", ##"1:1: the anchor "&k" has no meaning here"##),
            (
                "a: *nothing\n",
                ##"1:4: the alias "*nothing" has no meaning here; write out the value that it stands for"##
            ),
            ("a: [1, *b]\n", ##"1:8: the alias "*b" has no meaning here"##),
            ("*a : 1\n", ##"1:1: the alias "*a" has no meaning here"##),
            (
                "a: 1\n<<: {b: 2}\n",
                ##"2:1: the key "<<" merges nothing here; write out the keys that the mapping is to have"##
            ),
            ("a: {<<: [{b: 2}]}\n", ##"1:5: the key "<<" merges nothing here"##),
        ])
    func aliases(text: String, expected: String) throws {
        let found = mistakes(in: text)
        #expect(found.count == 1)
        #expect(try #require(found.first).hasPrefix("d.yaml:" + expected), "\(found)")
    }

    @Test("A star or an ampersand that is none of these stands for itself")
    func stars() throws {
        let definition = try read(
            """
            report: r
            title: "*a & b"
            sheets:
              - {metric: cycle_times, title: a * b &c, where: 'template ~ "Wall*"'}
            """)
        #expect(definition.title.text == "*a & b")
        #expect(definition.sheets[0].title?.text == "a * b &c")
    }

    @Test(
        "What is no YAML is one mistake",
        arguments: [
            (
                "a: 1\n\tb: 2\n",
                "2:1: this is no valid YAML: found a tab character that violates indentation while scanning a plain "
                    + "scalar from line 1; correct the syntax there or just before"
            ),
            ("a: [1, 2\n", "2:1: this is no valid YAML: did not find expected ',' or ']'"),
            ("a: {b: 1\n", "2:1: this is no valid YAML: did not find expected ',' or '}'"),
            ("a: 'x\n", "2:1: this is no valid YAML: found unexpected end of stream"),
            ("a: b: c\n", "1:5: this is no valid YAML: mapping values are not allowed in this context"),
            ("a: 1\n--- \nb: 2\n", "2:1: the file holds a second document; keep one definition in a file"),
            ("[a]: b\n", "1:1: a key must be a word; write a word in place of the list or mapping"),
            ("{a: b}: c\n", "1:1: a key must be a word; write a word in place of the list or mapping"),
            ("a: !!int 5\n", #"1:4: a tag such as "tag:yaml.org,2002:int" has no meaning here; remove it"#),
            ("a: !mine {}\n", #"1:4: a tag such as "!mine" has no meaning here; remove it"#),
            ("a: \u{7}\n", "1:4: a control character stands here; remove it"),
        ])
    func syntax(text: String, expected: String) throws {
        let found = mistakes(in: text)
        #expect(found.count == 1)
        #expect(try #require(found.first).hasPrefix("d.yaml:" + expected), "\(found)")
    }

    @Test("A key that stands twice is a mistake next to all others, in quotes or not")
    func duplicates() {
        #expect(
            mistakes(
                in: """
                    report: r
                    title: a
                    "title": b
                    sheets:
                      - metric: summary
                        limit: 5
                        metric: cycle_tims
                        limit: 5
                    """) == [
                    #"d.yaml:3:1: "title" stands twice in the definition, first on line 2; keep one of them"#,
                    #"d.yaml:7:5: "metric" stands twice in a sheet, first on line 5; keep one of them"#,
                    #"d.yaml:7:13: unknown metric "cycle_tims"; did you mean "cycle_times"?"#,
                    #"d.yaml:8:5: "limit" stands twice in a sheet, first on line 6; keep one of them"#,
                ])
    }

    @Test("Columns count characters, not bytes, and a byte-order mark none")
    func columns() {
        #expect(
            mistakes(in: "\u{FEFF}report: r\nsheets: [{title: \"Größe 🙂 日本\", metrik: x, metric: summary}]\n") == [
                #"d.yaml:2:32: unknown key "metrik"; did you mean "metric"?"#
            ])
        #expect(
            mistakes(in: "report: r\r\nsheets: [{metric: summary}]\r\ntitel: x\r\n") == [
                #"d.yaml:3:1: unknown key "titel"; did you mean "title"?"#
            ])
    }

    @Test("Bytes that are not UTF-8 are named with their place")
    func encoding() {
        let broken = "d.yaml:2:9: the file is not UTF-8 from here on; save it with the encoding UTF-8"
        #expect(mistakes(in: Array("report: r\ntitle: ö".utf8) + [0xE4, 0x0A]) == [broken])
        #expect(mistakes(in: [0xFF, 0xFE, 0x61, 0x00]).first?.hasPrefix("d.yaml:1:1: the file is not UTF-8") == true)
        #expect(mistakes(in: [0x1F, 0x8B, 0x08, 0x00]).first?.hasPrefix("d.yaml:1:2: the file is not UTF-8") == true)
    }

    @Test("A file whose aliases would stand for billions of values is refused at once", arguments: ["", "? *a30\n"])
    func billionLaughs(end: String) {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let found = mistakes(in: text + end)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(#"d.yaml:1:5: the anchor "&a0" has no meaning here"#) == true)
    }

    @Test("A file that nests without end is refused before it fills the stack", arguments: ["[", "{a: ", "- ", "? "])
    func depth(open: String) {
        let found = mistakes(in: "a: \n " + String(repeating: open, count: 50_000))
        #expect(found.count == 1)
        #expect(
            found.first?.hasSuffix(": the file nests too deeply; a definition needs few levels: check the brackets")
                == true, "\(found)")
    }

    @Test("Blocks that nest line by line are refused too")
    func blockDepth() {
        let text = (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(
            mistakes(in: text) == [
                "d.yaml:201:201: the file nests too deeply; a definition needs few levels: check the brackets"
            ])
    }

    @Test("A file that is no definition by its length is not read at all")
    func length() {
        let comment = "# " + String(repeating: "x", count: 262_144)
        #expect(
            mistakes(in: comment) == [
                "d.yaml:1:1: the file is longer than 256 KiB; a definition is a short text: check the path"
            ])
    }

    @Test("A long word is cut and control characters are blanks in what is shown")
    func quoting() {
        let word = String(repeating: "ä", count: 70)
        #expect(
            mistakes(with: "\(word): 1\n").first?.hasPrefix("d.yaml:3:1: unknown key \"\(word.prefix(60))…\"; choose")
                == true)
        #expect(
            mistakes(with: "\"a\\tb\\x9bc\": 1\n").first?.hasPrefix(#"d.yaml:3:1: unknown key "a b c"; choose"#) == true
        )
    }
}
