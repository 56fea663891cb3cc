import FlowModel
import FlowTime
import FlowWarehouse
import Foundation

/// A folder for one test, removed when it goes.
final class Scratch {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "flowbook-warehouse-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    var path: String { folder.appending(path: "test.sqlite").path }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}

/// The hand-made file of edge cases, line by line.
enum EdgeCases {
    static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/edge-cases.jsonl").path

    /// The lines that are more than white space.
    static func lines() throws -> [[UInt8]] {
        try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n")).map { Array($0) }
            .filter { $0.contains { $0 > 0x20 } }
    }
}

extension Warehouse {
    /// Stores records as those of one entity, in a sync of its own, or in one that is not ended.
    @discardableResult
    func store(
        _ records: [[UInt8]], of entity: String = "e-1", fingerprint: String? = "f", at now: Instant = 1_000,
        endsSync: Bool = true
    ) async throws -> StoreCounts {
        let run = try await beginSync(full: false, at: now)
        var preparer = RecordPreparer()
        let prepared = records.map { preparer.prepare($0) }
        let key = EntityKey(id: entity, schema: "order")
        let counts = try await store(
            [EntityResult(ListedEntity(key, fingerprint: fingerprint), .fetched(prepared))], in: run, at: now)
        if endsSync { try await endSync(run, at: now) }
        return counts
    }
}

/// A record of the API with what a test cares for.
func record(_ id: String, updated: String? = nil, name: String = "Run", more: String = "") -> [UInt8] {
    let updated = updated.map { "\"updated_at\":\"\($0)\"," } ?? ""
    return Array("{\"id\":\"\(id)\",\(updated)\"name\":\"\(name)\",\"status\":\"STARTED\"\(more)}".utf8)
}
