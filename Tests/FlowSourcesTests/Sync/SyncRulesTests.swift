import FlowAPI
import FlowModel
import FlowSources
import FlowTime
import FlowWarehouse
import Foundation
import Testing

@Suite struct SyncRulesTests {
    private typealias Run = ScriptedAPI.Run

    private func many(_ count: Int) -> [ScriptedAPI.Run] {
        (0..<count).map { Run(id: "r\($0)", entities: ["e\($0)"]) }
    }

    // MARK: A later sync replaces

    @Test func `What a later sync brings replaces what is stored, also where the source's clock went back`()
        async throws
    {
        let nights = try Nights([Run(id: "r", entities: ["e"], updated: 9_000, name: "first")])
        try await nights.sync()
        nights.api.change { $0.runs["r"] = Run(id: "r", entities: ["e"], updated: 2_000, name: "second") }
        let summary = try await nights.sync()
        #expect(summary.stored.replaced == 1)
        #expect(try await nights.runs() == ["r second"])
    }

    @Test func `Of two copies within a sync the later one counts, of equally late ones always the same`() async throws {
        for (left, right, winner) in [
            (("a", Int64(2_000)), ("b", Int64(1_000)), "a"), (("a", 1_000), ("b", 1_000), "b"),
            (("b", 1_000), ("a", 1_000), "b"),
        ] {
            let nights = try Nights([Run(id: "r", entities: ["e", "f"], updated: 500)])
            nights.api.answer(.search("e"), .runs([Run(id: "r", entities: ["e", "f"], updated: left.1, name: left.0)]))
            nights.api.answer(
                .search("f"), .runs([Run(id: "r", entities: ["e", "f"], updated: right.1, name: right.0)]))
            try await nights.sync()
            #expect(try await nights.runs() == ["r \(winner)"])
        }
    }

    @Test func `Of two copies in one answer the later one counts, of equally late ones the last`() async throws {
        for (left, right, winner) in [
            (("a", Int64(2_000)), ("b", Int64(1_000)), "a"), (("a", 1_000), ("b", 2_000), "b"),
            (("a", 1_000), ("b", 1_000), "b"), (("b", 1_000), ("a", 1_000), "a"),
        ] {
            let nights = try Nights([Run(id: "r", entities: ["e"], updated: 500)])
            let copies = [left, right].map { Run(id: "r", entities: ["e"], updated: $0.1, name: $0.0) }
            nights.api.answer(.search("e"), .runs(copies))
            let summary = try await nights.sync()
            #expect(summary.stored.added == 1)
            #expect(try await nights.runs() == ["r \(winner)"])
        }
    }

    @Test func `A fetch of what has not changed stores nothing anew`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e", "f"])])
        #expect(try await nights.sync().stored.added == 1)
        let summary = try await nights.sync { $0.isFull = true }
        #expect(summary.fetched == 2)
        #expect(summary.stored.unchanged == 2)
        #expect(summary.stored.replaced == 0)
    }

    @Test func `What a run no longer has goes with the version that had it`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e", "f"], assignee: "u1")])
        try await nights.sync()
        nights.api.change { $0.runs["r"] = Run(id: "r", entities: ["e"], updated: 1_000) }
        try await nights.sync { $0.isFull = true }
        #expect(try await nights.values("SELECT coalesce(assigned_to, 'nobody') FROM executions") == ["nobody"])
        #expect(try await nights.values("SELECT context_entity_id FROM contexts") == ["e"])
    }

    // MARK: Runs that are gone

    @Test func `A run that the API no longer has leaves every table and is kept aside; if it comes again, it is back`()
        async throws
    {
        let nights = try Nights([Run(id: "a", entities: ["e"]), Run(id: "b", entities: ["e"])])
        try await nights.sync()
        let lost = nights.api.change { $0.runs.removeValue(forKey: "b") }
        let summary = try await nights.sync()
        #expect(summary.removed == 1)
        #expect(try await nights.runs() == ["a Run"])
        #expect(try WarehouseReader(nights.path).findDamage() == [])
        #expect(
            try await nights.values("SELECT id || api || entity_id || noticed_at FROM gone") == ["bv2e1795651200000"])
        #expect(try await nights.values("SELECT json_extract(document, '$.name') FROM gone") == ["Run"])
        #expect(try await nights.values("SELECT removed_runs FROM syncs ORDER BY number") == ["0", "1"])
        nights.api.change { $0.runs["b"] = lost }
        try await nights.sync()
        #expect(try await nights.runs() == ["a Run", "b Run"])
        #expect(try await nights.values("SELECT id FROM gone") == [])
    }

    @Test func `A run that only lost a context is asked for by id and stored`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e", "f"]), Run(id: "s", entities: ["f"])])
        try await nights.sync()
        nights.api.change { $0.runs["r"] = Run(id: "r", entities: ["e"], updated: 2_000) }
        _ = nights.api.takeCalls()
        let summary = try await nights.sync()
        #expect(nights.api.takeCalls().contains(.byID("r", .v2)))
        #expect(summary.removed == 0)
        #expect(try await nights.values("SELECT context_entity_id FROM contexts ORDER BY 1") == ["e", "f"])
    }

    @Test(arguments: [
        (APIVersion.v2, APIResponse.json("{}", status: 404)), (.v1, .json("{}", status: 404)), (.v1, .json("")),
    ])
    func `A run that its API does not know by its id is gone, even if the summary still names it`(
        api: APIVersion, answer: APIResponse
    ) async throws {
        let nights = try Nights([Run(id: "a", entities: ["e"]), Run(id: "b", api: api, entities: ["e"])])
        try await nights.sync { $0.includesV1 = true }
        nights.api.answer(.search("e"), .runs([Run(id: "a", entities: ["e"])]))
        nights.api.answer(.listV1("e"), .json("[]"))
        nights.api.answer(.byID("b", api), answer)
        let summary = try await nights.sync { ($0.includesV1, $0.isFull) = (true, true) }
        #expect(summary.removed == 1 && summary.removedIDs == ["b"])
        #expect(try await nights.runs() == ["a Run"])
    }

    @Test(arguments: [500, 503, 403, 400])
    func `A server's error removes no run, and counts the entity as failed`(status: Int) async throws {
        let nights = try Nights([Run(id: "a", entities: ["e"]), Run(id: "b", entities: ["e"])])
        try await nights.sync()
        nights.api.change { $0.runs["b"] = nil }
        nights.api.answer(.byID("b", .v2), .json("{}", status: status))
        let summary = try await nights.sync()
        #expect(summary.removed == 0)
        #expect(summary.failureCount == 1)
        #expect(try await nights.runs() == ["a Run", "b Run"])
        nights.api.answer(.byID("b", .v2), nil)
        #expect(try await nights.sync().removed == 1)
        #expect(try WarehouseReader(nights.path).snapshot().failedEntityCount == 0)
    }

    @Test func `The runs of an entity that is listed no longer are asked for, and the entity is forgotten with them`()
        async throws
    {
        let nights = try Nights([Run(id: "a", entities: ["e"]), Run(id: "b", entities: ["f"])])
        try await nights.sync()
        nights.api.change { $0.runs["b"] = nil }
        _ = nights.api.takeCalls()
        #expect(try await nights.sync().removed == 1)
        #expect(nights.api.takeCalls().filter { $0 != .page } == [.byID("b", .v2), .users])
        #expect(try await nights.values("SELECT id FROM entities") == ["e"])
    }

    @Test func `Neither a schema nor a list of entities says anything of the entities that it does not name`()
        async throws
    {
        let nights = try Nights([Run(id: "a", entities: ["e"]), Run(id: "b", entities: ["f"])])
        try await nights.sync()
        nights.api.change { $0.runs["b"] = nil }
        try await nights.sync { $0.selection = .schemas(["order"]) }
        try await nights.sync { $0.selection = .list(EntityList("order,e")) }
        #expect(try await nights.runs() == ["a Run", "b Run"])
    }

    @Test func `A listing that may lack entities says nothing of those that it does not name`() async throws {
        let nights = try Nights([Run(id: "a", entities: ["e"]), Run(id: "b", entities: ["f"])])
        try await nights.sync()
        nights.api.change { $0.runs["b"] = nil }
        let page = nights.api.change { ScriptedAPI.page($0) }
        nights.api.answer(.page, .json(page.replacing("\"results\":[", with: "\"results\":[{\"_schema\":\"order\"},")))
        let summary = try await nights.sync()
        #expect(summary.isIncomplete && summary.removed == 0)
        #expect(try await nights.runs() == ["a Run", "b Run"])
        nights.api.answer(.page, nil)
        #expect(try await nights.sync().removed == 1)
    }

    @Test func `An entity that failed once and is gone is reported no longer`() async throws {
        let nights = try Nights([Run(id: "a", entities: ["e"]), Run(id: "b", entities: ["f"])])
        nights.api.answer(.search("f"), .json("{}", status: 400))
        #expect(try await nights.sync().failureCount == 1)
        #expect(try WarehouseReader(nights.path).snapshot().failedEntityCount == 1)
        nights.api.change { $0.runs["b"] = nil }
        #expect(try await nights.sync().failureCount == 0)
        #expect(try WarehouseReader(nights.path).snapshot().failedEntityCount == 0)
    }

    @Test func `A run that another entity's answer brings after it was said to be gone is there`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e", "f"])])
        try await nights.sync()
        nights.api.answer(.search("e"), .runs([]))
        nights.api.answer(.byID("r", .v2), .json("{}", status: 404))
        #expect(try await nights.sync { $0.isFull = true }.removed == 0)
        #expect(try await nights.runs() == ["r Run"])
        nights.api.answer(.search("e"), nil)
        nights.api.answer(.byID("r", .v2), nil)
        _ = nights.api.takeCalls()
        try await nights.sync()
        #expect(nights.api.takeCalls().contains(.search("e")))
    }

    // MARK: Not too many at once

    @Test func `More than a fifth, and more than twenty, do not go unless somebody accepts it`() async throws {
        let nights = try Nights(many(100))
        try await nights.sync()
        nights.api.change { state in for index in 0..<21 { state.runs["r\(index)"] = nil } }
        nights.api.change { $0.runs["new"] = Run(id: "new", entities: ["e99"]) }
        for _ in 0..<2 {
            let summary = try await nights.sync()
            #expect(summary.keptRuns == SyncSummary.KeptRuns(gone: 21, stored: summary.stored.added == 1 ? 100 : 101))
            #expect(summary.removed == 0)
            #expect(try await nights.runs().count == 101)
            // Reports say so.
            #expect(try WarehouseReader(nights.path).snapshot().syncs.keptRuns == 21)
            #expect(try WarehouseReader(nights.path).describe().keptRuns == 21)
        }
        // A sync of something else does not know better.
        try await nights.sync { $0.selection = .schemas(["other"]) }
        #expect(try WarehouseReader(nights.path).snapshot().syncs.keptRuns == 21)
        let summary = try await nights.sync { $0.acceptsDeletions = true }
        #expect(try WarehouseReader(nights.path).snapshot().syncs.keptRuns == 0)
        #expect(summary.keptRuns == nil)
        #expect(summary.removed == 21)
        #expect(try await nights.runs().count == 80)
    }

    @Test(arguments: [(20, 30, true), (20, 100, true), (21, 105, true), (21, 104, false)])
    func `Twenty always go, and a fifth does`(gone: Int, of count: Int, go: Bool) async throws {
        let nights = try Nights(many(count))
        try await nights.sync()
        nights.api.change { state in for index in 0..<gone { state.runs["r\(index)"] = nil } }
        #expect(try await nights.sync().removed == (go ? gone : 0))
    }

    @Test func `Runs that are missing among many of one entity stay as well, and their entity is asked for again`()
        async throws
    {
        let nights = try Nights((0..<40).map { Run(id: "r\($0)", entities: ["e"]) })
        try await nights.sync()
        nights.api.change { state in for index in 0..<30 { state.runs["r\(index)"] = nil } }
        #expect(try await nights.sync().keptRuns?.gone == 30)
        #expect(try await nights.sync().keptRuns?.gone == 30)
        #expect(try await nights.sync { $0.acceptsDeletions = true }.removed == 30)
        #expect(try await nights.sync().fetched == 0)
    }

    @Test func `An empty listing empties no warehouse, however few its runs`() async throws {
        let nights = try Nights(many(3))
        try await nights.sync()
        nights.api.answer(.page, .json(#"{"hits":0,"results":[]}"#))
        _ = nights.api.takeCalls()
        #expect(try await nights.sync().keptRuns == SyncSummary.KeptRuns(gone: nil, stored: 3))
        #expect(!nights.api.takeCalls().contains(.byID("r0", .v2)))
        #expect(try await nights.runs().count == 3)
        nights.api.change { $0.runs = [:] }
        #expect(try await nights.sync { $0.acceptsDeletions = true }.removed == 3)
        #expect(try await nights.runs() == [])
    }

    @Test func `An empty organization is no failure`() async throws {
        let nights = try Nights()
        let summary = try await nights.sync()
        #expect(summary.keptRuns == nil)
        #expect(!summary.isIncomplete)
    }

    // MARK: The watermark is the answer

    @Test func `What the search does not list comes by id, and is not asked for again`() async throws {
        let nights = try Nights([Run(id: "a", entities: ["e"]), Run(id: "b", entities: ["e"], isListed: false)])
        #expect(try await nights.sync().runsByID == 1)
        #expect(try await nights.runs() == ["a Run", "b Run"])
        #expect(try WarehouseReader(nights.path).describe().runsByID == 1)
        #expect(try await nights.sync().fetched == 0)
    }

    @Test func `An answer older than the summary is stored and asked for again`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e"], updated: 2_000, name: "new")])
        nights.api.answer(.search("e"), .runs([Run(id: "r", entities: ["e"], updated: 1_999, name: "old")]))
        try await nights.sync()
        #expect(try await nights.runs() == ["r old"])
        nights.api.answer(.search("e"), nil)
        try await nights.sync()
        #expect(try await nights.runs() == ["r new"])
        #expect(try await nights.sync().fetched == 0)
    }

    @Test func `A run that is named and that nobody has is asked for again until it is a day old`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e"])])
        let changed = (nights.now + Nights.day).milliseconds
        nights.api.change { $0.runs["v"] = Run(id: "v", api: .v1, entities: ["e"], updated: changed) }
        #expect(try await nights.sync().fetched == 1)
        #expect(try await nights.sync(after: 3_600_000).fetched == 1)
        #expect(try await nights.sync(after: 23 * 3_600_000).fetched == 1)
        #expect(try await nights.sync().fetched == 0)
        #expect(try await nights.runs() == ["r Run"])
    }

    @Test func `Results that are missing or null are a fault`() async throws {
        for body in ["{}", #"{"results":null}"#, #"{"results":{}}"#] {
            let nights = try Nights([Run(id: "r", entities: ["e"])])
            try await nights.sync()
            nights.api.answer(.search("e"), .json(body))
            #expect(try await nights.sync { $0.isFull = true }.failureCount == 1)
            #expect(try await nights.runs() == ["r Run"])
        }
    }

    // MARK: V1

    @Test func `With V1, its runs come whole; without, they are left alone`() async throws {
        let nights = try Nights([Run(id: "a", entities: ["e"]), Run(id: "b", api: .v1, entities: ["e"])])
        try await nights.sync { $0.includesV1 = true }
        #expect(try await nights.values("SELECT id || api FROM executions ORDER BY id") == ["av2", "bv1"])
        nights.api.change { $0.runs["b"] = nil }
        #expect(try await nights.sync { $0.isFull = true }.removed == 0)
        #expect(try await nights.sync { ($0.includesV1, $0.isFull) = (true, true) }.removed == 1)
    }

    @Test func `A run that both have is V2's, also where only its id says so`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e"], name: "V2")])
        nights.api.answer(.listV1("e"), .json(#"[{"id":"r"}]"#))
        nights.api.answer(.byID("r", .v1), .json(Run(id: "r", api: .v1, entities: ["e"], name: "V1").json))
        for isListed in [true, false] {
            nights.api.change { $0.runs["r"]?.isListed = isListed }
            try await nights.sync { ($0.includesV1, $0.isFull) = (true, true) }
            #expect(try await nights.runs() == ["r V2"])
        }
    }

    @Test func `A title is the search's, else what a context of V1 says`() async throws {
        let nights = try Nights([
            Run(id: "a", entities: ["e"]), Run(id: "b", api: .v1, entities: ["f"], title: "From V1"),
            Run(id: "c", api: .v1, entities: ["e"], title: "From V1"),
        ])
        nights.api.change { $0.titles["e"] = "From the search" }
        try await nights.sync { $0.includesV1 = true }
        #expect(try WarehouseReader(nights.path).snapshot().entityTitles() == ["e": "From the search", "f": "From V1"])
        nights.api.change { $0.titles["e"] = "Renamed" }
        #expect(try await nights.sync { $0.includesV1 = true }.fetched == 0)
        #expect(try WarehouseReader(nights.path).snapshot().entityTitles() == ["e": "Renamed", "f": "From V1"])
    }

    // MARK: People

    @Test func `Users are asked for when a run names an unknown id, once for each, and after a day`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e"], assignee: "u1")])
        nights.api.change { $0.users = [.init(id: "u1", name: "Ada"), .init(id: "u2", name: "Bob")] }
        #expect(try await nights.sync().people == .fetched(2))
        func again(_ assignee: String, after time: Milliseconds = 60_000) async throws -> SyncSummary.People {
            nights.api.change { state in
                state.runs["r"]?.updated += 1
                state.runs["r"]?.assignee = assignee
            }
            return try await nights.sync(after: time).people
        }
        #expect(try await again("u2") == .unasked)
        #expect(try await again("u3") == .fetched(2))
        #expect(try await again("u3") == .unasked)
        #expect(try await again("u3", after: Nights.day) == .fetched(2))
        #expect(try await nights.values("SELECT id || display_name FROM users ORDER BY id") == ["u1Ada", "u2Bob"])
    }

    @Test(arguments: [403, 404])
    func `A refusal of the users is told once, and the sync goes on`(status: Int) async throws {
        let nights = try Nights([Run(id: "r", entities: ["e"], assignee: "u1")])
        nights.api.answer(.users, .json("{}", status: status))
        let summary = try await nights.sync()
        #expect(summary.people == .refused(isNew: true))
        #expect(!summary.isIncomplete)
        #expect(try await nights.sync().people == .refused(isNew: false))
        #expect(try await nights.sync(after: 60_000).people == .unasked)
    }

    @Test func `Whatever else goes wrong with the users is said, and names that are known stay`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e"], assignee: "u1")])
        nights.api.change { $0.users = [.init(id: "u1", name: "Ada")] }
        try await nights.sync()
        for answer in [APIResponse.json("{}", status: 500), .json(#"{"results":[]}"#), .json("[]")] {
            nights.api.answer(.users, answer)
            guard case .failed = try await nights.sync().people else {
                Issue.record("not told")
                continue
            }
            #expect(try await nights.values("SELECT display_name FROM users") == ["Ada"])
        }
    }

    @Test func `No address of a user reaches the disk`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e"], assignee: "u1")])
        nights.api.change { $0.users = [.init(id: "u1", name: "Ada")] }
        try await nights.sync()
        for name in try FileManager.default.contentsOfDirectory(atPath: nights.folder.path) {
            let bytes = try Data(contentsOf: nights.folder.appending(path: name))
            #expect(bytes.firstRange(of: Data("secret@example.com".utf8)) == nil)
        }
    }

    // MARK: Refusals and owners

    @Test func `A refused token ends the sync`() async throws {
        let nights = try Nights(many(3))
        nights.api.answer(.search("e1"), .json("{}", status: 401))
        await #expect(throws: APIError.self) { try await nights.sync() }
    }

    @Test func `A right that lacks for one entity is its failure, and the others go on`() async throws {
        let nights = try Nights(many(12))
        nights.api.answer(.search("e1"), .json("{}", status: 403))
        let summary = try await nights.sync()
        #expect(summary.failureCount == 1)
        #expect(try await nights.runs().count == 11)
        #expect(nights.api.takeCalls().filter { $0 == .search("e1") }.count == 1)
        nights.api.answer(.search("e1"), nil)
        #expect(try await nights.sync().fetched == 1)
        #expect(try await nights.runs().count == 12)
    }

    @Test func `A warehouse belongs to one organization at one server`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e"])])
        try await nights.sync { $0.owner = WarehouseOwner(organization: "o-1", server: "api.test") }
        await #expect(
            throws: WarehouseError.otherOwner(
                nights.path, is: WarehouseOwner(organization: "o-1", server: "api.test"),
                asked: WarehouseOwner(organization: "o-2", server: "api.test"))
        ) {
            try await nights.sync { $0.owner = WarehouseOwner(organization: "o-2", server: "api.test") }
        }
        await #expect(throws: WarehouseError.self) {
            try await nights.sync { $0.owner = WarehouseOwner(organization: "o-1", server: "other.test") }
        }
        try await nights.sync { $0.owner = WarehouseOwner(server: "api.test") }
    }

    @Test func `Where the token does not say whose the runs are, they do`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e"])])
        try await nights.sync()
        #expect(try WarehouseReader(nights.path).owner().organization == "o-1")
        nights.api.change {
            $0.runs["r"] = Run(id: "r", entities: ["e"], updated: 2_000, name: "x", organization: "o-2")
        }
        await #expect(throws: WarehouseError.self) { try await nights.sync() }
        #expect(try await nights.runs() == ["r Run"])
    }

    @Test func `A stopped full sync goes on for a day, and no longer`() async throws {
        let nights = try Nights(many(2))
        nights.api.answer(.search("e1"), .json("{}", status: 401))
        await #expect(throws: APIError.self) { try await nights.sync { $0.isFull = true } }
        nights.api.answer(.search("e1"), nil)
        #expect(try await nights.sync(after: 3_600_000) { $0.isFull = true }.fetched == 1)
        nights.api.answer(.search("e1"), .json("{}", status: 401))
        await #expect(throws: APIError.self) { try await nights.sync { $0.isFull = true } }
        nights.api.answer(.search("e1"), nil)
        #expect(try await nights.sync { $0.isFull = true }.fetched == 2)
    }

    @Test func `A warehouse that vanishes under a sync is an error`() async throws {
        let nights = try Nights([Run(id: "r", entities: ["e"])])
        let warehouse = try Warehouse(nights.path)
        let run = try await warehouse.beginSync(full: false, at: 1)
        try FileManager.default.removeItem(atPath: nights.path)
        await #expect(throws: WarehouseError.vanished(nights.path)) { try await warehouse.endSync(run, at: 2) }
    }
}
