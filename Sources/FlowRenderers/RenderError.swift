/// Why a report cannot be rendered; what fails in writing its bytes is a `FileError`.
package enum RenderError: Error, Hashable, Sendable {
    /// A format of one table was asked to write several to one stream.
    case severalTables(format: String, tables: [String])
    case invalidOption(name: String, value: String, expected: String)
    /// The library that writes workbooks refused something; names its message.
    case workbook(path: String, reason: String)

    /// What went wrong, on one line, without a full stop.
    package var what: String {
        switch self {
        case .severalTables(let format, let tables):
            "\(format) holds one table, and this report has \(tables.count) (\(tables.joined(separator: ", ")))"
        case .invalidOption(let name, let value, let expected): "\(name) is \"\(value)\" but must be \(expected)"
        case .workbook(let path, let reason): "cannot write the workbook \(path): \(reason)"
        }
    }
}
