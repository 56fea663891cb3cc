import FlowJSON
import FlowTime
import Testing

@testable import FlowSandbox

@Suite("A living organization")
struct LivingOrganizationTests {
    private static let day = Milliseconds.day

    private func organization(_ executions: Int = 50) throws -> LivingOrganization {
        try LivingOrganization(seed: 4, executions: executions, asOf: monday)
    }

    /// Everything that is served: the records of the runs, and of the entities that have them, by their ids.
    private struct World {
        var runs: [String: [UInt8]] = [:]
        var entities: [String: JSONValue] = [:]

        init(_ organization: LivingOrganization) throws {
            let data = organization.data
            for index in 0..<data.entityCount {
                let entity = data.entityValue(at: index)
                let id = entity.text("_id")
                entities[id] = entity
                for isV1 in [false, true] {
                    for record in data.executions(ofEntity: id, schema: entity.text("_schema"), isV1: isV1) {
                        // Records begin with their id.
                        let run = String(
                            decoding: record.dropFirst(7).prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
                        #expect(runs[run] ?? record == record)
                        runs[run] = record
                        #expect(data.executionIndex(id: run, isV1: isV1) != nil)
                    }
                }
            }
        }

        func run(_ id: String) throws -> JSONValue { try JSONValue(parsing: try #require(runs[id])) }
    }

    /// The record of a run by its id; null where there is none.
    private func run(_ id: String, _ organization: LivingOrganization) throws -> JSONValue {
        let data = organization.data
        let index = data.executionIndex(id: id) ?? data.executionIndex(id: id, isV1: true)
        return try index.map { try JSONValue(parsing: data.execution(at: $0)) } ?? .null
    }

    private func events(_ organization: LivingOrganization, after: Instant = .distantPast) throws -> [JSONValue] {
        var out = RecordBytes()
        out.array { organization.writeEvents(after: after, to: &$0) }
        return try JSONValue(parsing: out.bytes).arrayValue ?? []
    }

    @Test("stands at an instant as it does however the clock came there, and tells the same of the way")
    func steps() throws {
        let (slow, fast) = (try organization(), try organization())
        var now = monday
        for hours in [5, 19, 24, 1, 47, 24, 100, 24 * 20] {
            now += hours * .hour
            try slow.turn(to: now, after: .zero)
        }
        try fast.turn(to: now, after: .zero)
        let (first, second) = (try World(slow), try World(fast))
        let isSame = first.runs == second.runs && first.entities == second.entities
        #expect(isSame)
        let isSameStory = try events(slow) == events(fast)
        #expect(isSameStory)
        #expect(try events(slow).count > 100)
    }

    @Test("begins with about the size it is given, and grows")
    func growth() throws {
        let organization = try organization(100)
        let before = try World(organization).runs.count
        #expect((105...125).contains(before))
        try organization.turn(to: monday + 100 * Self.day, after: .zero)
        #expect(try World(organization).runs.count > before + 10)
    }

    @Test("tells everything that happens: what came, went and changed between two looks is what the events say")
    func truth() throws {
        let organization = try organization(40)
        var world = try World(organization)
        var kinds: Set<String> = []
        var now = monday
        for days in [1, 1, 1, 30, 60, 90, 180] {
            let last = now
            now += days * Self.day
            try organization.turn(to: now, after: .zero)
            let next = try World(organization)
            let told = try events(organization, after: last)
            func ids(_ names: String...) -> Set<String> {
                Set(told.filter { names.contains($0.text("kind")) }.map { $0.text("execution") })
            }
            let deleted = ids("deleted")
            #expect(Set(next.runs.keys).subtracting(world.runs.keys) == ids("started").subtracting(deleted))
            #expect(Set(world.runs.keys).subtracting(next.runs.keys) == deleted.subtracting(ids("started")))
            let changed = next.runs.filter { id, run in world.runs[id].map { $0 != run } ?? false }
            let touched = ids("advanced", "reassigned", "set_back", "reopened", "done", "closed", "moved")
            #expect(Set(changed.keys).subtracting(touched).isEmpty)
            #expect(touched.subtracting(deleted).isSubset(of: next.runs.keys))
            let gone = Set(told.filter { $0.text("kind").hasPrefix("entity_") }.map { $0.text("entity") })
            #expect(
                Set(world.entities.keys).subtracting(next.entities.keys) == gone.intersection(world.entities.keys))
            kinds.formUnion(told.map { $0.text("kind") })
            world = next
        }
        #expect(
            kinds == [
                "started", "advanced", "reassigned", "set_back", "reopened", "done", "closed", "moved", "deleted",
                "entity_merged", "entity_deleted",
            ])
    }

    @Test("has in each entity's summary the runs that it has, as they stand")
    func summaries() throws {
        let organization = try organization()
        try organization.turn(to: monday + 200 * Self.day, after: .zero)
        let world = try World(organization)
        var named: Set<String> = []
        for (id, entity) in world.entities {
            let summaries = (entity["workflows"]?.objectValue ?? JSONObject()).filter { $0.key != "primary" }
                .flatMap { $0.value.arrayValue ?? [] }
            for summary in summaries {
                let run = try world.run(summary.text("id"))
                #expect(summary["last_update_time"] == run["updated_at"] ?? run["lastUpdateTime"])
                #expect(summary["status"] == run["status"])
                #expect(run.list("contexts").contains { $0["entity_id"] ?? $0["id"] == .string(id) })
                named.insert(summary.text("id"))
            }
        }
        #expect(named == Set(world.runs.keys))
    }

    @Test("reopens runs, which are open then and end once more, and sets the clock of some back")
    func turns() throws {
        let organization = try organization()
        try organization.turn(to: monday + 365 * Self.day, after: .zero)
        let all = try events(organization)
        let (reopened, ended) = try #require(
            all.lazy.compactMap { event -> (JSONValue, JSONValue)? in
                guard event.text("kind") == "reopened" else { return nil }
                let end = all.first {
                    $0["execution"] == event["execution"] && $0.text("at") > event.text("at")
                        && ["done", "closed"].contains($0.text("kind"))
                }
                return end.map { (event, $0) }
            }.first)
        let (from, until) = (try #require(reopened.instant("at")), try #require(ended.instant("at")))
        let again = try self.organization()
        let statuses = try [from - 1, from, until - 1, until].map { instant in
            try again.turn(to: instant, after: .zero)
            return try run(reopened.text("execution"), again).text("status")
        }
        #expect(statuses == [ended, reopened, reopened, ended].map { $0 == reopened ? "STARTED" : statuses[0] })
        #expect(statuses[0] == ended.text("kind").uppercased())

        let setBack = try #require(all.first { $0.text("kind") == "set_back" })
        let wrong = try #require(setBack.instant("at"))
        let other = try self.organization()
        let (before, after) = try (
            stand(of: setBack, at: wrong - 1, other), stand(of: setBack, at: wrong, other)
        )
        let key = before["updated_at"] == nil ? "lastUpdateTime" : "updated_at"
        #expect(try #require(before.instant(key)) - #require(after.instant(key)) == 90 * .minute)
    }

    private func stand(
        of event: JSONValue, at instant: Instant, _ organization: LivingOrganization
    ) throws -> JSONValue {
        try organization.turn(to: instant, after: .zero)
        return try run(event.text("execution"), organization)
    }

    @Test("moves the runs of an entity that becomes part of another, which is gone then")
    func mergers() throws {
        let organization = try organization()
        try organization.turn(to: monday + 365 * Self.day, after: .zero)
        let merger = try #require(try events(organization).first { $0.text("kind") == "entity_merged" })
        let at = try #require(merger.instant("at"))
        let again = try self.organization()
        try again.turn(to: at - 1, after: .zero)
        let before = try World(again)
        try again.turn(to: at, after: .zero)
        let after = try World(again)
        #expect(before.entities[merger.text("entity")] != nil && after.entities[merger.text("entity")] == nil)
        func runs(_ world: World, _ entity: String) throws -> Set<String> {
            Set(
                try world.runs.keys.filter { id in
                    try world.run(id).list("contexts").contains {
                        ($0["entity_id"] ?? $0["id"])?.stringValue == entity
                    }
                })
        }
        let (entity, into) = (merger.text("entity"), merger.text("into"))
        #expect(try runs(after, into) == runs(before, entity).union(runs(before, into)))
        #expect(try runs(after, entity).isEmpty && !runs(before, entity).isEmpty)
    }
}

@Suite("The clock of a living organization")
struct LivingClockTests {
    private let clock = SteppingClock()

    private func service(speed: Double = 0, _ configure: (inout SandboxConfiguration) -> Void = { _ in }) throws
        -> SandboxService
    {
        let living = try LivingOrganization(seed: 4, executions: 60, asOf: monday, speed: speed)
        var configuration = SandboxConfiguration()
        configure(&configuration)
        return SandboxService(living.data, living: living, configuration, time: SandboxTime(clock))
    }

    private func call(
        _ service: SandboxService, _ method: String, _ path: String, _ body: String = "", query: [String: String] = [:]
    ) async throws -> (status: Int, body: JSONValue) {
        let reply = try await service.respond(
            to:
                SandboxRequest(method: method, path: path, query: query, body: Array(body.utf8))
        ).reply
        return (reply.status, try JSONValue(parsing: reply.body))
    }

    @Test("is turned by a request, by a time or to an instant, and only forward; without a token")
    func requests() async throws {
        let service = try service { $0.faultRate = 1 }
        #expect(try await call(service, "GET", "/sandbox/clock").body == ["now": "2026-11-23T00:00:00.000Z"])
        let day = try await call(service, "POST", "/sandbox/clock", #"{"advance":"1d12h"}"#)
        #expect(day.status == 200 && day.body == ["now": "2026-11-24T12:00:00.000Z"])
        let later = try await call(service, "POST", "/sandbox/clock", #"{"to":"2026-12-24"}"#)
        #expect(later.body == ["now": "2026-12-24T00:00:00.000Z"])
        for body in [
            "", "{}", #"{"to":"2026-12-23"}"#, #"{"to":"x"}"#, #"{"advance":"x"}"#, #"{"advance":"99w99d","to":"x"}"#,
            #"{"advance":"9000d"}"#, #"{"by":"1d"}"#,
        ] {
            #expect(try await call(service, "POST", "/sandbox/clock", body).status == 400, "\(body)")
        }
        let all = try await call(service, "GET", "/sandbox/events").body.arrayValue ?? []
        let some = try await call(service, "GET", "/sandbox/events", query: ["after": "2026-12-20T00:00:00Z"])
        #expect(!all.isEmpty)
        #expect(some.body.arrayValue == all.filter { $0.text("at") > "2026-12-20" })
        #expect(try await call(service, "GET", "/sandbox/events", query: ["after": "x"]).status == 400)
    }

    @Test("runs as fast as it is told, from where it was turned to")
    func speed() async throws {
        let service = try service(speed: 86_400)
        clock.advance(by: .seconds(2))
        #expect(try await call(service, "GET", "/sandbox/clock").body == ["now": "2026-11-25T00:00:00.000Z"])
        _ = try await call(service, "POST", "/sandbox/clock", #"{"advance":"3d"}"#)
        clock.advance(by: .milliseconds(500))
        #expect(try await call(service, "GET", "/sandbox/clock").body == ["now": "2026-11-28T12:00:00.000Z"])
        clock.advance(by: .seconds(100_000))
        #expect(try await call(service, "GET", "/sandbox/clock").body == ["now": "2029-01-31T00:00:00.000Z"])
    }

    @Test("stands still for the pages of a stable query")
    func stablePages() async throws {
        let service = try service()
        func page(_ more: String) async throws -> JSONValue {
            let request = SandboxRequest(
                method: "POST", path: "/v1/entity:search", authorization: "Bearer sandbox",
                body: Array(#"{"q":"_exists_:workflows","size":1000,"stable_for":60\#(more)}"#.utf8))
            return try JSONValue(parsing: try await service.respond(to: request).reply.body)
        }
        let first = try await page("")
        _ = try await call(service, "POST", "/sandbox/clock", #"{"advance":"60d"}"#)
        let again = try await page(#","stable_query_id":"\#(first.text("stable_query_id"))""#)
        #expect(again["results"] == first["results"])
        #expect(try await page("")["results"] != first["results"])
    }

    @Test("is not there where the organization stands still")
    func none() async throws {
        let calls = ServiceCalls(executions: 1)
        for (method, path) in [("GET", "/sandbox/clock"), ("POST", "/sandbox/clock"), ("GET", "/sandbox/events")] {
            #expect(try await calls.call(method, path, ["advance": "1d"]).status == 404)
        }
    }

    @Test("An organization that nobody can make is an error")
    func hostile() {
        for (executions, speed) in [(-1, 0.0), (50_001, 0), (1, -1), (1, .nan), (1, 1e300)] {
            #expect(throws: SandboxError.self) {
                try LivingOrganization(seed: 1, executions: executions, asOf: monday, speed: speed)
            }
        }
    }
}
