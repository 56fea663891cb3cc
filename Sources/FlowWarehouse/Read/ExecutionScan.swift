import FlowModel
import Synchronization

/// One pass over all executions of a snapshot in no order, by as many threads as the snapshot has connections.
package final class ExecutionScan: Sendable {
    private let connections: [ReadConnection]
    private let lastNumber: Int
    private let parts: RecordParts
    private let texts: SharedTexts
    /// The first record that no thread has taken yet.
    private let next = Atomic(1)

    /// How many records a thread takes at a time.
    private static let share = 512

    init(_ connections: [ReadConnection], lastNumber: Int, texts: SharedTexts, parts: RecordParts) {
        self.connections = connections
        self.lastNumber = lastNumber
        self.parts = parts
        self.texts = texts
    }

    /// Visits the executions that fall to one thread, until none is left. Each falls to one thread only.
    ///
    /// - Parameters:
    ///   - thread: below the snapshot's `threadCount`, another one for each thread.
    ///   - visit: looks at a record; what it throws ends the thread's share.
    /// - Throws: `WarehouseError`; `CancellationError` once the task is cancelled; what `visit` throws.
    package func run(thread: Int, _ visit: (inout StoredRecord) throws -> Void) throws {
        var record = StoredRecord(parts: parts, texts: texts, path: connections[thread].path)
        var failure: (any Error)?
        try connections[thread].read { connection in
            let statement = try SQLStatement("SELECT record FROM records WHERE number BETWEEN ? AND ?", connection)
            while failure == nil {
                let first = next.add(Self.share, ordering: .relaxed).oldValue
                guard first <= lastNumber else { return }
                statement.bind(Int64(first), at: 0)
                statement.bind(Int64(first + Self.share - 1), at: 1)
                while failure == nil, try statement.step() {
                    record.move(to: statement.bytes(0))
                    do { try visit(&record) } catch { failure = error }
                }
                statement.finish()
                if Task.isCancelled { failure = CancellationError() }
            }
        }
        if let failure { throw failure }
    }
}
