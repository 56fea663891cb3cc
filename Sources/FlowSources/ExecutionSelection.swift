import FlowModel

/// Which executions a report looks at: those with a context of some schemas or of some entities.
package struct ExecutionSelection: Sendable {
    /// UTF-8 of the schemas, in which any will do; empty for all.
    private let schemas: [[UInt8]]
    /// UTF-8 of the entities' ids; nil for all.
    private let entities: Set<[UInt8]>?

    package init(schemas: [String] = [], entities: [String]? = nil) {
        self.schemas = schemas.map { Array($0.utf8) }
        self.entities = entities.map { Set($0.map { Array($0.utf8) }) }
    }

    func contains(_ execution: borrowing FlowExecution) -> Bool {
        if schemas.isEmpty, entities == nil { return true }
        for context in execution.contexts {
            let schema = execution.utf8(context.entitySchema)
            guard schemas.isEmpty || schemas.contains(where: { $0.elementsEqual(schema) }) else { continue }
            if entities?.contains(Array(execution.utf8(context.entityID))) ?? true { return true }
        }
        return false
    }
}
