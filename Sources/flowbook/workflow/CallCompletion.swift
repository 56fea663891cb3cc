import FlowIO
import FlowOperations
import FlowTables
import FlowWarehouse

/// What the words of a call can be: operations, parameters and, where a warehouse knows them, ids of runs, phases and tasks
/// with their names.
struct CallCompletion {
    private let line: TypedLine
    private let world: World
    private let definition: OpenAPIDefinition
    /// Nil where none is named yet.
    private let operation: Operation?
    /// The words that stand behind the operation and belong to no option.
    private let given: [String]

    private static let mostIDs = 200

    init(_ line: TypedLine, _ world: World = .process()) {
        self.line = line
        self.world = world
        let definition = Self.definition(line)
        self.definition = definition
        let known = Set(definition.operations.map(\.id))
        let words = Self.bareWords(line)
        let place = words.firstIndex { known.contains($0) }
        operation = place.flatMap { try? definition.operation(words[$0]) }
        given = place.map { Array(words[($0 + 1)...]) } ?? []
    }

    func operations() -> [String] {
        definition.operations.filter { $0.id.hasPrefix(line.begun) }.map { ShellCandidate($0.id, $0.summary).text }
    }

    /// The value of the path's next parameter.
    func values() async -> [String] {
        guard let names = operation?.summary.pathNames, given.count < names.count else { return [] }
        return await values(of: names[given.count], begun: line.begun).map { ShellCandidate($0.value, $0.note).text }
    }

    /// `name=` and, behind it, the value.
    func parameters() async -> [String] {
        guard let operation else { return [] }
        guard let equals = line.begun.firstIndex(of: "=") else {
            return operation.parameters.filter { $0.name.hasPrefix(line.begun) }
                .map { ShellCandidate("\($0.name)=", $0.description).text }
        }
        let name = String(line.begun[..<equals])
        let begun = String(line.begun[line.begun.index(after: equals)...])
        var choices = operation.parameters.first { $0.name == name }?.choices ?? []
        if operation.parameters.first(where: { $0.name == name })?.type == "boolean" { choices = ["true", "false"] }
        let known = await values(of: name, begun: begun)
        return choices.filter { $0.hasPrefix(begun) }.map { "\(name)=\($0)" }
            + known.map { ShellCandidate("\(name)=\($0.value)", $0.note).text }
    }

    /// Ids of what a parameter names, with the names that the warehouse has for them.
    private func values(of name: String, begun: String) async -> [(value: String, note: String)] {
        let column = "workflow_execution_id"
        let table: String
        var condition = ""
        if InputRow.isSame(name, "execution_id") {
            table = "executions"
        } else if let part = ["task_id": "tasks", "step_id": "tasks", "phase_id": "phases"].first(where: {
            InputRow.isSame(name, $0.key)
        }) {
            table = part.value
            // Those of the run that stands before it.
            if let run = given.first ?? named("execution_id") { condition = " AND \(column) = \(Self.quoted(run))" }
        } else {
            return []
        }
        let sql = """
            SELECT id, name FROM \(table) WHERE substr(id, 1, \(begun.unicodeScalars.count)) = \(Self.quoted(begun))\
            \(condition) ORDER BY name, id LIMIT \(Self.mostIDs)
            """
        let location = WarehouseLocation(world.environment["FLOWBOOK_WAREHOUSE"], in: world)
        guard let path = try? location.existingPath(of: nil),
            let answer = try? await WarehouseReader(path).run(sql), let rows = try? answer.rows.collected()
        else { return [] }
        return rows.compactMap { row in row[0].textValue.map { ($0, row[1].textValue ?? "") } }
    }

    /// The value that an option gives a parameter.
    private func named(_ name: String) -> String? {
        for text in line.values(of: "-p") + line.values(of: "--param") {
            let parts = text.split(separator: "=", maxSplits: 1)
            if parts.count == 2, InputRow.isSame(String(parts[0]), name) { return String(parts[1]) }
        }
        return nil
    }

    private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

    /// The definition that the line names, as far as it is here already: nothing is fetched for a completion.
    private static func definition(_ line: TypedLine) -> OpenAPIDefinition {
        let api: BuiltInDefinition = line.words.dropFirst().contains("entity") ? .entity : .workflow
        let path = line.values(of: "--definition").last ?? ".epilot/overrides/\(api.rawValue).json"
        guard let file = try? WholeFile(path: path, limit: OpenAPIDefinition.longest.json),
            let definition = try? OpenAPIDefinition(file.bytes, name: path)
        else { return api.definition }
        return definition
    }

    /// The words that are no options and no values of any.
    private static func bareWords(_ line: TypedLine) -> [String] {
        let valued = Set(
            EnvironmentOptions.options(of: WorkflowCommand.self).filter { !$0.isFlag }.flatMap(\.spellings))
        var words: [String] = []
        var rest = line.words.dropFirst()
        while let word = rest.popFirst() {
            if valued.contains(word) {
                _ = rest.popFirst()
            } else if !word.hasPrefix("-") || word == "-" {
                words.append(word)
            }
        }
        return words
    }
}
