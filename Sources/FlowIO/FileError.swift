import SystemPackage

/// Why a file, a folder or a stream cannot be read or written.
package enum FileError: Error, Hashable, Sendable {
    case notFound(path: String)
    /// What is there but cannot be read, with the system's reason.
    case unreadable(path: String, reason: String)
    /// A file, folder or stream that cannot be made or written, with the system's reason.
    case unwritable(path: String, reason: String)
    /// No space (or no quota) is left where `path` lies.
    case diskFull(path: String)
    /// Whoever read a stream has gone. Not a failure to report: a command line ends quietly.
    case brokenPipe
    /// What was printed to a stream of the process did not arrive.
    case lostOutput(stream: String, reason: String)
    /// No temporary file can be made in a folder, or it cannot grow.
    case noTemporarySpace(folder: String, reason: String)
    /// Data packed by gzip that ends before its end.
    case truncatedArchive(path: String)
    /// Data packed by gzip whose bytes are not as they were written.
    case damagedArchive(path: String)

    /// What went wrong, on one line, without a full stop.
    package var what: String {
        switch self {
        case .notFound(let path): "there is no file \(path)"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
        case .diskFull(let path): "no space left to write \(path)"
        case .brokenPipe: "the reader of the output has gone"
        case .lostOutput(let stream, let reason): "\(stream) cannot be written: \(reason)"
        case .noTemporarySpace(let folder, let reason): "no temporary file in \(folder): \(reason)"
        case .truncatedArchive(let path): "the gzip data of \(path) ends too early"
        case .damagedArchive(let path): "the gzip data of \(path) is damaged"
        }
    }

    /// The cause in the system's words, where those who call say themselves what cannot be done.
    package var reason: String {
        switch self {
        case .unreadable(_, let reason), .unwritable(_, let reason), .lostOutput(_, let reason),
            .noTemporarySpace(_, let reason):
            reason
        case .diskFull: "no space left"
        case .notFound, .brokenPipe, .truncatedArchive, .damagedArchive: what
        }
    }
}

extension FileError {
    /// An error of the system as it concerns what is written to `path`.
    init(writing path: String, _ number: Errno) {
        self =
            switch number {
            case .noSpace, .diskQuotaExceeded: .diskFull(path: path)
            case .brokenPipe: .brokenPipe
            default: .unwritable(path: path, reason: number.description)
            }
    }

    /// The same by the system's number, as a library has noted it.
    package init(writing path: String, systemError: Int32) {
        self.init(writing: path, Errno(rawValue: systemError))
    }

    /// An error of the system, by its number, as it concerns a temporary file in `folder`.
    package init(inTemporary folder: String, systemError: Int32) {
        switch Errno(rawValue: systemError) {
        case .noSpace, .diskQuotaExceeded: self = .diskFull(path: folder)
        case let number: self = .noTemporarySpace(folder: folder, reason: number.description)
        }
    }

    /// An error of the system as it concerns what is read from `path`.
    init(reading path: String, _ number: Errno) {
        self =
            switch number {
            case .noSuchFileOrDirectory, .notDirectory: .notFound(path: path)
            case .isDirectory: .unreadable(path: path, reason: "it is a folder")
            default: .unreadable(path: path, reason: number.description)
            }
    }

    /// Runs system calls that write to `path`.
    static func writing<Result>(_ path: String, _ calls: () throws -> Result) throws(FileError) -> Result {
        do { return try calls() } catch { throw FileError(writing: path, number(of: error)) }
    }

    /// Runs system calls that read from `path`.
    static func reading<Result>(_ path: String, _ calls: () throws -> Result) throws(FileError) -> Result {
        do { return try calls() } catch { throw FileError(reading: path, number(of: error)) }
    }

    /// Runs system calls on a temporary file in `folder`.
    static func inTemporary<Result>(_ folder: String, _ calls: () throws -> Result) throws(FileError) -> Result {
        do {
            return try calls()
        } catch {
            throw .noTemporarySpace(folder: folder, reason: number(of: error).description)
        }
    }

    /// System calls throw nothing else.
    private static func number(of error: any Error) -> Errno {
        error as? Errno ?? .ioError
    }
}
