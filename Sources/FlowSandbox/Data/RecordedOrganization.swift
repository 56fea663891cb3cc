import FlowJSON
import FlowTime
import FoundationEssentials

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

/// Makes entities from the contexts of executions, for files that come without any.
struct EntitySummaries {
    private var order: [[UInt8]] = []
    private var records: [[UInt8]: JSONObject] = [:]

    /// Notes that an execution has an entity as a context.
    mutating func add(_ execution: JSONValue, to context: JSONValue, _ entity: String) {
        let key = Array(entity.utf8)
        var record = records[key] ?? fresh(execution, context, entity)
        let template = execution["flow_template_id"]?.stringValue ?? "unknown"
        let summary = Self.summary(of: execution)
        var workflows = record["workflows"]?.objectValue ?? JSONObject()
        workflows[template] = .array((workflows[template]?.arrayValue ?? []) + [summary])
        let updated = Self.instant(execution, "updated_at") ?? .distantPast
        if updated >= Self.instant(workflows["primary"], "last_update_time") ?? .distantPast {
            workflows["primary"] = summary
        }
        record["workflows"] = .object(workflows)
        if updated > Self.instant(.object(record), "_updated_at") ?? .distantPast {
            record["_updated_at"] = execution["updated_at"]
        }
        if Self.instant(execution, "created_at") ?? .distantFuture < Self.instant(.object(record), "_created_at")
            ?? .distantFuture
        {
            record["_created_at"] = execution["created_at"]
        }
        records[key] = record
    }

    var entities: [[UInt8]] {
        order.compactMap { id in
            records[id].map { record in
                var writer = JSONWriter()
                writer.write(.object(record))
                return writer.bytes
            }
        }
    }

    private mutating func fresh(_ execution: JSONValue, _ context: JSONValue, _ entity: String) -> JSONObject {
        order.append(Array(entity.utf8))
        return JSONObject([
            ("_id", .string(entity)), ("_schema", context["entity_schema"] ?? "opportunity"),
            ("_title", .string(entity)),
            ("_org", execution["org_id"] ?? "0"), ("_created_at", execution["created_at"] ?? .null),
            ("_updated_at", execution["updated_at"] ?? .null),
        ])
    }

    private static func summary(of execution: JSONValue) -> JSONValue {
        var summary = JSONObject()
        summary["id"] = execution["id"]
        summary["definition_id"] = execution["flow_template_id"]
        summary["name"] = execution["name"]
        summary["status"] = execution["status"]
        summary["assignees"] = .array((execution["assigned_to"]?.arrayValue ?? []).filter { $0.stringValue != nil })
        summary["last_update_time"] = execution["updated_at"]
        summary["duedate"] = execution["due_date"]
        return .object(summary)
    }

    private static func instant(_ value: JSONValue?, _ key: String) -> Instant? {
        value?[key]?.stringValue.flatMap { EntityFacts.instant($0) }
    }
}
