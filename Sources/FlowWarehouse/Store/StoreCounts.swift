/// What became of the records of a batch.
package struct StoreCounts: Hashable, Sendable {
    /// Executions that were new.
    package var added = 0
    /// Executions that replaced an earlier version of themselves.
    package var replaced = 0
    /// Executions that the warehouse had already, the same or in a later version.
    package var unchanged = 0
    /// Values that are no executions.
    package var malformed = 0
    /// Entities whose executions could not be fetched.
    package var failedEntities = 0

    package init() {}

    package static func += (left: inout StoreCounts, right: StoreCounts) {
        left.added += right.added
        left.replaced += right.replaced
        left.unchanged += right.unchanged
        left.malformed += right.malformed
        left.failedEntities += right.failedEntities
    }
}
