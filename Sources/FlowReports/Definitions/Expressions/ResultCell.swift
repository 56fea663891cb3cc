import FlowJSON
import FlowTables
import FlowTime

extension Cell {
    /// The result of an expression as a cell of a column's type; nil where the type cannot hold it.
    ///
    /// Texts take anything: a list is joined by commas, as tables join assignees, and what is no text is written as JSON.
    /// Instants are RFC 3339 texts or milliseconds since 1970, dates texts like `2026-11-23`.
    init?(_ value: JSONValue, as type: ReportColumn.ColumnType) {
        switch type {
        case .string: self = .text(Self.text(value))
        case .integer:
            guard let number = value.integerValue else { return nil }
            self = .integer(number)
        case .decimal, .percent, .duration:
            guard let number = value.doubleValue else { return nil }
            self = .number(number)
        case .boolean:
            guard let truth = value.boolValue else { return nil }
            self = .boolean(truth)
        case .instant:
            if let number = value.integerValue {
                self = .instant(Instant(milliseconds: number))
                return
            }
            guard let instant = Self.timestamp(value)?.instant(in: .utc) else { return nil }
            self = .instant(instant)
        case .date:
            guard let day = Self.timestamp(value)?.dateOnly else { return nil }
            self = .date(day)
        }
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .array(let elements): elements.map(text).joined(separator: ", ")
        default: value.text()
        }
    }

    private static func timestamp(_ value: JSONValue) -> Timestamp? {
        guard var text = value.stringValue else { return nil }
        let timestamp = text.withUTF8 { TimestampParser.parse($0) }
        return timestamp.isMissing || timestamp.isUnparsable ? nil : timestamp
    }
}
