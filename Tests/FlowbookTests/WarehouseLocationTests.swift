import FlowAPI
import FlowIO
import FlowTime
import FlowWarehouse
import Foundation
import Testing

@testable import flowbook

@Suite struct WarehouseLocationTests {
    private func login(_ organization: String?, _ stage: Stage = .production, server: String? = nil) throws -> Login {
        Login(
            token: Token(Secret("t0ken"), source: .given(name: "it"), organization: organization),
            servers: try Servers(stage: stage, server: server))
    }

    private func location(_ line: CommandLine, given: String? = nil) -> WarehouseLocation {
        let error = (stream: StandardStream.error, isTerminal: false)
        return WarehouseLocation(
            given,
            in: World(
                environment: ["XDG_DATA_HOME": line.folder.path], now: { 0 }, input: (STDIN_FILENO, false),
                output: (stream: .output, isTerminal: false), error: error, size: nil))
    }

    /// Makes a warehouse with a run of an organization.
    private func make(_ name: String, _ line: CommandLine, organization: String) async throws {
        let warehouse = try Warehouse(line.path("flowbook/\(name)"))
        let run = try await warehouse.beginSync(full: false, at: 1)
        var preparer = warehouse.makePreparer()
        let record = preparer.prepare(Array(#"{"id":"r","org_id":"\#(organization)"}"#.utf8))
        let entity = ListedEntity(EntityKey(id: "e", schema: "order"), fingerprint: "f")
        try await warehouse.store([EntityResult(entity, .fetched([record]))], in: run, at: 1)
        try warehouse.close()
    }

    @Test func `A file's name says whose runs it holds and where they come from`() async throws {
        try await CommandLine.use { line in
            let location = location(line)
            for (login, name) in try [
                (login("911210"), "911210.sqlite"), (login("911210", .development), "911210.dev.sqlite"),
                (login("911210", .staging), "911210.staging.sqlite"),
                (login("911210", server: "http://127.0.0.1:8970"), "127.0.0.1-8970.sqlite"),
                (login("911210", server: "https://gate.example"), "911210.gate.example-443.sqlite"),
                (login("../x", .production), "_.._x.sqlite"),
                (login(nil), "workflows-execution.sls.epilot.io-443.sqlite"),
            ] {
                #expect(try location.path(of: login) == line.path("flowbook/\(name)"))
            }
            #expect(try self.location(line, given: "/w.sqlite").path(of: login("911210")) == "/w.sqlite")
        }
    }

    @Test func `Where nothing says which, the only file is it; of several somebody has to choose`() async throws {
        try await CommandLine.use { line in
            let location = location(line)
            let nobody = Login(token: nil, servers: try Servers(stage: .production))
            #expect(throws: UsageError.self) { try location.existingPath(of: nobody) }
            try await make("1.sqlite", line, organization: "1")
            #expect(try location.existingPath(of: nobody) == line.path("flowbook/1.sqlite"))
            #expect(try location.existingPath(of: nil) == line.path("flowbook/1.sqlite"))
            try await make("2.sqlite", line, organization: "2")
            #expect {
                try location.existingPath(of: nobody)
            } throws: {
                ($0 as? UsageError)?.fix == "choose one with --warehouse: 1.sqlite, 2.sqlite"
            }
            #expect(try location.existingPath(of: login("2")) == line.path("flowbook/2.sqlite"))
            #expect(try location.existingPath(of: login("3")) == line.path("flowbook/3.sqlite"))
        }
    }

    @Test func `A file of an earlier release gets the name of the organization whose runs it holds, and of no other`()
        async throws
    {
        try await CommandLine.use { line in
            let location = location(line)
            try await make("default.sqlite", line, organization: "1")
            #expect(try location.takingOver(for: login("2")) == line.path("flowbook/2.sqlite"))
            #expect(line.files(in: "flowbook").contains("default.sqlite"))
            #expect(try location.existingPath(of: login("1")) == line.path("flowbook/default.sqlite"))
            let path = try location.takingOver(for: login("1"))
            #expect(path == line.path("flowbook/1.sqlite"))
            #expect(try WarehouseReader(path).snapshot().executionCount == 1)
            #expect(!line.files(in: "flowbook").contains("default.sqlite"))
        }
    }
}
