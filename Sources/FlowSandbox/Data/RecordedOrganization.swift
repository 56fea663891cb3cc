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
    private let users: Records?
    /// Entities that were made from the contexts of the executions, where no file holds them.
    private let madeEntities: [[UInt8]]
    private var executionIndices: [[UInt8]: Int] = [:]
    private var v1Indices: Set<Int> = []
    /// The executions of each entity, by the entity's id.
    private var runs: [[UInt8]: [Int]] = [:]

    let entityCount: Int
    var userCount: Int { users?.ranges.count ?? 0 }

    init(executionsPath: String, entitiesPath: String?, usersPath: String?) throws(SandboxError) {
        executions = try Self.read(executionsPath)
        entities = try entitiesPath.map { path throws(SandboxError) in try Self.read(path) }
        users = try usersPath.map { path throws(SandboxError) in try Self.read(path) }
        var summaries = EntitySummaries()
        for index in executions.ranges.indices {
            guard let record = Self.parse(executions.bytes(index)) else { continue }
            let execution = RecordedExecution(record)
            guard let id = execution.id?.stringValue else { continue }
            executionIndices[Array(id.utf8)] = index
            if execution.isV1 { v1Indices.insert(index) }
            for context in execution.contexts {
                runs[Array(context.id.utf8), default: []].append(index)
                if entities == nil { summaries.add(execution, to: context) }
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

    var executionCount: Int { executions.ranges.count }

    func execution(at index: Int) -> [UInt8] { executions.bytes(index) }

    func entity(at index: Int) -> [UInt8] { entities?.bytes(index) ?? madeEntities[index] }

    func user(at index: Int) -> [UInt8] { users?.bytes(index) ?? [] }

    func executionIndex(id: String) -> Int? { executionIndices[Array(id.utf8)] }

    func isV1(_ index: Int) -> Bool { v1Indices.contains(index) }

    /// The executions of an entity, of flows and of V1.
    func executions(ofEntity id: String) -> [Int] { runs[Array(id.utf8)] ?? [] }
}

/// What the sandbox has to know of an execution in a file, whichever shape it has.
struct RecordedExecution {
    struct Context {
        var id: String
        var schema: String
        /// Contexts of V1 carry one.
        var title: String?
    }

    let isV1: Bool
    private let record: JSONValue

    init(_ record: JSONValue) {
        self.record = record
        isV1 = record["flow_template_id"] == nil && (record["flow"] != nil || record["creationTime"] != nil)
    }

    var id: JSONValue? { record["id"] }
    var organization: JSONValue? { record[isV1 ? "orgId" : "org_id"] }
    var template: JSONValue? { record[isV1 ? "definitionId" : "flow_template_id"] }
    var name: JSONValue? { record["name"] }
    var status: JSONValue? { record["status"] }
    var created: JSONValue? { record[isV1 ? "creationTime" : "created_at"] }
    var updated: JSONValue? { record[isV1 ? "lastUpdateTime" : "updated_at"] }
    var due: JSONValue? { record[isV1 ? "dueDate" : "due_date"] }

    var assignees: [JSONValue] {
        (record[isV1 ? "assignedTo" : "assigned_to"]?.arrayValue ?? []).filter { $0.stringValue != nil }
    }

    var contexts: [Context] {
        (record["contexts"]?.arrayValue ?? []).compactMap { context in
            guard let id = context[isV1 ? "id" : "entity_id"]?.stringValue else { return nil }
            return Context(
                id: id, schema: context[isV1 ? "schema" : "entity_schema"]?.stringValue ?? "opportunity",
                title: context["title"]?.stringValue)
        }
    }
}

/// Makes entities from the contexts of executions, for files that come without any.
struct EntitySummaries {
    private var order: [[UInt8]] = []
    private var records: [[UInt8]: JSONObject] = [:]

    /// Notes that an execution has an entity as a context.
    mutating func add(_ execution: RecordedExecution, to context: RecordedExecution.Context) {
        let key = Array(context.id.utf8)
        var record = records[key] ?? fresh(execution, context)
        let template = execution.template?.stringValue ?? "unknown"
        let summary = Self.summary(of: execution)
        var workflows = record["workflows"]?.objectValue ?? JSONObject()
        workflows[template] = .array((workflows[template]?.arrayValue ?? []) + [summary])
        let updated = Self.instant(execution.updated) ?? .distantPast
        if updated >= Self.instant(workflows["primary"]?["last_update_time"]) ?? .distantPast {
            workflows["primary"] = summary
        }
        record["workflows"] = .object(workflows)
        if updated > Self.instant(record["_updated_at"]) ?? .distantPast { record["_updated_at"] = execution.updated }
        if Self.instant(execution.created) ?? .distantFuture < Self.instant(record["_created_at"]) ?? .distantFuture {
            record["_created_at"] = execution.created
        }
        if let title = context.title { record["_title"] = .string(title) }
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

    private mutating func fresh(
        _ execution: RecordedExecution, _ context: RecordedExecution.Context
    ) -> JSONObject {
        order.append(Array(context.id.utf8))
        return JSONObject([
            ("_id", .string(context.id)), ("_schema", .string(context.schema)), ("_title", .string(context.id)),
            ("_org", execution.organization ?? "0"), ("_created_at", execution.created ?? .null),
            ("_updated_at", execution.updated ?? .null),
        ])
    }

    private static func summary(of execution: RecordedExecution) -> JSONValue {
        var summary = JSONObject()
        summary["id"] = execution.id
        summary["definition_id"] = execution.template
        summary["name"] = execution.name
        summary["status"] = execution.status
        summary["assignees"] = .array(execution.assignees)
        summary["last_update_time"] = execution.updated
        summary["duedate"] = execution.due
        return .object(summary)
    }

    private static func instant(_ value: JSONValue?) -> Instant? {
        value?.stringValue.flatMap { EntityFacts.instant($0) }
    }
}
