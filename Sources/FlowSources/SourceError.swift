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
