import FlowSandbox
import FlowWarehouse
import Foundation
import Testing

@testable import flowbook

@Suite("A sync of the command line")
struct SyncCommandTests {
    /// Runs a command against an organization of so many runs, each of an entity of its own.
    private func run(_ line: CommandLine, _ ids: [String], _ arguments: [String]) async throws -> CommandLine.Result {
        let records = ids.map { id in
            """
            {"id":"\(id)","flow_template_id":"d","org_id":"o","name":"Run","status":"STARTED",\
            "created_at":"2026-11-01T00:00:00Z","updated_at":"2026-11-01T00:00:00Z",\
            "contexts":[{"entity_id":"e-\(id)","entity_schema":"order"}]}
            """
        }
        try FileManager.default.createDirectory(
            atPath: line.path("organization"), withIntermediateDirectories: true)
        try line.write("[\(records.joined(separator: ","))]", to: "organization/executions.json")
        return try await TestSandbox.serving(folder: line.path("organization")) { url in
            try await login(line, url).run(arguments)
        }
    }

    private func login(_ line: CommandLine, _ url: String) -> CommandLine {
        var line = line
        line.environment.merge(["EPILOT_TOKEN": "sandbox", "FLOWBOOK_SERVER": url]) { $1 }
        return line
    }

    @Test("says what it removed on standard error and in the summary of a report, but in no file")
    func removals() async throws {
        try await CommandLine.use { line in
            try line.write("report: r\nformats: [json]\nsheets: [{metric: summary}]\n", to: "r.yaml")
            #expect(try await run(line, ["a", "b", "c", "d"], ["sync"]).status == .done)
            let synced = try await run(line, ["a", "b", "d"], ["sync"])
            #expect(synced.error.contains(", 1 removed that the API no longer has ("))
            #expect(synced.error.contains("removed, and kept in the view gone: c\n"))
            let report = ["report", line.path("r.yaml"), "--out", line.path("out"), "--summary"]
            let result = try await run(line, ["b"], report)
            #expect(result.status == .done)
            #expect(result.error.contains("removed, and kept in the view gone: a, d\n"))
            #expect(result.output.contains("\n2 runs that the API no longer has were removed.\n"))
            let files = try line.contents(of: "out").values.map { String(decoding: $0, as: UTF8.self) }
            #expect(files.count == 1 && !files.contains { $0.contains("remove") })
            let german = report + ["--language", "de"]
            #expect(try await !run(line, ["b"], german).output.contains("entfernt"))
            let last = try await run(line, ["e"], german)
            #expect(last.output.contains("\n1 Vorgang, den es in der API nicht mehr gibt, wurde entfernt.\n"))
        }
    }

    @Test("that finds more than a fifth gone exits with 5, whatever may be missing, until somebody accepts it")
    func manyGone() async throws {
        try await CommandLine.use { line in
            try line.write("report: r\nformats: [json]\nsheets: [{metric: summary}]\n", to: "r.yaml")
            let all = (0..<30).map { "r\($0)" }
            let left = Array(all.prefix(5))
            #expect(try await run(line, all, ["sync"]).status == .done)
            let report = ["report", line.path("r.yaml"), "--out", line.path("out"), "--allow-partial"]
            for command in [["sync", "--allow-partial"], report] {
                let result = try await run(line, left, command)
                #expect(result.status == .incomplete)
                #expect(
                    result.error.contains(
                        """
                        warning: the API no longer has 25 of 30 runs; has the token lost a right? --accept-deletions \
                        removes them
                        """))
            }
            #expect(line.files(in: "out").count == 1)
            #expect(try WarehouseReader(line.path("test.sqlite")).describe().executions == 30)
            #expect(try await run(line, left, ["sync", "--accept-deletions"]).status == .done)
            #expect(try WarehouseReader(line.path("test.sqlite")).describe().executions == 5)
        }
    }

    @Test("says that the search lacks runs which came by id, and so does doctor")
    func runsByID() async throws {
        try await CommandLine.use { line in
            let (synced, doctor) = try await TestSandbox.serving(configure: { $0.listsRunningOnly = true }) {
                [line] url in
                let line = login(line, url)
                return (try await line.run("sync"), try await line.run("doctor"))
            }
            #expect(synced.status == .done)
            #expect(synced.error.contains(#/\d+ executions came only when asked for by id/#))
            #expect(doctor.output.contains(#/\d+ runs of the latest sync came only when asked for by id/#))
            #expect(try WarehouseReader(line.path("test.sqlite")).describe().executions == 60)
        }
    }
}
