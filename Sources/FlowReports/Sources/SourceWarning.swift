/// What the reader of a report must know about where its executions came from.
enum SourceWarning: Hashable {
    /// The last sync could not fetch the runs of so many entities.
    case unfetched(entities: Int)
    /// No sync has ended, so nobody knows what the warehouse lacks.
    case neverSynced

    var text: String {
        switch self {
        case .unfetched(let count):
            "the runs of \(count) \(count == 1 ? "entity" : "entities") could not be fetched and may be missing; "
                + "the next sync tries again"
        case .neverSynced: "no sync of the warehouse has ended yet: runs may be missing"
        }
    }
}
