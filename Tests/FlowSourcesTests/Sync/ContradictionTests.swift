import FlowAPI
import FlowModel
import FlowSources
import FlowTime
import FlowWarehouse
import Testing

/// Answers that contradict the summary for one night: the second night is right, or the first said that something is wrong.
@Suite struct ContradictionTests {
    private typealias Run = ScriptedAPI.Run

    /// What a call answers in the first night.
    enum Lie: String, CaseIterable, Sendable {
        case empty, behind, short
    }

    /// Which call lies.
    enum Liar: String, CaseIterable, Sendable {
        case entity, page, users, byID
    }

    /// What happened before that night.
    enum Before: String, CaseIterable, Sendable {
        case nothing, synced, changed, deleted
    }

    /// A run that nobody has is let be when it is a day old: these are younger.
    private static let evening = (Nights.first + Nights.day - 3_600_000).milliseconds
    private static let old = [
        Run(id: "a", entities: ["e"], updated: evening, name: "old", assignee: "u1"),
        Run(id: "b", entities: ["e", "f"], updated: evening, name: "old", assignee: "u2"),
        Run(id: "c", entities: ["f"], updated: evening, name: "old"),
        Run(id: "d", entities: ["g"], updated: evening, name: "old", isListed: false),
    ]

    @Test(arguments: Liar.allCases, Lie.allCases)
    func `The second night is right, or the first said that it is not`(liar: Liar, lie: Lie) async throws {
        for before in Before.allCases {
            let nights = try Nights(Self.old)
            nights.api.change { $0.users = [.init(id: "u1", name: "Ada"), .init(id: "u2", name: "Bob")] }
            if before != .nothing { try await nights.sync() }
            let former = nights.api.change { ScriptedAPI.page($0) }
            let changed = (nights.now + Nights.day - 3_600_000).milliseconds
            nights.api.change { state in
                if before == .changed {
                    for id in ["a", "b", "d"] {
                        state.runs[id]?.updated = changed
                        state.runs[id]?.name = "new"
                    }
                }
                if before == .deleted { state.runs["b"] = nil }
            }
            lieOnce(nights.api, liar, lie, former)
            let first = try await nights.sync()
            nights.api.change { $0.overrides = [:] }
            let second = try await nights.sync()
            let isRight = try await Nights.truth(nights.path) == nights.freshTruth()
            let wasTold = first.isIncomplete || first.keptRuns != nil
            #expect(isRight || wasTold, "\(before)")
            let third = try await nights.sync()
            #expect(try await Nights.truth(nights.path) == nights.freshTruth(), "\(before), third night")
            #expect(!second.isIncomplete && third.fetched == 0, "\(before)")
        }
    }

    private func lieOnce(_ api: ScriptedAPI, _ liar: Liar, _ lie: Lie, _ formerPage: String) {
        switch (liar, lie) {
        case (.entity, .empty):
            api.answer(.search("e"), .runs([]))
            api.answer(.search("f"), .runs([]))
        case (.entity, .behind):
            api.answer(.search("e"), .runs(Array(Self.old.prefix(2))))
            api.answer(.search("f"), .runs(Array(Self.old[1...2])))
        case (.entity, .short):
            api.answer(.search("e"), .runs([Self.old[1]]))
            api.answer(.search("f"), .runs([Self.old[2]]))
        case (.page, .empty): api.answer(.page, .json(#"{"hits":0,"results":[]}"#))
        case (.page, .behind): api.answer(.page, .json(formerPage))
        case (.page, .short):
            let page = api.change { state in
                var state = state
                state.runs = state.runs.filter { $0.key == "d" }
                return ScriptedAPI.page(state)
            }
            api.answer(.page, .json(page))
        case (.users, .empty): api.answer(.users, .json(#"{"results":[]}"#))
        case (.users, .behind):
            api.answer(.users, .json(#"{"results":[{"id":"u1","display_name":"Former"}]}"#))
        case (.users, .short): api.answer(.users, .json(#"{"results":[{"id":"u2","display_name":"Bob"}]}"#))
        case (.byID, .empty): api.answer(.byID("d", .v2), .json("", status: 200))
        case (.byID, .behind): api.answer(.byID("d", .v2), .json(Self.old[3].json))
        case (.byID, .short): api.answer(.byID("d", .v2), .json("{}", status: 404))
        }
    }
}
