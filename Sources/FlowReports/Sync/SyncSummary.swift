package import FlowWarehouse

/// What came of a sync.
package struct SyncSummary: Hashable, Sendable {
    /// Entities that were looked at, those left alone because nothing changed among them.
    package var entities = 0
    /// Entities whose executions were asked for.
    package var fetched = 0
    /// What became of the executions that came.
    package var stored = StoreCounts()
    /// Entities whose executions are missing, and why; at most `shownFailures` of them.
    package var failures: [Failure] = []
    /// How many entities failed in all.
    package var failureCount = 0

    /// One entity and the reason in one line.
    package struct Failure: Hashable, Sendable {
        package let entity: EntityKey
        package let reason: String
    }

    /// A log with a thousand lines helps nobody; the warehouse has them all.
    package static let shownFailures = 20

    /// Whether executions are missing.
    package var isIncomplete: Bool { failureCount > 0 }

    mutating func fail(_ entity: EntityKey, _ reason: String) {
        failureCount += 1
        if failures.count < Self.shownFailures { failures.append(Failure(entity: entity, reason: reason)) }
    }
}

/// How far a sync has come.
package struct SyncProgress: Hashable, Sendable {
    /// Entities done with.
    package let entities: Int
    /// Entities in all, as far as the API has said yet.
    package let total: Int
    /// Executions that came.
    package let executions: Int
}
