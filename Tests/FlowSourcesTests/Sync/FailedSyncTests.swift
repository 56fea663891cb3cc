import FlowModel
import FlowSources
import FlowWarehouse
import Testing

@Suite struct FailedSyncTests {
    private typealias Run = ScriptedAPI.Run

    private func history(_ nights: Nights) throws -> SyncHistory {
        try WarehouseReader(nights.path).snapshot().syncs
    }

    @Test func `A sync that fails leaves a note, which the next one that comes to its end takes away`() async throws {
        let nights = try Nights([Run(id: "a", entities: ["e"])])
        try await nights.sync()
        let ended = nights.now
        #expect(try history(nights) == SyncHistory(endedAt: ended, runs: 1))
        nights.api.answer(.page, .json("{}", status: 401))
        await #expect(throws: (any Error).self) { try await nights.sync() }
        #expect(try history(nights) == SyncHistory(endedAt: ended, hasFailedSince: true, runs: 1))
        #expect(try WarehouseReader(nights.path).describe().hasSyncFailed)
        nights.api.answer(.page, nil)
        try await nights.sync()
        #expect(try history(nights) == SyncHistory(endedAt: nights.now, runs: 1))
    }

    @Test func `What the last sync removed is known, and what is left`() async throws {
        let nights = try Nights([Run(id: "a", entities: ["e"]), Run(id: "b", entities: ["e"])])
        try await nights.sync()
        nights.api.change { $0.runs["b"] = nil }
        try await nights.sync()
        #expect(try history(nights) == SyncHistory(endedAt: nights.now, removedRuns: 1, runs: 1))
        try await nights.sync()
        #expect(try history(nights) == SyncHistory(endedAt: nights.now, runs: 1))
    }
}
