import FlowAPI
import Testing

struct FingerprintTests {
    private static let base =
        #"{"d1": [{"id": "r1", "status": "STARTED", "task_id": "t1"}, {"id": "r2", "status": "DONE"}]}"#

    @Test(
        "The same runs give the same fingerprint, whatever the order and white space",
        arguments: [
            base,
            #"{"d1":[{"id":"r2","status":"DONE"},{"task_id":"t1","status":"STARTED","id":"r1"}]}"#,
            #"{"d0": [{"id": "r2", "status": "DONE"}], "d1": [{"id": "r1", "status": "STARTED", "task_id": "t1"}]}"#,
            #"{"primary": {"id": "r1", "status": "STARTED", "task_id": "t1"}, "d1": [{"id": "r2", "status": "DONE"}, {"id": "r1", "status": "STARTED", "task_id": "t1"}]}"#,
        ])
    func same(_ workflows: String) async throws {
        let entities = try await Self.entities([Self.base, workflows])
        #expect(entities[0].fingerprint == entities[1].fingerprint)
        #expect(entities[1].runs.map(\.id) == ["r1", "r2"])
    }

    @Test(
        "Any change of a run, one more and one less give another",
        arguments: [
            #"{"d1": [{"id": "r1", "status": "DONE", "task_id": "t1"}, {"id": "r2", "status": "DONE"}]}"#,
            #"{"d1": [{"id": "r1", "status": "STARTED", "task_id": "t2"}, {"id": "r2", "status": "DONE"}]}"#,
            #"{"d1": [{"id": "r1", "status": "STARTED", "task_id": "t1", "new": null}, {"id": "r2", "status": "DONE"}]}"#,
            #"{"d1": [{"id": "r1", "status": "STARTED", "task_id": "t1"}]}"#,
            #"{"d1": [{"id": "r1", "status": "STARTED", "task_id": "t1"}, {"id": "r2", "status": "DONE"}, {"id": "r3"}]}"#,
            #"{"d1": [{"id": "r1", "status": "STARTED", "task_id": "t1"}, {"id": "r2", "status": "DONE"}, {"status": "DONE"}]}"#,
            "{}", "null", "[]",
        ])
    func different(_ workflows: String) async throws {
        let entities = try await Self.entities([Self.base, workflows])
        #expect(entities[0].fingerprint != entities[1].fingerprint)
    }

    @Test("A summary's runs are known by id, template and last change, an id being a text or an integer")
    func runs() async throws {
        let workflows =
            #"{"d1": [{"id": "r1", "definition_id": "d1", "status": "DONE", "last_update_time": "2026-11-01T00:00:00Z"}, {"id": 7}, {"id": ""}]}"#
        let entity = try await Self.entities([workflows])[0]
        #expect(
            entity.runs == [
                EntitySummary.Run(id: "7"),
                EntitySummary.Run(
                    id: "r1", definitionID: "d1", status: "DONE", lastUpdateTime: "2026-11-01T00:00:00Z"),
            ])
    }

    @Test("It is the published FNV-1a hash of 128 bits, so that any release reads the state of any other")
    func published() async throws {
        // Of no bytes at all: the offset basis that the hash's authors give.
        let entity = try await Self.entities(["null"])[0]
        #expect(entity.fingerprint == "6c62272e07bb014262b821756295c58d")
        #expect(entity.runs.isEmpty)
    }

    @Test("An entity of which no more than the id is known has none, and so counts as changed")
    func unknown() {
        #expect(EntitySummary(id: "e", schema: "order").fingerprint == nil)
    }

    private static func entities(_ workflows: [String]) async throws -> [EntitySummary] {
        let records = workflows.enumerated().map { #"{"_id": "e\#($0)", "_schema": "order", "workflows": \#($1)}"# }
        let page = #"{"hits": \#(records.count), "results": [\#(records.joined(separator: ","))]}"#
        var entities: [EntitySummary] = []
        let search = EntitySearch(client: try .test(MemoryTransport(.response(200, page))), query: .withRuns)
        for try await entity in search.entities() { entities.append(entity) }
        return entities
    }
}
