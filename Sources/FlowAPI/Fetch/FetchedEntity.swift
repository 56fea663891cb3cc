/// An entity with its executions, or with the reason why there are none.
package struct FetchedEntity: Sendable, Hashable {
    package let entity: EntitySummary
    /// The JSON of each execution as the API wrote it; empty where fetching failed.
    package let executions: [ArraySlice<UInt8>]
    /// How many executions the API counted but never gave: they are asked for again with the next sync.
    package let missing: Int
    /// Why fetching failed for good; the other entities go on.
    package let error: APIError?

    package init(entity: EntitySummary, executions: [ArraySlice<UInt8>], missing: Int = 0, error: APIError? = nil) {
        self.entity = entity
        self.executions = executions
        self.missing = missing
        self.error = error
    }
}

/// How far a fetch has come.
package struct FetchProgress: Sendable, Hashable {
    /// Entities handed on, those that failed among them.
    package var entities = 0
    package var failed = 0
    /// Executions handed on; one that belongs to two entities counts twice.
    package var executions = 0
    /// Of those executions' JSON.
    package var bytes = 0

    package init() {}

    mutating func add(_ fetched: FetchedEntity) {
        entities += 1
        if fetched.error != nil { failed += 1 }
        executions += fetched.executions.count
        bytes += fetched.executions.reduce(0) { $0 + $1.count }
    }
}
