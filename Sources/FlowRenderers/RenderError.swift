/// Why a report could not be written.
package enum RenderError: Error, Hashable, Sendable {
    /// A file or folder that cannot be made or written, with the system's reason.
    case unwritable(path: String, reason: String)
    /// No space (or no quota) is left where `path` lies.
    case diskFull(path: String)
    /// Whoever read standard output has gone. Not a failure to report: a command line ends quietly.
    case brokenPipe
    /// A format of one table was asked to write several to one stream.
    case severalTables(format: String, tables: [String])
    case invalidOption(name: String, value: String, expected: String)
    /// The library that writes workbooks refused something; names its message.
    case workbook(path: String, reason: String)

    /// What went wrong, on one line, without a full stop.
    package var what: String {
        switch self {
        case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
        case .diskFull(let path): "no space left to write \(path)"
        case .brokenPipe: "the reader of standard output has gone"
        case .severalTables(let format, let tables):
            "\(format) holds one table, and this report has \(tables.count) (\(tables.joined(separator: ", ")))"
        case .invalidOption(let name, let value, let expected): "\(name) is \"\(value)\" but must be \(expected)"
        case .workbook(let path, let reason): "cannot write the workbook \(path): \(reason)"
        }
    }
}
