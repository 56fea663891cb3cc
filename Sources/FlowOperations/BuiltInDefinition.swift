/// The definitions that the program brings along, written for it.
package enum BuiltInDefinition: String, CaseIterable, Sendable {
    case workflow
    case entity

    /// The document; read once, when it is first asked for.
    package var definition: OpenAPIDefinition {
        switch self {
        case .workflow: Self.workflowDefinition
        case .entity: Self.entityDefinition
        }
    }

    private static let workflowDefinition = read(.workflow)
    private static let entityDefinition = read(.entity)

    /// Without this document the program knows no operation; that it is there and can be read, tests prove.
    private static func read(_ name: BuiltInDefinition) -> OpenAPIDefinition {
        let text = EmbeddedTexts.texts.first { $0.name == name.rawValue }?.text ?? ""
        do throws(OperationError) {
            return try OpenAPIDefinition(Array(text.utf8), name: "the built-in definition")
        } catch {
            preconditionFailure(error.what)
        }
    }
}

/// An operation that the program itself calls or answers: the definition says how.
package struct KnownOperation: Sendable, Hashable {
    package let definition: BuiltInDefinition
    package let summary: OperationSummary

    /// That the definition has it, tests prove.
    private init(_ id: String, in definition: BuiltInDefinition) {
        guard let summary = definition.definition.operations.first(where: { $0.id == id }) else {
            preconditionFailure("no operation \(id)")
        }
        self.definition = definition
        self.summary = summary
    }

    package static let searchEntities = KnownOperation("searchEntities", in: .entity)
    package static let searchFlowExecutions = KnownOperation("searchFlowExecutions", in: .workflow)
    package static let getFlowExecution = KnownOperation("getFlowExecution", in: .workflow)
    package static let getExecutions = KnownOperation("getExecutions", in: .workflow)
    package static let getExecution = KnownOperation("getExecution", in: .workflow)
}
