import FlowJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An organization whose records stand in files; they are mapped into memory and served byte for byte.
struct RecordedOrganization: Sendable {
    /// The records of one file.
    private struct Records: Sendable {
        var data: Data
        var ranges: [Range<Int>]

        func bytes(_ index: Int) -> [UInt8] { Array(data[ranges[index]]) }
    }

    private let executions: Records
    private let entities: Records?
    /// Entities that were made from the contexts of the executions, where no file holds them.
    private let madeEntities: [[UInt8]]
    private var executionIndices: [[UInt8]: Int] = [:]
    /// The executions of each entity, by the entity's id.
    private var runs: [[UInt8]: [Int]] = [:]

    let entityCount: Int

    init(executionsPath: String, entitiesPath: String?) throws(SandboxError) {
        executions = try Self.read(executionsPath)
        entities = try entitiesPath.map { path throws(SandboxError) in try Self.read(path) }
        var summaries = EntitySummaries()
        for index in executions.ranges.indices {
            guard let record = Self.parse(executions.bytes(index)), let id = record["id"]?.stringValue else { continue }
            executionIndices[Array(id.utf8)] = index
            for context in record["contexts"]?.arrayValue ?? [] {
                guard let entity = context["entity_id"]?.stringValue else { continue }
                runs[Array(entity.utf8), default: []].append(index)
                if entities == nil { summaries.add(record, to: context, entity) }
            }
        }
        madeEntities = summaries.entities
        entityCount = entities?.ranges.count ?? madeEntities.count
    }

    private static func parse(_ bytes: [UInt8]) -> JSONValue? { try? JSONValue(parsing: bytes) }

    private static func read(_ path: String) throws(SandboxError) -> Records {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        } catch {
            throw .unreadable(path: path, error)
        }
        do {
            return Records(data: data, ranges: try data.withUnsafeBytes { try RecordList(of: $0).ranges })
        } catch {
            throw .notRecords(path: path, reason: "\(error)")
        }
    }

    func execution(at index: Int) -> [UInt8] { executions.bytes(index) }

    func entity(at index: Int) -> [UInt8] { entities?.bytes(index) ?? madeEntities[index] }

    func executionIndex(id: String) -> Int? { executionIndices[Array(id.utf8)] }

    func executions(ofEntity id: String) -> [Int] { runs[Array(id.utf8)] ?? [] }
}
