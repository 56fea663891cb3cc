import FlowAPI
import FlowModel
import FlowSources
import FlowTime
import FuzzSupport
import Testing

/// An organization that lives on from night to night: what the warehouse holds after each is what a first sync into an empty
/// one brings.
@Suite struct LivingOrganizationTests {
    @Test(arguments: 0..<FuzzEffort.tries(4))
    func `Every night's warehouse is that of a fresh sync`(seed: Int) async throws {
        var random = FuzzEffort.generator(seed)
        let nights = try Nights()
        var nextRun = 0
        for night in 0..<25 {
            let today = (nights.now + Nights.day - 3_600_000).milliseconds
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                nights.api.change { state in Self.live(&state, today, &nextRun, &random) }
            }
            // Now and then a clock at the source goes back, and the search forgets runs that are done.
            if night % 7 == 3, let id = Self.some(nights.api.change { $0 }, &random) {
                nights.api.change { state in
                    state.runs[id]?.updated -= 10 * Nights.day.count
                    state.runs[id]?.name = "set back"
                }
            }
            let includesV1 = seed % 2 == 1
            let summary = try await nights.sync { $0.includesV1 = includesV1 }
            #expect(!summary.isIncomplete)
            // The last run of all is gone: that is told, and it stays.
            if summary.keptRuns != nil {
                #expect(nights.api.change { $0.runs.isEmpty })
                continue
            }
            let fresh = try await nights.freshTruth { $0.includesV1 = includesV1 }
            #expect(try await Nights.truth(nights.path) == fresh, "night \(night)")
        }
    }

    private static func some(_ state: ScriptedAPI.State, _ random: inout some RandomNumberGenerator) -> String? {
        state.runs.keys.sorted().randomElement(using: &random)
    }

    /// One thing that happens in a day.
    private static func live(
        _ state: inout ScriptedAPI.State, _ now: Int64, _ nextRun: inout Int, _ random: inout some RandomNumberGenerator
    ) {
        let entities = (0..<Int.random(in: 1...2, using: &random)).map { _ in
            "e\(Int.random(in: 0..<8, using: &random))"
        }
        let kind = Int.random(in: 0..<10, using: &random)
        guard kind > 2, let id = some(state, &random) else {
            nextRun += 1
            state.runs["r\(nextRun)"] = ScriptedAPI.Run(
                id: "r\(nextRun)", api: Int.random(in: 0..<4, using: &random) == 0 ? .v1 : .v2,
                entities: Array(Set(entities)).sorted(), updated: now, name: "Run \(nextRun)")
            return
        }
        state.runs[id]?.updated = now
        switch kind {
        case 3: state.runs[id] = nil
        case 4:
            state.runs[id]?.assignee = "u\(Int.random(in: 0..<4, using: &random))"
            state.users = (0..<3).map { .init(id: "u\($0)", name: "Name \($0)") }
        case 5: state.runs[id]?.entities = Array(Set(entities)).sorted()
        case 6: state.runs[id]?.isListed.toggle()
        case 7: state.titles[entities[0]] = "Title \(now)"
        default: state.runs[id]?.name += "."
        }
    }
}
