import Foundation

/// Why the sandbox cannot start.
package enum SandboxError: Error, Hashable, Sendable {
    /// A host other than this machine itself.
    case notLoopback(host: String)
    case cannotListen(port: Int, reason: String)
    /// A number that no sandbox can be run with, and those that it can.
    case outOfRange(SandboxNumber, range: String)
    case unreadable(path: String, reason: String)
    case noExecutions(path: String)
    /// A text that holds no JSON records.
    case notRecords(path: String, reason: String)

    /// In the system's words where the error comes from it; Foundation's own are a paragraph.
    static func unreadable(path: String, _ error: any Error) -> SandboxError {
        let cause = (error as? CocoaError)?.userInfo[NSUnderlyingErrorKey] as? POSIXError
        return .unreadable(
            path: path, reason: cause.map { String(cString: strerror($0.code.rawValue)) } ?? error.localizedDescription)
    }

    /// What went wrong.
    package var what: String {
        switch self {
        case .notLoopback(let host): "the sandbox does not listen on \(host)"
        case .cannotListen(let port, let reason): "the sandbox cannot listen on port \(port): \(reason)"
        case .outOfRange(let number, let range): "\(number.rawValue) must be from \(range)"
        case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
        case .noExecutions(let path): "no executions file in \(path)"
        case .notRecords(let path, let reason): "\(path) holds no JSON records: \(reason)"
        }
    }
}
