import FlowJSON
import FoundationEssentials

/// What the sandbox serves: a made-up organization, one that lives on as it stands at an instant, or records from files.
package struct SandboxData: Sendable {
    private enum Source {
        case generated(SampleOrganization)
        case recorded(RecordedOrganization)
        case living(LivingMoment)
    }

    private let source: Source

    /// A made-up organization; records are made when they are asked for.
    package init(_ organization: SampleOrganization) {
        source = .generated(organization)
    }

    init(_ moment: LivingMoment) {
        source = .living(moment)
    }

    /// Records from files: JSON Lines, a JSON array, or `{"results": […]}`, uncompressed.
    ///
    /// Without a file of entities, they are made from the contexts of the executions.
    package init(executions: String, entities: String? = nil, users: String? = nil) throws(SandboxError) {
        source = .recorded(
            try RecordedOrganization(executionsPath: executions, entitiesPath: entities, usersPath: users))
    }

    /// A folder with `executions.json` or `.jsonl`, and `entities.json` and `users.json` or `.jsonl` if it has them; a name
    /// may go before them, as in `receipt.executions.jsonl`. The executions are of flows, of V1, or of both.
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
        try self.init(executions: executions, entities: file("entities"), users: file("users"))
    }

    package var entityCount: Int {
        switch source {
        case .generated(let organization): organization.entityCount
        case .recorded(let organization): organization.entityCount
        case .living(let moment): moment.present.count
        }
    }

    func entity(at index: Int) -> [UInt8] {
        switch source {
        case .generated(let organization): organization.entity(at: index)
        case .recorded(let organization): organization.entity(at: index)
        case .living(let moment): moment.record(ofEntityAt: index)
        }
    }

    /// An entity as a value; a record that is not JSON counts as an empty one.
    func entityValue(at index: Int) -> JSONValue {
        (try? JSONValue(parsing: entity(at: index))) ?? .object(JSONObject())
    }

    var userCount: Int {
        switch source {
        case .generated(let organization): organization.userCount
        case .recorded(let organization): organization.userCount
        case .living(let moment): moment.organization.userCount
        }
    }

    func user(at index: Int) -> [UInt8] {
        switch source {
        case .generated(let organization): organization.user(at: index)
        case .recorded(let organization): organization.user(at: index)
        case .living(let moment): moment.organization.user(at: index)
        }
    }

    func execution(at index: Int) -> [UInt8] {
        switch source {
        case .generated(let organization): organization.execution(at: index)
        case .recorded(let organization): organization.execution(at: index)
        case .living(let moment): moment.record(ofExecution: index)
        }
    }

    /// The index of an execution of flows, or of V1.
    func executionIndex(id: String, isV1: Bool = false) -> Int? {
        switch source {
        case .generated(let organization):
            organization.executionIndex(id: id).flatMap { organization.isV1($0) == isV1 ? $0 : nil }
        case .recorded(let organization):
            organization.executionIndex(id: id).flatMap { organization.isV1($0) == isV1 ? $0 : nil }
        case .living(let moment):
            moment.executionIndex(id: id).flatMap { moment.organization.isV1($0) == isV1 ? $0 : nil }
        }
    }

    /// The indices of all executions, of flows or of V1.
    private func executionIndices(isV1: Bool) -> some Sequence<Int> {
        let all: Range<Int>
        let isThere: (Int) -> Bool
        switch source {
        case .generated(let organization):
            all = 0..<organization.executionCount + organization.v1Count
            isThere = { organization.isV1($0) == isV1 }
        case .recorded(let organization):
            all = 0..<organization.executionCount
            isThere = { organization.isV1($0) == isV1 }
        case .living(let moment):
            all = moment.starts.indices
            isThere = { moment.organization.isV1($0) == isV1 && moment.exists($0) }
        }
        return all.lazy.filter(isThere)
    }

    /// A flow execution of a template; nil where there is none.
    func example(of template: String) -> JSONObject? {
        for index in executionIndices(isV1: false) {
            let record = (try? JSONValue(parsing: execution(at: index)))?.objectValue
            if record?["flow_template_id"]?.stringValue == template { return record }
        }
        return nil
    }

    /// All executions of V1 as calls have left them.
    func v1Records(_ changes: RecordChanges) -> [JSONObject] {
        let served = executionIndices(isV1: true).compactMap { index in
            changes.current(execution(at: index), isV1: true).flatMap { (try? JSONValue(parsing: $0))?.objectValue }
        }
        return served + changes.started(isV1: true)
    }

    /// The records of the executions, of flows or of V1, that have an entity among their contexts, with a schema if one is
    /// given; none for an unknown one. They are as calls have left them.
    func executions(
        ofEntity id: String, schema: String?, isV1: Bool = false, _ changes: RecordChanges = RecordChanges()
    ) -> [[UInt8]] {
        let indices =
            switch source {
            case .generated(let organization):
                organization.entityIndex(id: id).map {
                    isV1 ? organization.v1Executions(ofEntity: $0) : organization.executions(ofEntity: $0)
                } ?? []
            case .recorded(let organization):
                organization.executions(ofEntity: id).filter { organization.isV1($0) == isV1 }
            case .living(let moment):
                moment.entityIndex(id: id).map { moment.executions(ofEntity: $0) }?.filter {
                    moment.organization.isV1($0) == isV1
                } ?? []
            }
        let (idKey, schemaKey) = isV1 ? ("id", "schema") : ("entity_id", "entity_schema")
        let served = indices.compactMap { changes.current(execution(at: $0), isV1: isV1) }
        return (served + changes.started(isV1: isV1).map(RecordChanges.bytes)).filter {
            Self.contexts(of: $0).contains { context in
                context[idKey] == .string(id) && (schema == nil || context[schemaKey] == schema.map(JSONValue.string))
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
