import FlowModel
import GRDBSQLite

/// The rows of an execution in the tables that people query.
struct ExecutionRows {
    private var executions: RowWriter
    private var phases: RowWriter
    private var tasks: RowWriter
    private var cancellations: RowWriter
    private var contexts: RowWriter
    private let removals: RowRemoval

    init(_ connection: OpaquePointer?) throws(SQLFailure) {
        executions = try RowWriter(table: "executions", columns: 20, connection)
        phases = try RowWriter(table: "phases", columns: 17, connection)
        tasks = try RowWriter(table: "tasks", columns: 27, connection)
        cancellations = try RowWriter(table: "cancellations", columns: 5, connection)
        contexts = try RowWriter(table: "contexts", columns: 6, connection)
        removals = try RowRemoval(connection)
    }

    /// Removes an execution from all tables.
    func remove(_ id: UnsafeBufferPointer<UInt8>) throws(SQLFailure) {
        try removals.run(id)
    }

    /// Adds an execution that the tables do not have.
    mutating func insert(_ execution: borrowing FlowExecution) throws(SQLFailure) {
        try executions.insert(execution)
        for index in execution.phases.indices { try phases.insert(phase: index, of: execution) }
        for index in execution.tasks.indices { try tasks.insert(task: index, of: execution) }
        for index in execution.selectedReasons.indices { try cancellations.insert(reason: index, of: execution) }
        for index in execution.contexts.indices { try contexts.insert(context: index, of: execution) }
    }
}

/// Removes the rows of an execution from the tables that people query.
private struct RowRemoval {
    private let executions: SQLStatement
    private let phases: SQLStatement
    private let tasks: SQLStatement
    private let cancellations: SQLStatement
    private let contexts: SQLStatement

    init(_ connection: OpaquePointer?) throws(SQLFailure) {
        executions = try SQLStatement("DELETE FROM executions WHERE id = ?", connection)
        phases = try SQLStatement("DELETE FROM phases WHERE workflow_execution_id = ?", connection)
        tasks = try SQLStatement("DELETE FROM tasks WHERE workflow_execution_id = ?", connection)
        cancellations = try SQLStatement("DELETE FROM cancellations WHERE workflow_execution_id = ?", connection)
        contexts = try SQLStatement("DELETE FROM contexts WHERE workflow_execution_id = ?", connection)
    }

    func run(_ id: UnsafeBufferPointer<UInt8>) throws(SQLFailure) {
        try Self.run(executions, id)
        try Self.run(phases, id)
        try Self.run(tasks, id)
        try Self.run(cancellations, id)
        try Self.run(contexts, id)
    }

    private static func run(
        _ statement: SQLStatement, _ id: UnsafeBufferPointer<UInt8>
    ) throws(SQLFailure) {
        statement.bind(text: id, at: 0)
        try statement.run()
    }
}
