import FlowJSON
import FlowOperations

extension Operation {
    /// The flow executions that an entity is a context of.
    ///
    /// As published, one response holds them all. With a page size the response says in `hits` how many there are and, while
    /// more are to come, in `next_cursor` how to go on; a further request hands that back as `cursor` or `next_cursor`, or
    /// says `from` and `size`.
    static let searchFlowExecutions = Operation(
        .searchFlowExecutions, errors: .message, access: .token(.executions)
    ) { request, service, moment throws(Refusal) in
        let body = try RequestBody(request.body)
        let entity = try body.requiredString("entity_id")
        let schema = try body.requiredString("entity_schema")
        var found = moment.data.executions(ofEntity: entity, schema: schema, service.changes)
        if service.configuration.listsRunningOnly { found.removeAll { !isRunning($0) } }
        guard let pageSize = service.configuration.pageSize else {
            return SandboxReply(status: 200, body: service.list(of: found[...]))
        }
        var start = try body.integer("from", in: 0...Int.max) ?? 0
        let nextCursor = try body.string("next_cursor")
        if let cursor = try body.string("cursor") ?? nextCursor {
            guard let index = Int(cursor), index >= 0 else { throw .invalid("\"cursor\" is not one of this search") }
            start = index
        }
        let size = min(try body.integer("size", in: 1...Int.max) ?? pageSize, pageSize)
        start = min(start, found.count)
        let end = min(start + size, found.count)
        var reply = service.list(of: found[start..<end])
        reply.removeLast()
        reply += Array(",\"hits\":\(found.count)".utf8)
        if end < found.count { reply += Array(",\"next_cursor\":\"\(end)\"".utf8) }
        reply.append(UInt8(ascii: "}"))
        return SandboxReply(status: 200, body: reply)
    }

    private static func isRunning(_ execution: [UInt8]) -> Bool {
        (try? JSONValue(parsing: execution))?["status"] == "STARTED"
    }
}

extension SandboxService {
    /// `{"results": […]}` from records as they are.
    fileprivate func list(of records: ArraySlice<[UInt8]>) -> [UInt8] {
        var reply: [UInt8] = []
        reply.reserveCapacity(records.reduce(16) { $0 + $1.count + 1 })
        reply += Array("{\"results\":[".utf8)
        for (index, record) in records.enumerated() {
            if index > 0 { reply.append(UInt8(ascii: ",")) }
            reply += record
        }
        reply += Array("]}".utf8)
        return reply
    }
}

extension Operation {
    /// One execution by its id.
    static let getFlowExecution = Operation(
        .getFlowExecution, errors: .message, access: .token(.executions)
    ) { request, service, moment throws(Refusal) in
        guard let id = request.parameters.first, let index = moment.data.executionIndex(id: id) else {
            guard let record = service.changes.record(request.parameters[0], isV1: false, in: moment.data) else {
                throw Refusal(404, "There is no such flow execution")
            }
            return SandboxReply(status: 200, body: RecordChanges.bytes(record))
        }
        guard let record = service.changes.current(moment.data.execution(at: index), isV1: false) else {
            throw Refusal(404, "There is no such flow execution")
        }
        return SandboxReply(status: 200, body: record)
    }
}
