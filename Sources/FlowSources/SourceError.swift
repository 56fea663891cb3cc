package import FlowModel

/// Why a source of executions holds none.
package enum SourceError: Error, Hashable, Sendable {
    case empty(String)
    case notJSON(String, reason: String)
    /// A list of entities without one.
    case noEntities(String)

    package var what: String {
        switch self {
        case .empty(let name): "\(name) is empty"
        case .notJSON(let name, let reason): "\(name) holds no executions as JSON: \(reason)"
        case .noEntities(let name): "\(name) names no entity"
        }
    }
}

extension SourceWarning {
    /// The warning for people, in English.
    package var text: String {
        switch self {
        case .unfetched(let count):
            "the runs of \(count) \(count == 1 ? "entity" : "entities") could not be fetched and may be missing; "
                + "the next sync tries again"
        case .neverSynced: "no sync of the warehouse has ended yet: runs may be missing"
        case .cutShort(let file):
            "the last line of \(file) is cut off, so that runs are missing; fetch or export the file again"
        }
    }
}
