import FlowJSON
import Foundation
import Testing

@testable import FlowSandbox

@Suite("Records from files are served")
struct RecordedOrganizationTests {
    private static let first =
        #"{"id":"e1","flow_template_id":"t1","org_id":"9","name":"Ä","status":"DONE","#
        + #""created_at":"2026-01-02T00:00:00Z","updated_at":"2026-02-01T00:00:00Z","assigned_to":["u1",{"variable":"x"}],"#
        + #""contexts":[{"entity_id":"o1","entity_schema":"order"},{"entity_id":"c1","entity_schema":"contact"}]}"#
    private static let second =
        #"{"id":"e2","flow_template_id":"t1","org_id":"9","name":"B","status":"STARTED","#
        + #""created_at":"2026-01-01T00:00:00Z","updated_at":"2026-03-01T00:00:00Z","#
        + #""contexts":[{"entity_id":"o1","entity_schema":"order"}]}"#

    /// A folder with files, gone after `body`.
    @discardableResult
    private func withFolder<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "flowbook-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return try body(folder.path)
    }

    private func expectBoth(_ text: String, file: String = "executions.json") throws {
        try withFolder([file: text]) { folder in
            let data = try SandboxData(folder: folder)
            #expect(data.executionIndex(id: "e1") == 0)
            #expect(data.executionIndex(id: "e2") == 1)
            #expect(data.executionIndex(id: "e3") == nil)
            // Byte for byte, as they stand in the file.
            #expect(data.execution(at: 0) == Array(Self.first.utf8))
            #expect(
                data.executions(ofEntity: "o1", schema: "order") == [Self.first, Self.second].map { Array($0.utf8) })
            #expect(data.executions(ofEntity: "c1", schema: "contact") == [Array(Self.first.utf8)])
            #expect(data.executions(ofEntity: "c1", schema: "order").isEmpty)
        }
    }

    @Test("from JSON Lines, whatever the line ends")
    func lines() throws {
        try expectBoth("\(Self.first)\n\(Self.second)\n", file: "executions.jsonl")
        try expectBoth("\n\(Self.first)\r\n\r\n  \(Self.second)", file: "receipt.executions.jsonl")
    }

    @Test("from an array and from a list of results")
    func lists() throws {
        try expectBoth("[\(Self.first),\n \(Self.second) ]\n")
        try expectBoth(#"{"hits": 2, "results": [\#(Self.first), \#(Self.second)], "more": {}}"#)
        try expectBoth("{\n\"results\":\n[\n\(Self.first)\n,\(Self.second)\n]}")
    }

    @Test("of flows and of V1, which a file may mix, and with the users of a file")
    func mixed() throws {
        let old =
            #"{"id":"w1","definitionId":"t0","orgId":"9","name":"Alt","status":"DONE","creationTime":"2025-01-01T00:00:00Z","#
            + #""lastUpdateTime":"2025-02-01T00:00:00Z","contexts":[{"id":"o1","title":"Ö 1","schema":"order"}],"flow":[]}"#
        let files = ["executions.jsonl": "\(Self.first)\n\(old)\n", "users.json": #"[{"id":"u1"},{"id":"u2"}]"#]
        try withFolder(files) { folder in
            let data = try SandboxData(folder: folder)
            #expect(data.executionIndex(id: "w1") == nil && data.executionIndex(id: "w1", isV1: true) == 1)
            #expect(data.executionIndex(id: "e1", isV1: true) == nil)
            #expect(data.executions(ofEntity: "o1", schema: "order") == [Array(Self.first.utf8)])
            #expect(data.executions(ofEntity: "o1", schema: "order", isV1: true) == [Array(old.utf8)])
            #expect(data.executions(ofEntity: "o1", schema: "contact", isV1: true).isEmpty)
            let order = data.entityValue(at: 0)
            #expect(order.text("_title") == "Ö 1" && order["workflows"]?.list("t0").map { $0.text("id") } == ["w1"])
            #expect(data.userCount == 2 && data.user(at: 1) == Array(#"{"id":"u2"}"#.utf8))
        }
    }

    @Test("with entities that are made from the contexts where no file has them")
    func madeEntities() throws {
        try withFolder(["executions.jsonl": "\(Self.first)\n\(Self.second)\n"]) { folder in
            let data = try SandboxData(folder: folder)
            #expect(data.entityCount == 2)
            let order = data.entityValue(at: 0)
            #expect(order.text("_id") == "o1" && order.text("_schema") == "order" && order.text("_org") == "9")
            #expect(order.text("_created_at") == "2026-01-01T00:00:00Z")
            #expect(order.text("_updated_at") == "2026-03-01T00:00:00Z")
            #expect(order["workflows"]?.list("t1").map { $0.text("id") } == ["e1", "e2"])
            #expect(order["workflows"]?["primary"]?.text("id") == "e2")
            let contact = data.entityValue(at: 1)
            #expect(contact.text("_id") == "c1")
            #expect(contact["workflows"]?["primary"]?["assignees"] == ["u1"])
        }
    }

    @Test("with the entities of a file")
    func entitiesFile() throws {
        let entities = #"[{"_id":"o1","_schema":"order","_title":"Ö"},{"_id":"x","_schema":"order"}]"#
        try withFolder(["executions.json": "[\(Self.first)]", "entities.json": entities]) { folder in
            let data = try SandboxData(folder: folder)
            #expect(data.entityCount == 2)
            #expect(data.entity(at: 0) == Array(#"{"_id":"o1","_schema":"order","_title":"Ö"}"#.utf8))
        }
    }

    @Test("Records without ids or contexts, and an empty file, stop nothing")
    func oddRecords() throws {
        try withFolder(["executions.jsonl": "{}\n{\"id\":7}\n\(Self.second)\nnot json\n"]) { folder in
            let data = try SandboxData(folder: folder)
            #expect(data.executionIndex(id: "e2") == 2)
            #expect(data.entityCount == 1)
        }
        for empty in ["", "[]", "{\"results\":[]}", " \n"] {
            let count = try withFolder(["executions.json": empty]) { try SandboxData(folder: $0).entityCount }
            #expect(count == 0)
        }
    }

    @Test("A folder without executions, a missing one, and a text that is no records are errors that say so")
    func errors() throws {
        let missing = try #require(throws: SandboxError.self) { try SandboxData(folder: "/nowhere/at/all") }
        #expect(missing.what == "cannot read /nowhere/at/all: No such file or directory")
        let missingFile = try #require(throws: SandboxError.self) { try SandboxData(executions: "/nowhere.json") }
        #expect(missingFile.what == "cannot read /nowhere.json: No such file or directory")
        try withFolder(["entities.json": "[]"]) { folder in
            #expect(throws: SandboxError.noExecutions(path: folder)) { try SandboxData(folder: folder) }
        }
        try withFolder(["executions.json": "[{\"id\":\"e1\"}"]) { folder in
            let error = try #require(throws: SandboxError.self) { try SandboxData(folder: folder) }
            #expect(error.what.hasPrefix("\(folder)/executions.json holds no JSON records: "))
        }
    }

    @Test("The folder samples serves every run it has to the entities that name it")
    func samples() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples").path
        let data = try SandboxData(folder: folder)
        #expect(data.entityCount == SampleFiles.organization.entityCount)
        var served: Set<String> = []
        for index in 0..<data.entityCount {
            let entity = data.entityValue(at: index)
            let runs = try data.executions(ofEntity: entity.text("_id"), schema: entity.text("_schema"))
                .map { try JSONValue(parsing: $0).text("id") }
            let summary = entity["workflows"]?.objectValue ?? JSONObject()
            let named = summary.filter { $0.key != "primary" }.flatMap { $0.value.arrayValue ?? [] }.map {
                $0.text("id")
            }
            #expect(Set(runs) == Set(named))
            served.formUnion(runs)
        }
        #expect(served.count == SampleFiles.organization.executionCount)
    }
}
