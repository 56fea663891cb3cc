import FlowAPI
import FlowIO
import FlowOperations
import Foundation

/// The body that somebody wrote for an operation the last time, kept where the vendor's command line keeps it.
struct BodyMemory {
    private let path: String

    /// Nil where there is no folder for settings.
    init?(of operation: String, _ api: BuiltInDefinition, _ world: World) {
        guard let folder = LoginFolder(environment: world.environment) else { return nil }
        path = "\(folder.path)/cache/\(api.rawValue)_\(Self.fileName(operation)).json"
    }

    /// The name of an operation as that of a file: definitions of others may name theirs as they like.
    static func fileName(_ operation: String) -> String {
        String(operation.prefix(100).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    /// Nil where there is none that is JSON.
    var text: [UInt8]? {
        guard let file = try? StoredFile(path: path), (try? CallBody.read(file.bytes, from: path)) ?? nil != nil else {
            return nil
        }
        return file.bytes
    }

    /// Keeps a body for the next time, for its owner alone.
    func keep(_ text: [UInt8]) throws(APIError) {
        try StoredFile(bytes: text).write(path: path)
    }

    func forget() {
        unlink(path)
    }
}
