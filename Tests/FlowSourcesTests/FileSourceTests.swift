import FlowMetrics
import FlowModel
import FlowSources
import FlowTables
import FlowTime
import FuzzSupport
import Testing

@Suite("Executions come from a file")
struct FileSourceTests {
    /// What a report sees of a file.
    private struct Seen: Hashable {
        /// Id and name of each execution, by id.
        var executions: [String]
        var malformed = 0
        var duplicates = 0
        var warnings: [SourceWarning] = []
    }

    private func scan(_ path: String, threads: Int = 2) async throws -> Seen {
        let queries = try ["executions", "data_quality"].map { name in
            MetricQuery(try #require(MetricCatalog.metric(named: name)))
        }
        // 2026-11-23T00:00Z.
        let request = TableRequest(queries, context: MetricContext(asOf: 1_795_392_000_000))
        let results = try await LocalEngine(
            FileSource(path: path, temporaryFolder: temporaryFolder), threads: threads
        ).tables(request)
        let tables = results.tables
        let name = try #require(tables[0].columns.firstIndex { $0.name == "name" })
        let defects = try tables[1].rows.collected()
        func count(_ issue: String) -> Int {
            guard let row = defects.first(where: { $0[0] == .text(issue) }), case .integer(let count) = row[1] else {
                return 0
            }
            return Int(count)
        }
        return Seen(
            executions: try tables[0].rows.collected().map { "\(Self.text($0[0])) \(Self.text($0[name]))" },
            malformed: count("malformed_record"), duplicates: count("duplicate_execution"),
            warnings: results.warnings)
    }

    private func scan(text: String, threads: Int = 2) async throws -> Seen {
        try await withFile(Array(text.utf8)) { try await scan($0, threads: threads) }
    }

    private static func text(_ cell: Cell) -> String {
        if case .text(let text) = cell { text } else { "" }
    }

    private static func record(_ id: String, name: String = "N", updated: String? = nil) -> String {
        let update = updated.map { #","updated_at":"\#($0)""# } ?? ""
        return #"{"id":"\#(id)","name":"\#(name)","created_at":"2026-01-01T00:00:00Z"\#(update)}"#
    }

    private static let two = [record("a", name: "Ä \\n"), record("b")]
    private static let pretty =
        "{\n  \"id\": \"a\",\n  \"name\": \"Ä \\n\",\n  \"created_at\": \"2026-01-01T00:00:00Z\"\n}"

    /// The two records of `two`, listed in every way.
    private static let lists: [String] = {
        let (first, second) = (two[0], two[1])
        return [
            "\(first)\n\(second)\n",
            "\(first)\n\(second)",
            "\(first)\r\n\(second)\r\n",
            "\n\n \t\n\(first)\n\n\r\n\(second)\n\n",
            "\u{FEFF}\(first)\n\(second)",
            "  \(first)  \n\t\(second) ",
            "[\(first),\(second)]",
            "\n [\n\(first)\n ,\n\(second)\n]\n",
            "[\(pretty), \(second)]",
            "\u{FEFF}[\(first), \(second)]",
            "{\"results\":[\(first),\(second)]}",
            "{\"results\":[\(first),\(second)]}\n",
            "{\"hits\": 2, \"more\": {\"results\": []}, \"results\": [\(first), \(second)], \"x\": [1, 2]}",
            "{\n \"results\": [\n\(pretty),\n\(second)\n ]\n}",
            "{\n\"hits\": 2,\n\"results\": [\n\(first),\(second)]}",
            "{\"results\": [\(first)\n, \(second)\n]}",
            "{\"hits\": {\"all\": 2}\n, \"results\": [\(first), \(second)]}",
            "{\"results\"\n: \n[\(first)\n,\(second)]\n}",
        ]
    }()

    @Test("however the file lists them", arguments: lists)
    func forms(text: String) async throws {
        let expected = Seen(executions: ["a Ä \n", "b N"])
        #expect(try await scan(text: text) == expected)
        #expect(try await withFile(gzip(Array(text.utf8))) { try await scan($0) } == expected)
        #expect(try await withPipe([Array(text.utf8)]) { try await scan($0) } == expected)
    }

    @Test("of both APIs, also mixed in one file, each in its own shape", arguments: [1, 3])
    func bothAPIs(threads: Int) async throws {
        let flow = """
            {"id":"b","flow_template_id":"t","org_id":"o","name":"Flow","status":"DONE","created_at":"2026-01-02T00:00:00Z",\
            "analytics":{"completed_at":"2026-01-04T00:00:00Z"},"contexts":[{"entity_id":"e","entity_schema":"order"}],\
            "tasks":[{"id":"k","name":"Call","task_type":"AI_AGENT","status":"COMPLETED"}]}
            """
        let workflow = """
            {"id":"a","definitionId":"t","orgId":"o","name":"Workflow","status":"DONE","creationTime":"2026-01-01T00:00:00Z",\
            "completedTime":"2026-01-03T00:00:00Z","assignedTo":[],"userIds":["7"],"contexts":[{"id":"e","schema":"order"}],\
            "flow":[{"id":"s","type":"SECTION","name":"Start","steps":[{"id":"l","name":"Call","status":"COMPLETED"}]},\
            {"id":"m","type":"STEP","name":"Write","executionType":"AUTOMATION","status":"ASSIGNED"}]}
            """
        // What marks a workflow may be its time of creation alone; a flow's template outweighs it.
        let bare = #"{"id":"c","name":"Bare","status":"STARTED","creationTime":"2026-01-05T00:00:00Z"}"#
        let both = #"{"id":"d","flow_template_id":"t","status":"STARTED","creationTime":"2026-01-05T00:00:00Z"}"#
        let expected = [
            "a v1 Workflow 2026-01-01T00:00:00.000Z 2026-01-03T00:00:00.000Z order [Call, Write] [MANUAL, AUTOMATION] [7]",
            "b v2 Flow 2026-01-02T00:00:00.000Z 2026-01-04T00:00:00.000Z order [Call] [AI_AGENT] []",
            "c v1 Bare 2026-01-05T00:00:00.000Z - - [] [] []", "d v2 - - - - [] [] []",
        ]
        for records in [[flow, workflow, bare, both], [both, bare, workflow, flow]] {
            let lists = [
                records.joined(separator: "\n"), "[\(records.joined(separator: ",\n"))]",
                "{\"results\":[\(records.joined(separator: ","))]}",
            ]
            for text in lists {
                #expect(try withFile(Array(text.utf8)) { try Self.executions($0, threads: threads) } == expected)
            }
        }
    }

    /// What a file's executions hold that the two APIs spell differently, by id.
    private static func executions(_ path: String, threads: Int) throws -> [String] {
        let snapshot = try FileSource(path: path, temporaryFolder: temporaryFolder).snapshot(threads: threads)
        let read = snapshot.pass(.all, isBeforeWalk: true)
        for shard in 0..<snapshot.shardCount { _ = try read(shard) { _, _ in } }
        var found: [String] = []
        try snapshot.walk(.all, withDocuments: false) { execution, _ in
            func text(_ text: RecordText) -> String { execution.string(text) ?? "-" }
            func text(_ time: Timestamp) -> String { time.instant(in: .utc)?.text ?? "-" }
            let tasks = execution.tasks.map { text($0.name) }.joined(separator: ", ")
            let types = execution.tasks.map { text($0.type) }.joined(separator: ", ")
            let people = execution.strings(execution.assignees).joined(separator: ", ")
            found.append(
                """
                \(text(execution.id)) \(execution.api) \(text(execution.name)) \(text(execution.createdAt)) \
                \(text(execution.completedAt)) \(text(execution.entity?.entitySchema ?? .missing)) [\(tasks)] [\(types)] \
                [\(people)]
                """)
        }
        return found
    }

    /// The tokens of three records, among them a text that looks like a few more.
    private static let tokens: [[String]] = [("a", "N"), ("b", "{x}, ["), ("c", "\\\"")].map { id, name in
        [
            "{", "\"id\"", ":", "\"\(id)\"", ",", "\"tasks\"", ":", "[", "]", ",", "\"created_at\"", ":",
            "\"2026-01-01T00:00:00Z\"", ",", "\"name\"", ":", "\"\(name)\"", "}",
        ]
    }

    /// A text that lists the records in some form, with line breaks wherever that form lets them stand.
    private static func text(_ random: inout SeededGenerator) -> String {
        let lineEnd = random.oneIn(2) ? "\r\n" : "\n"
        let form = random.below(3)
        if form == 0 {
            let lines = tokens.map { (random.oneIn(4) ? "  " : "") + $0.joined() + (random.oneIn(4) ? " " : "") }
            return lines.joined(separator: lineEnd + (random.oneIn(4) ? lineEnd : ""))
                + (random.oneIn(2) ? lineEnd : "")
        }
        var all = ["["] + Array(tokens.joined(separator: [","])) + ["]"]
        if form == 2 {
            let before = random.oneIn(2) ? ["\"hits\"", ":", "{", "\"a\"", ":", "1", "}", ","] : []
            let after = random.oneIn(2) ? [",", "\"more\"", ":", "{", "\"results\"", ":", "[", "7", "]", "}"] : []
            all = ["{"] + before + ["\"results\"", ":"] + all + after + ["}"]
        }
        let rarity = 1 + random.below(12)
        return all.reduce("") { text, token in
            let gap = random.oneIn(rarity) ? random.pick([" ", "\t", lineEnd, lineEnd + lineEnd]) : ""
            return text + gap + token
        } + (random.oneIn(2) ? lineEnd : "")
    }

    @Test("wherever line breaks stand, packed or plain, with a byte-order mark or without")
    func anyForm() async throws {
        var random = FuzzEffort.generator(43)
        let expected = Seen(executions: ["a N", "b {x}, [", "c \""])
        for _ in 0..<FuzzEffort.tries(150) {
            let text = (random.oneIn(4) ? "\u{FEFF}" : "") + Self.text(&random)
            let bytes = random.oneIn(4) ? gzip(Array(text.utf8)) : Array(text.utf8)
            let seen = try await withFile(bytes) { try await scan($0) }
            if seen != expected { Issue.record("\(seen) in \(text.debugDescription)") }
        }
    }

    @Test("and a last line that is cut off is told, wherever it is cut")
    func cutShort() async throws {
        let lines = Self.two.joined(separator: "\n")
        let end = lines.utf8.count
        for cut in (end - Self.two[1].utf8.count + 1)..<end {
            let text = String(decoding: Array(lines.utf8)[..<cut], as: UTF8.self)
            let seen = try await scan(text: text)
            #expect(seen.executions == ["a Ä \n"] && seen.malformed == 1)
            #expect(seen.warnings.count == 1, "cut at \(cut)")
            guard case .cutShort(let file) = seen.warnings.first else { Issue.record("cut at \(cut)"); continue }
            #expect(file.hasPrefix("/"))
        }
        let long = lines + "\n" + #"{"id":"c","name":""# + String(repeating: "x", count: 200_000)
        #expect(try await scan(text: long).warnings.count == 1)
        for whole in [lines, lines + "\n", lines + "\nnot json", lines + "\n{\"id\":\"c\",}"] {
            #expect(try await scan(text: whole).warnings == [])
        }
    }

    @Test("a single one too, on one line or many")
    func single() async throws {
        #expect(try await scan(text: Self.two[1]) == Seen(executions: ["b N"]))
        #expect(try await scan(text: Self.pretty) == Seen(executions: ["a Ä \n"]))
    }

    @Test("a list may be empty", arguments: ["[]", " [ ]\n", "{\"results\":[]}", "{\n\"results\": [\n]\n}"])
    func emptyList(text: String) async throws {
        #expect(try await scan(text: text) == Seen(executions: []))
    }

    @Test("many, on any number of threads", arguments: [1, 2, 3, 8])
    func many(threads: Int) async throws {
        // 2,000 records of a kilobyte: two parts of lines, and thirty-two of elements.
        let filler = String(repeating: "x", count: 1_000)
        let ids = (0..<2_000).map { String($0 + 10_000) }
        let records = ids.map { Self.record($0, name: filler) }
        let expected = Seen(executions: ids.map { "\($0) \(filler)" })
        #expect(try await scan(text: records.joined(separator: "\n"), threads: threads) == expected)
        #expect(try await scan(text: "[" + records.joined(separator: ",") + "]", threads: threads) == expected)
    }

    @Test("what is none among them is counted and stops nothing")
    func malformed() async throws {
        let lines = [
            Self.two[0], "not json", "{\"id\":\"x\"", "{}", "[]", "7", "null", "{\"id\":null}",
            "{\"id\":7,\"name\":\"seven\"}",
            "", Self.two[1], "{\"id\":\"c\",}",
        ]
        // A number is an id, but that record has no start and so stands in no table but data quality.
        let expected = Seen(executions: ["a Ä \n", "b N"], malformed: 8)
        #expect(try await scan(text: lines.joined(separator: "\n")) == expected)
        let list = try await scan(text: "[\(Self.two[0]), 7, null, {}, [], {\"id\": null}, \(Self.two[1])]")
        #expect(list == Seen(executions: expected.executions, malformed: 5))
    }

    @Test("a first line that is none does not hide the others")
    func malformedFirst() async throws {
        for first in ["oops", "{\"id\":\"x\"", "[1, 2]", "\"text\"", "{\"id\":\"x\"}}"] {
            let seen = try await scan(text: ([first] + Self.two).joined(separator: "\n"))
            #expect(seen == Seen(executions: ["a Ä \n", "b N"], malformed: 1), "after \(first)")
        }
    }

    @Test("bytes that are no UTF-8 spoil one record alone")
    func encoding() async throws {
        let bytes = Array("{\"id\":\"".utf8) + [0xE4] + Array("\"}\n\(Self.two[1])\n".utf8)
        let seen = try await withFile(bytes) { try await scan($0) }
        #expect(seen == Seen(executions: ["b N"], malformed: 1))
    }

    @Test("of copies the one changed last counts, of equal ones the one read last")
    func duplicates() async throws {
        let copies = [
            Self.record("a", name: "old", updated: "2026-01-01T00:00:00Z"),
            Self.record("b", name: "first", updated: "2026-01-01T00:00:00Z"),
            Self.record("a", name: "new", updated: "2026-01-03T00:00:00Z"),
            Self.record("a", name: "between", updated: "2026-01-02T00:00:00+01:00"),
            Self.record("b", name: "last", updated: "2026-01-01T01:00:00+01:00"),
            Self.record("c", name: "dated", updated: "2026-01-01T00:00:00Z"),
            Self.record("c", name: "undated"),
        ]
        let expected = Seen(executions: ["a new", "b last", "c dated"], duplicates: 4)
        for threads in [1, 2] {
            #expect(try await scan(text: copies.joined(separator: "\n"), threads: threads) == expected)
            #expect(try await scan(text: "[" + copies.joined(separator: ",") + "]", threads: threads) == expected)
        }
    }

    @Test(
        "or it is no file of executions, and why",
        arguments: [
            ("", SourceError.empty("FILE")), (" \n\t\r\n", .empty("FILE")), ("\u{FEFF}", .empty("FILE")),
            ("hello", .notJSON("FILE", reason: "none of its records is one")),
            ("a,b,c\n1,2,3\n", .notJSON("FILE", reason: "none of its records is one")),
            ("{}", .notJSON("FILE", reason: "none of its records is one")),
            ("<html>\n</html>", .notJSON("FILE", reason: "none of its records is one")),
            (
                "{\"id\":\"a\"}\n,{\"id\":\"b\"}\n",
                .notJSON("FILE", reason: "commas stand between its records, but no brackets around them")
            ),
            (
                "{\"id\":\"a\"},\n{\"id\":\"b\"},\n",
                .notJSON("FILE", reason: "commas stand between its records, but no brackets around them")
            ),
            (
                "{\"results\": [{\"id\":\"a\"}\n, {\"id\":",
                .notJSON("FILE", reason: "no value where one is due at line 2, column 9")
            ),
            (
                "[{\"id\":\"a\"}",
                .notJSON("FILE", reason: "no comma or closing bracket after a value at line 1, column 12")
            ),
        ])
    func errors(text: String, expected: SourceError) async throws {
        try await withFile(Array(text.utf8)) { path in
            let error = await #expect(throws: SourceError.self) { try await scan(path) }
            #expect(error?.what.replacing(path, with: "FILE") == expected.what)
        }
    }
}
