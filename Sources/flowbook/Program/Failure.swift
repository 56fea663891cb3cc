import FlowAPI
import FlowIO
import FlowJSON
import FlowMetrics
import FlowOperations
import FlowRenderers
import FlowReports
import FlowSandbox
import FlowSources
import FlowTables
import FlowWarehouse
import JSONata

/// The exit codes that scripts rely on; every command returns one of them, and the process exits once.
enum ExitStatus: Int32, CaseIterable, Sendable {
    case done = 0
    /// The API answered an error, or a run failed.
    case failed = 1
    /// Wrong usage or a wrong definition.
    case usage = 2
    case authentication = 3
    /// The network, after all retries.
    case network = 4
    /// Written, but some entities are missing; the next sync tries them again.
    case incomplete = 5
    /// Another run holds the lock.
    case locked = 6
    /// An alert of the definition fired under `--fail-on-alert`.
    case alert = 7
    /// The data is stale under `--fail-on-stale`.
    case stale = 8
    case interrupted = 130
    /// The reader of standard output has gone, as `head` does: the process ends by the signal that ends others then.
    case outputClosed = 141
}

/// An error as people and scripts see it: what is wrong, what to do, and the exit code. The one place that knows them all.
struct Failure {
    struct Line: Equatable {
        let what: String
        let fix: String
    }

    let status: ExitStatus
    let lines: [Line]
    /// Whether nobody is left to be told: the reader of standard output has gone.
    let isSilent: Bool

    init(_ error: any Error) {
        switch error {
        case let error as UsageError: self.init(.usage, error.what, error.fix)
        case let error as UnknownColumn:
            let usage = UsageError.unknown("column", error.name, among: error.known, seeAlso: "the columns are")
            self.init(.usage, usage.what, usage.fix)
        case DefinitionFailure.invalid(let errors):
            self.init(status: .usage, lines: errors.map { Line(what: $0.what, fix: $0.remedy) })
        case let error as DefinitionFailure: self.init(.usage, error.what, error.fix)
        case let error as RequestError: self.init(.usage, error.what, error.fix)
        case let error as MetricError: self.init(.usage, error.what, error.fix)
        case let error as FileError: self.init(error)
        case let error as SourceError: self.init(.failed, error.what, error.fix)
        case let error as RenderError:
            switch error {
            case .severalTables, .invalidOption: self.init(.usage, error.what, error.fix)
            default: self.init(.failed, error.what, error.fix)
            }
        case let error as OperationError: self.init(.usage, error.what, error.fix)
        case let error as APIError: self.init(Self.status(of: error), error.what, error.fix)
        case let error as WarehouseError: self.init(Self.status(of: error), error.what, error.fix)
        case let error as JSONataError:
            self.init(.failed, error.description, "see https://docs.jsonata.org for the language")
        case let error as JSONError:
            self.init(.failed, "the input is not JSON: \(error.description)", "give one JSON text")
        case let error as SandboxError:
            if case .outOfRange = error {
                self.init(.usage, error.what, error.fix)
            } else {
                self.init(.failed, error.what, error.fix)
            }
        default: self.init(.failed, "\(error)", "please report this as a bug")
        }
    }

    private init(_ error: FileError) {
        switch error {
        case .brokenPipe: self.init(status: .outputClosed, lines: [], isSilent: true)
        case .notFound: self.init(.usage, error.what, error.fix)
        default: self.init(.failed, error.what, error.fix)
        }
    }

    private static func status(of error: APIError) -> ExitStatus {
        switch error {
        case .authentication: .authentication
        case .network: .network
        case .response: .failed
        case .configuration: .usage
        case .cancelled: .interrupted
        }
    }

    private static func status(of error: WarehouseError) -> ExitStatus {
        switch error {
        case .locked: .locked
        case .notFound, .otherOwner, .invalidSQL, .notReadOnly, .severalStatements, .emptySQL: .usage
        case .interrupted: .interrupted
        default: .failed
        }
    }

    private init(status: ExitStatus, lines: [Line], isSilent: Bool = false) {
        self.status = status
        self.lines = lines
        self.isSilent = isSilent
    }

    private init(_ status: ExitStatus, _ what: String, _ fix: String) {
        self.init(status: status, lines: [Line(what: what, fix: fix)])
    }
}

/// Wrong usage that the argument parser cannot see.
struct UsageError: Error, Hashable {
    let what: String
    let fix: String

    /// A word that nobody knows, with the nearest one that somebody does.
    static func unknown(_ kind: String, _ word: String, among known: [String], seeAlso: String) -> UsageError {
        let near = nearestWord(to: word, among: known)
        return UsageError(
            what: "there is no \(kind) \"\(word)\"",
            fix: near.map { "did you mean \"\($0)\"?" } ?? "\(seeAlso): \(known.joined(separator: ", "))")
    }

    /// A document that is no text, on a terminal.
    static func notForTerminal(_ format: ReportFormat, fix: String) -> UsageError {
        UsageError(what: "\(format.name) is no text that a terminal can show", fix: fix)
    }
}
