/// An entity whose executions are synced.
package struct EntityKey: Hashable, Sendable {
    package let id: String
    package let schema: String

    package init(id: String, schema: String) {
        self.id = id
        self.schema = schema
    }

    /// By code units: `String` would take two spellings of the same letter for one.
    package static func == (left: EntityKey, right: EntityKey) -> Bool {
        left.id.utf8.elementsEqual(right.id.utf8) && left.schema.utf8.elementsEqual(right.schema.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in id.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
        for byte in schema.utf8 { hasher.combine(byte) }
    }
}

/// An entity as the search lists it.
package struct ListedEntity: Hashable, Sendable {
    package let key: EntityKey
    /// Stands for the entity's summary of its runs and changes when that does; nil where there is none, which counts as
    /// changed.
    package let fingerprint: String?
    /// Nil where the search does not say it.
    package let title: String?

    package init(_ key: EntityKey, fingerprint: String?, title: String? = nil) {
        self.key = key
        self.fingerprint = fingerprint
        self.title = title
    }
}

/// What came of asking for an entity's executions.
package struct EntityResult: Sendable {
    package let entity: ListedEntity
    package let outcome: Outcome

    package enum Outcome: Sendable {
        /// All that the API has for the entity, which counts as fetched.
        case fetched([PreparedRecord])
        /// What there is to be stored of an entity that `SyncEnding` is to note.
        case pending([PreparedRecord])
        /// Runs that were asked for by id, while the entity itself is listed no longer.
        case alone([PreparedRecord])
        /// Why something of the entity is missing, in one line, and what came all the same.
        case failed(String, [PreparedRecord] = [])
    }

    package init(_ entity: ListedEntity, _ outcome: Outcome) {
        self.entity = entity
        self.outcome = outcome
    }
}

/// One sync of the warehouse with the API.
package struct SyncRun: Hashable, Sendable {
    /// Counts the syncs from 1.
    package let number: Int64
    /// Whether it asks for all entities, changed or not.
    package let isFull: Bool
    /// Whether an earlier run was stopped in the middle and this one goes on with it.
    package let isResumed: Bool
}

/// What the warehouse knows of an entity.
package struct EntityState: Hashable, Sendable {
    /// What the entity's summary of its runs was when its executions were stored last; nil where they never were.
    package let fingerprint: String?
    /// Why the latest attempt to fetch its executions failed; nil where it did not.
    package let error: String?
    /// The number of the latest sync that the entity had a part in.
    package let sync: Int64
}

/// What the warehouse knows of all entities, as a sync finds it.
package struct EntityStates: Sendable {
    private let states: [EntityKey: EntityState]

    init(_ states: [EntityKey: EntityState]) {
        self.states = states
    }

    package var count: Int { states.count }

    package subscript(key: EntityKey) -> EntityState? { states[key] }

    /// The entities whose executions could not be fetched at the latest attempt.
    package var failed: [EntityKey] {
        states.filter { $0.value.error != nil }.map(\.key).sorted {
            ($0.schema, $0.id) < ($1.schema, $1.id)
        }
    }

    /// Whether the executions of an entity have to be fetched: it is new, it changed or may have, its last attempt failed,
    /// or the sync is a full one that has not had it yet.
    package func needsFetch(_ entity: ListedEntity, in run: SyncRun) -> Bool {
        guard let state = states[entity.key], state.error == nil else { return true }
        let isSame = (state.fingerprint ?? "").utf8.elementsEqual((entity.fingerprint ?? "").utf8)
        // The part of a run that was done before it was stopped.
        if run.isResumed, state.sync == run.number, isSame { return false }
        return run.isFull || !isSame || entity.fingerprint == nil
    }
}
