/// Why a source of executions holds none.
package enum SourceError: Error, Hashable, Sendable {
    case empty(String)
    case notJSON(String, reason: String)
    /// A list of entities without one.
    case noEntities(String)
    /// A list of people that is none.
    case noPeople(String, reason: String)

    package var what: String {
        switch self {
        case .empty(let name): "\(name) is empty"
        case .notJSON(let name, let reason): "\(name) holds no executions as JSON: \(reason)"
        case .noEntities(let name): "\(name) names no entity"
        case .noPeople(let name, let reason): "\(name) is no list of people: \(reason)"
        }
    }
}
