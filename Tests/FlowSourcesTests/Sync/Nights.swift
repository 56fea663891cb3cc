import FlowAPI
import FlowModel
import FlowSources
import FlowTables
import FlowTime
import FlowWarehouse
import Foundation
import Synchronization

/// A warehouse that is synced night after night with a scripted organization.
final class Nights {
    static let first: Instant = 1_795_478_400_000
    static let day: Milliseconds = 86_400_000

    let api: ScriptedAPI
    let folder: URL
    private(set) var now: Instant

    init(_ runs: [ScriptedAPI.Run] = [], now: Instant = Nights.first) throws {
        api = ScriptedAPI(runs)
        self.now = now
        folder = FileManager.default.temporaryDirectory.appending(path: "flowbook-sync-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { folder.appending(path: "warehouse.sqlite").path }

    func wait(_ time: Milliseconds) { now = now + time }

    /// Syncs the warehouse, a night after the sync before.
    @discardableResult
    func sync(
        after time: Milliseconds = Nights.day, _ change: (inout SyncRequest) -> Void = { _ in }
    ) async throws -> SyncSummary {
        now = now + time
        return try await Self.sync(api, path, now, change)
    }

    static func sync(
        _ api: ScriptedAPI, _ path: String, _ now: Instant, _ change: (inout SyncRequest) -> Void = { _ in }
    ) async throws -> SyncSummary {
        let time = Mutex(Duration.zero)
        let clock = APIClock(
            now: { time.withLock { $0 } }, wallTime: { now },
            sleep: { duration in
                try Task.checkCancellation()
                time.withLock { $0 += duration }
                await Task.yield()
            })
        let client = APIClient(
            transport: api,
            connection: try Connection(
                servers: Servers(stage: .production, server: "https://api.test"), token: Secret("t0ken")),
            rateLimiter: RateLimiter(requestsPerMinute: nil, clock: clock),
            policy: RetryPolicy(retries: 2), clock: clock, jitter: Jitter { 0.5 })
        var request = SyncRequest()
        request.concurrency = 1
        change(&request)
        let warehouse = try Warehouse(path)
        defer { try? warehouse.close() }
        return try await WarehouseSync(client: client, warehouse: warehouse, clock: clock).run(request)
    }

    /// The first column of a query, as texts.
    func values(_ sql: String) async throws -> [String] {
        try await WarehouseReader(path).run(sql).rows.collected().map { row in
            switch row[0] {
            case .text(let text): text
            case .integer(let number): "\(number)"
            default: ""
            }
        }
    }

    /// The runs of the warehouse with their names.
    func runs() async throws -> [String] {
        try await values("SELECT id || ' ' || name FROM executions ORDER BY id")
    }

    /// All that reports read.
    static func truth(_ path: String) async throws -> [[[Cell]]] {
        var tables: [[[Cell]]] = []
        for sql in [
            "SELECT * FROM executions ORDER BY id", "SELECT * FROM contexts ORDER BY workflow_execution_id, position",
            "SELECT * FROM tasks ORDER BY workflow_execution_id, position",
            "SELECT execution_id, json FROM documents_text ORDER BY execution_id",
            "SELECT id, title FROM entities ORDER BY id", "SELECT * FROM users ORDER BY id",
            "SELECT entity_id, position, reason FROM malformed_records ORDER BY 1, 2",
        ] {
            tables.append(try await WarehouseReader(path).run(sql).rows.collected())
        }
        return tables
    }

    /// What a first sync into an empty warehouse would show now.
    func freshTruth(_ change: (inout SyncRequest) -> Void = { _ in }) async throws -> [[[Cell]]] {
        let other = folder.appending(path: "fresh-\(UUID().uuidString).sqlite").path
        _ = try await Self.sync(api, other, now, change)
        return try await Self.truth(other)
    }
}
