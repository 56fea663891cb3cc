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
    package static let startFlowExecution = KnownOperation("startFlowExecution", in: .workflow)
    package static let patchFlowExecution = KnownOperation("patchFlowExecution", in: .workflow)
    package static let deleteFlowExecution = KnownOperation("deleteFlowExecution", in: .workflow)
    package static let patchPhase = KnownOperation("patchPhase", in: .workflow)
    package static let addTask = KnownOperation("addTask", in: .workflow)
    package static let patchTask = KnownOperation("patchTask", in: .workflow)
    package static let executeTask = KnownOperation("executeTask", in: .workflow)
    package static let runTaskAutomation = KnownOperation("runTaskAutomation", in: .workflow)
    package static let reconcileAutomationTask = KnownOperation("reconcileAutomationTask", in: .workflow)
    package static let cancelTaskSchedule = KnownOperation("cancelTaskSchedule", in: .workflow)
    package static let runTaskScheduleNow = KnownOperation("runTaskScheduleNow", in: .workflow)
    package static let cancelSchedule = KnownOperation("cancelSchedule", in: .workflow)
    package static let createExecution = KnownOperation("createExecution", in: .workflow)
    package static let updateExecution = KnownOperation("updateExecution", in: .workflow)
    package static let deleteExecution = KnownOperation("deleteExecution", in: .workflow)
    package static let getClosingReasonExecution = KnownOperation("getClosingReasonExecution", in: .workflow)
    package static let createStep = KnownOperation("createStep", in: .workflow)
    package static let updateStep = KnownOperation("updateStep", in: .workflow)
    package static let deleteStep = KnownOperation("deleteStep", in: .workflow)
    package static let searchExecutions = KnownOperation("searchExecutions", in: .workflow)
    package static let searchSteps = KnownOperation("searchSteps", in: .workflow)
}
