import FlowJSON
import FlowOperations

/// The operations of a definition, a line each.
struct OperationList {
    private let definition: OpenAPIDefinition
    private let isJSON: Bool

    init(_ definition: OpenAPIDefinition, isJSON: Bool) {
        self.definition = definition
        self.isJSON = isJSON
    }

    func text(_ screen: CallScreen) -> String {
        guard !isJSON else { return JSONValue.array(definition.operations.map(\.json)).text() }
        let operations = definition.operations
        let names = min(operations.map(\.id.count).max() ?? 0, 40)
        let methods = operations.map(\.method.count).max() ?? 0
        let paths = min(operations.map(\.path.count).max() ?? 0, 72)
        let lines = operations.map { operation in
            let mark = operation.isDeprecated ? "(deprecated) " : ""
            let rest =
                Self.blanks(names - operation.id.count + 2)
                + "\(operation.method)\(Self.blanks(methods - operation.method.count + 1))"
                + "\(operation.path)\(Self.blanks(paths - operation.path.count + 2))\(mark)\(operation.summary)"
            // A line that is broken by the screen is harder to read than one that ends there.
            let room =
                screen.world.isOutputTerminal ? screen.world.width.map { max($0 - 2 - operation.id.count, 0) } : nil
            let line = "  \(screen.strong(operation.id))\(room.map { String(rest.prefix($0)) } ?? rest)"
            return operation.isDeprecated ? screen.muted(line) : line
        }
        return (["OPERATIONS:"] + lines).joined(separator: "\n") + "\n"
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(count, 1)) }
}

extension OperationSummary {
    fileprivate var json: JSONValue {
        [
            "operationId": .string(id), "method": .string(method), "path": .string(path), "summary": .string(summary),
            "deprecated": .bool(isDeprecated),
        ]
    }
}
