import FlowAPI
import FlowJSON
import FlowOperations

/// Asks on a terminal for what a call lacks.
struct CallQuestions {
    private let prompt: TerminalPrompt
    private let world: World

    init(_ prompt: TerminalPrompt, _ world: World) {
        self.prompt = prompt
        self.world = world
    }

    /// The operation that somebody picks from a definition's.
    func operation(of definition: OpenAPIDefinition) throws -> String {
        let choices = definition.operations.map { operation in
            Picker.Choice(
                name: operation.id, note: "\(operation.method) \(operation.path)", isMuted: operation.isDeprecated)
        }
        return try Picker("Operation", choices, width: world.width ?? 80).pick(prompt)
    }

    /// Adds values for the required parameters that have none; with `isGuided` for every parameter that has none.
    ///
    /// Enter takes the schema's default where there is one and leaves out what may be left out. What is typed is a text, as
    /// on the command line.
    func complete(_ values: inout OperationValues, of operation: Operation, isGuided: Bool) throws {
        let missing = Set(operation.missing(values).map(\.name))
        let byPlace = Set(operation.summary.pathNames.prefix(values.positional.count))
        let given = Set(values.named.map(\.name)).union(byPlace)
        for parameter in operation.parameters {
            let isMissing = missing.contains(parameter.name)
            guard isMissing || (isGuided && !given.contains(parameter.name)) else { continue }
            if let text = try value(of: parameter) { values.named.append((parameter.name, text)) }
        }
    }

    private func value(of parameter: Parameter) throws -> String? {
        let kind = [parameter.place.rawValue, parameter.isRequired ? "" : "optional", parameter.type]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        let standard = parameter.standard.map { " [\($0)]" } ?? ""
        while true {
            let text = try prompt.line("\(parameter.name) (\(kind))\(standard): ")
            if !text.isEmpty { return text }
            if let standard = parameter.standard { return standard }
            if !parameter.isRequired { return nil }
        }
    }

    /// The body that somebody writes in their editor: what they wrote the last time, or a sample, to begin with.
    ///
    /// - Returns: nil for an emptied file.
    /// - Throws: `CancellationError` for Ctrl-C, `UsageError` where there is no editor.
    func body(
        of operation: Operation, _ api: BuiltInDefinition, in definition: OpenAPIDefinition
    ) async throws -> [UInt8]? {
        let memory = BodyMemory(of: operation.id, api, world)
        let sample = operation.body?.sample(in: definition) ?? .object(JSONObject())
        var text = memory?.text ?? Array((sample.text(style: .pretty) + "\n").utf8)
        while true {
            text = try await Editor(world).edit(text, name: "\(BodyMemory.fileName(operation.id)).json")
            do {
                guard let body = try CallBody.read(text, from: "the editor") else {
                    memory?.forget()
                    return nil
                }
                try memory?.keep(text)
                return body
            } catch let error as UsageError {
                _ = try prompt.line("\(error.what). Enter opens the editor again, Ctrl-C stops. ")
            }
        }
    }
}
