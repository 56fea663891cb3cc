import FlowJSON
import FlowOperations

extension Operation {
    /// The executions of V1 that an entity is a context of, their steps without all details.
    ///
    /// The description lets the entity be left out, for all that the organization has; the sandbox asks for one.
    static let getExecutionsV1 = Operation(
        .getExecutions, errors: .message, access: .token(.executions)
    ) { request, service, moment throws(Refusal) in
        guard let entity = request.query["context"], !entity.isEmpty else {
            throw .invalid("\"context\" is required: the sandbox lists the executions of one entity")
        }
        let found = moment.data.executions(
            ofEntity: entity, schema: request.query["schema"], isV1: true, service.changes)
        var writer = JSONWriter()
        writer.write(.array(found.compactMap { (try? JSONValue(parsing: $0)).map(slim(execution:)) }))
        return SandboxReply(status: 200, body: writer.bytes)
    }

    /// One execution of V1 by its id, whole.
    static let getExecutionV1 = Operation(
        .getExecution, errors: .message, access: .token(.executions)
    ) { request, service, moment throws(Refusal) in
        if let record = service.changes.record(request.parameters[0], isV1: true, in: moment.data) {
            return SandboxReply(status: 200, body: RecordChanges.bytes(record))
        }
        // As the description has it; what a server does, nobody outside knows.
        if service.configuration.hasEmptyUnknownV1 { return SandboxReply(status: 200, body: []) }
        throw Refusal(404, "There is no such execution")
    }

    private static let stepMembers: Set<String> = [
        "id", "definitionId", "name", "type", "sectionId", "enabled", "executionType",
    ]

    /// An execution as a list shows it: how its steps stand is left out.
    private static func slim(execution: JSONValue) -> JSONValue {
        guard var members = execution.objectValue else { return execution }
        members["flow"] = .array(
            execution["flow"]?.arrayValue?.map { element in
                guard var section = element.objectValue, let steps = section["steps"]?.arrayValue else {
                    return slim(step: element)
                }
                section["steps"] = .array(steps.map(slim(step:)))
                return .object(section)
            } ?? [])
        return .object(members)
    }

    private static func slim(step: JSONValue) -> JSONValue {
        guard let members = step.objectValue else { return step }
        var kept = JSONObject()
        for member in members where stepMembers.contains(member.key) { kept[member.key] = member.value }
        return .object(kept)
    }
}
