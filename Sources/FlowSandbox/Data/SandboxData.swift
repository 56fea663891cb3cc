import FlowJSON
import FoundationEssentials

/// What the sandbox serves: a made-up organization, or records from files.
package struct SandboxData: Sendable {
    private enum Source {
        case generated(SampleOrganization)
        case recorded(RecordedOrganization)
    }

    private let source: Source

    /// A made-up organization; records are made when they are asked for.
    package init(_ organization: SampleOrganization) {
        source = .generated(organization)
    }

    /// Records from files: JSON Lines, a JSON array, or `{"results": […]}`, uncompressed.
    ///
    /// Without a file of entities, they are made from the contexts of the executions.
    package init(executions: String, entities: String? = nil) throws(SandboxError) {
        source = .recorded(try RecordedOrganization(executionsPath: executions, entitiesPath: entities))
    }

    /// A folder with `executions.json` or `.jsonl`, and `entities.json` or `.jsonl` if it has entities; a name may go
    /// before them, as in `receipt.executions.jsonl`.
    package init(folder: String) throws(SandboxError) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw .unreadable(path: folder, error)
        }
        func file(_ kind: String) -> String? {
            let ends = ["\(kind).json", "\(kind).jsonl"]
            return names.first { name in ends.contains { name == $0 || name.hasSuffix(".\($0)") } }.map {
                "\(folder)/\($0)"
            }
        }
        guard let executions = file("executions") else { throw .noExecutions(path: folder) }
        try self.init(executions: executions, entities: file("entities"))
    }

    package var entityCount: Int {
        switch source {
        case .generated(let organization): organization.entityCount
        case .recorded(let organization): organization.entityCount
        }
    }

    func entity(at index: Int) -> [UInt8] {
        switch source {
        case .generated(let organization): organization.entity(at: index)
        case .recorded(let organization): organization.entity(at: index)
        }
    }

    /// An entity as a value; a record that is not JSON counts as an empty one.
    func entityValue(at index: Int) -> JSONValue {
        (try? JSONValue(parsing: entity(at: index))) ?? .object(JSONObject())
    }

    func execution(at index: Int) -> [UInt8] {
        switch source {
        case .generated(let organization): organization.execution(at: index)
        case .recorded(let organization): organization.execution(at: index)
        }
    }

    func executionIndex(id: String) -> Int? {
        switch source {
        case .generated(let organization): organization.executionIndex(id: id)
        case .recorded(let organization): organization.executionIndex(id: id)
        }
    }

    /// The records of the executions that have an entity with a schema among their contexts; none for an unknown one.
    func executions(ofEntity id: String, schema: String) -> [[UInt8]] {
        let indices =
            switch source {
            case .generated(let organization):
                organization.entityIndex(id: id).map { organization.executions(ofEntity: $0) } ?? []
            case .recorded(let organization): organization.executions(ofEntity: id)
            }
        return indices.map { execution(at: $0) }.filter {
            Self.contexts(of: $0).contains { context in
                context["entity_id"] == .string(id) && context["entity_schema"] == .string(schema)
            }
        }
    }

    /// The contexts of a record, read without the rest of it.
    private static func contexts(of record: [UInt8]) -> [JSONValue] {
        let contexts = record.withUnsafeBytes { bytes -> JSONValue? in
            do {
                return try JSONIndexer.read(bytes) { cursor throws(JSONError) in
                    guard try cursor.enterObject() else { return JSONValue?.none }
                    repeat {
                        let isContexts = cursor.text(try cursor.key()).utf8.elementsEqual("contexts".utf8)
                        if isContexts { return try JSONValue(reading: &cursor) }
                        try cursor.skip()
                    } while try cursor.continueObject()
                    return JSONValue?.none
                }
            } catch {
                return nil
            }
        }
        return contexts?.arrayValue ?? []
    }
}
