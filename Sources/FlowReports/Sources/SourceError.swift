/// Why a source of executions cannot be read.
package enum SourceError: Error, Hashable, Sendable {
    case notFound(String)
    case unreadable(String, reason: String)
    case empty(String)
    case notJSON(String, reason: String)
    case truncatedArchive(String)
    case damagedArchive(String)
    /// A list of entities without one.
    case noEntities(String)
    case noTemporarySpace(String, reason: String)

    package var what: String {
        switch self {
        case .notFound(let path): "there is no file \(path)"
        case .unreadable(let name, let reason): "\(name) cannot be read: \(reason)"
        case .empty(let name): "\(name) is empty"
        case .notJSON(let name, let reason): "\(name) holds no executions as JSON: \(reason)"
        case .truncatedArchive(let name): "the gzip data of \(name) ends too early"
        case .damagedArchive(let name): "the gzip data of \(name) is damaged"
        case .noEntities(let name): "\(name) names no entity"
        case .noTemporarySpace(let folder, let reason): "no temporary file in \(folder): \(reason)"
        }
    }
}
