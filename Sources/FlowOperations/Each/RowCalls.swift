import FlowJSON

/// What an operation is called with for each of many inputs.
///
/// What is given by hand counts for all of them and may have names in braces. What is not given comes from the input: a
/// parameter from the value of its name, and where no body is given, the body from the values of its fields' names. Whatever
/// else an input has is passed over.
package struct RowCalls: Sendable {
    private let operation: Operation
    private let positional: [FilledText]
    private let named: [(name: String, text: FilledText)]
    private let body: FilledBody?
    /// The parameters that inputs fill.
    private let open: [String]
    /// The fields of the body that inputs fill, with their types.
    private let fields: [(name: String, type: FieldType)]

    /// - Parameters:
    ///   - operation: what to call.
    ///   - definition: where it is from.
    ///   - values: what is given by hand.
    package init(_ operation: Operation, in definition: OpenAPIDefinition, given values: OperationValues) {
        self.operation = operation
        positional = values.positional.map { FilledText($0) }
        named = values.named.map { ($0.name, FilledText($0.text)) }
        let given = Set(operation.summary.pathNames.prefix(positional.count) + named.map(\.name))
        open = operation.parameters.map(\.name).filter { !given.contains($0) }
        let schema = operation.body.map { BodyFields($0.content, in: definition) }
        body = values.body.map { body in FilledBody(body) { schema?.type(at: $0) ?? .any } }
        let taken = open
        let names = body == nil ? schema?.names ?? [] : []
        fields = names.filter { name in !taken.contains { InputRow.isSame($0, name) } }
            .map { ($0, schema?.type(at: [$0]) ?? .any) }
    }

    /// The request that an input makes.
    ///
    /// - Throws: `InputFault`.
    package func request(for row: InputRow) throws(InputFault) -> OperationRequest {
        var values = OperationValues()
        for text in positional { values.positional.append(try text.text(for: row)) }
        for (name, text) in named { values.named.append((name, try text.text(for: row))) }
        for name in open {
            guard let value = row.value(name), !value.isNull else { continue }
            let text = value.stringValue ?? value.text()
            // An empty cell gives no value.
            if !text.isEmpty { values.named.append((name, text)) }
        }
        values.body = try bytes(for: row)
        do throws(OperationError) {
            return try operation.request(values)
        } catch {
            throw .operation(error, line: row.line)
        }
    }

    private func bytes(for row: InputRow) throws(InputFault) -> [UInt8]? {
        if let body { return try body.bytes(for: row) }
        var members = JSONObject()
        for (name, type) in fields {
            guard let value = row.value(name), value.stringValue != "" else { continue }
            members[name] = try type.value(value, field: name, line: row.line)
        }
        return members.isEmpty ? nil : Array(JSONValue.object(members).text().utf8)
    }
}
