package import FlowModel

extension SourceWarning {
    /// The warning for people, in English.
    package var text: String {
        switch self {
        case .unfetched(let count):
            "the runs of \(count) \(count == 1 ? "entity" : "entities") could not be fetched and may be missing; "
                + "the next sync tries again"
        case .neverSynced: "no sync of the warehouse has ended yet: runs may be missing"
        }
    }
}
