import FlowJSON
import FlowOperations
import FlowTime
import Synchronization

/// What calls have changed of the records that are served. It lives as long as the server does; nothing is written to files,
/// and entities keep saying of their executions what they said before.
final class RecordChanges: Sendable {
    private struct Key: Hashable {
        var id: String
        var isV1: Bool
    }

    private enum Standing {
        case changed(JSONObject)
        case deleted
    }

    private struct State {
        var standings: [Key: Standing] = [:]
        /// Those that calls have started, the first one first.
        var started: [Key] = []
    }

    private let state = Mutex(State())
    /// Apart from the rest: a change may ask for ids.
    private let idCount = Atomic<UInt64>(0)

    /// An execution as it stands now; nil where there is none.
    func record(_ id: String, isV1: Bool, in data: SandboxData) -> JSONObject? {
        state.withLock { Self.record(Key(id: id, isV1: isV1), $0, data) }
    }

    /// The bytes of a record of the data, as it stands now; nil where it was deleted.
    func current(_ record: [UInt8], isV1: Bool) -> [UInt8]? {
        state.withLock { state in
            guard !state.standings.isEmpty, let id = (try? JSONValue(parsing: record))?["id"]?.stringValue else {
                return record
            }
            switch state.standings[Key(id: id, isV1: isV1)] {
            case nil: return record
            case .changed(let members): return Self.bytes(members)
            case .deleted: return nil
            }
        }
    }

    /// The executions that calls have started, of flows or of V1.
    func started(isV1: Bool) -> [JSONObject] {
        state.withLock { state in
            state.started.compactMap { key in
                guard key.isV1 == isV1, case .changed(let members) = state.standings[key] else { return nil }
                return members
            }
        }
    }

    /// Changes an execution; it stays as it was where the change is refused.
    ///
    /// - Throws: 404 where there is no such execution, and what `change` throws.
    func change<Result: Sendable>(
        _ id: String, isV1: Bool, in data: SandboxData,
        _ change: (inout JSONObject) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        try state.withLock { state throws(Refusal) in
            let key = Key(id: id, isV1: isV1)
            guard var members = Self.record(key, state, data) else {
                throw Refusal(404, "There is no such execution")
            }
            let result = try change(&members)
            state.standings[key] = .changed(members)
            return result
        }
    }

    /// Takes a new execution in, under its `id`.
    func start(_ record: JSONObject, isV1: Bool) {
        state.withLock { state in
            let key = Key(id: record["id"]?.stringValue ?? "", isV1: isV1)
            state.standings[key] = .changed(record)
            state.started.append(key)
        }
    }

    /// - Throws: 404 where there is no such execution.
    func delete(_ id: String, isV1: Bool, in data: SandboxData) throws(Refusal) {
        try state.withLock { state throws(Refusal) in
            let key = Key(id: id, isV1: isV1)
            guard Self.record(key, state, data) != nil else { throw Refusal(404, "There is no such execution") }
            state.standings[key] = .deleted
        }
    }

    /// An id that nothing bears yet.
    func newID() -> String {
        Identifier.short(of: "new \(idCount.add(1, ordering: .relaxed).newValue)", length: 12)
    }

    private static func record(_ key: Key, _ state: State, _ data: SandboxData) -> JSONObject? {
        switch state.standings[key] {
        case .changed(let members): return members
        case .deleted: return nil
        case nil:
            guard let index = data.executionIndex(id: key.id, isV1: key.isV1) else { return nil }
            return (try? JSONValue(parsing: data.execution(at: index)))?.objectValue
        }
    }

    static func bytes(_ members: JSONObject) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(.object(members))
        return writer.bytes
    }
}

/// One call that changes something: what it brings, and when it comes.
struct ChangeCall: Sendable {
    let service: SandboxService
    let data: SandboxData
    let body: RequestBody
    /// The values of the placeholders in the path: first the execution's id.
    let parameters: [String]
    /// As records write instants.
    let now: JSONValue

    /// Sets those members of a record that the body has and that may be changed.
    ///
    /// - Throws: 400 for a member that the operation does not know.
    func copy(_ names: [String], besides others: Set<String> = [], to record: inout JSONObject) throws(Refusal) {
        try body.allow(only: others.union(names))
        for name in names {
            guard let value = body[name] else { continue }
            record[name] = value.isNull ? nil : value
        }
    }
}

extension JSONObject {
    /// Changes a member that is an object; one that is missing is an empty one first.
    mutating func update(_ key: String, _ change: (inout JSONObject) -> Void) {
        var members = self[key]?.objectValue ?? JSONObject()
        change(&members)
        self[key] = .object(members)
    }

    /// The elements of a member that is a list of objects.
    func objects(_ key: String) -> [JSONObject] { self[key]?.arrayValue?.compactMap(\.objectValue) ?? [] }

    var id: String? { self["id"]?.stringValue }
}

extension Operation {
    /// An operation that changes one execution, which the path names first; what `change` gives is the response's body.
    static func changing(
        _ known: KnownOperation, isV1: Bool = false, status: Int = 200,
        _ change: @escaping @Sendable (inout JSONObject, ChangeCall) throws(Refusal) -> JSONObject?
    ) -> Operation {
        Operation(known, errors: .message, access: .token(.executions)) { request, service, moment throws(Refusal) in
            let call = try service.call(request, moment)
            let reply = try service.changes.change(request.parameters[0], isV1: isV1, in: moment.data) {
                (record) throws(Refusal) in
                try change(&record, call)
            }
            return SandboxReply(status: status, body: reply.map(RecordChanges.bytes) ?? [])
        }
    }

    /// An operation that takes an execution away.
    static func deleting(_ known: KnownOperation, isV1: Bool = false) -> Operation {
        Operation(known, errors: .message, access: .token(.executions)) { request, service, moment throws(Refusal) in
            try service.changes.delete(request.parameters[0], isV1: isV1, in: moment.data)
            return SandboxReply(status: 204, body: [])
        }
    }
}

extension SandboxService {
    func call(_ request: SandboxRequest, _ moment: SandboxMoment) throws(Refusal) -> ChangeCall {
        var text: [UInt8] = []
        InstantText.append(now, to: &text)
        return ChangeCall(
            service: self, data: moment.data,
            body: try request.body.isEmpty ? RequestBody() : RequestBody(request.body),
            parameters: request.parameters, now: .string(String(decoding: text, as: UTF8.self)))
    }
}
