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

    package init(_ key: EntityKey, fingerprint: String?) {
        self.key = key
        self.fingerprint = fingerprint
    }
}

/// What came of asking for an entity's executions.
package struct EntityResult: Sendable {
    package let entity: ListedEntity
    package let outcome: Outcome

    package enum Outcome: Sendable {
        /// All that the API gave for the entity.
        case fetched([PreparedRecord])
        /// Why nothing came, in one line.
        case failed(String)
    }

    package init(_ entity: ListedEntity, _ outcome: Outcome) {
        self.entity = entity
        self.outcome = outcome
    }
}
