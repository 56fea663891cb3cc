import FlowModel
import FlowTime
import GRDBSQLite

/// Inserts rows into one table, the values of each given from the first column to the last.
///
/// Texts are not copied: the execution that they belong to must stay as it is until `insert` has returned.
struct RowWriter {
    private let statement: SQLStatement
    private var column: Int32 = 0

    init(table: String, columns: Int, _ connection: OpaquePointer?) throws(SQLFailure) {
        let values = Array(repeating: "?", count: columns).joined(separator: ", ")
        statement = try SQLStatement("INSERT INTO \(table) VALUES (\(values))", connection)
    }

    mutating func text(_ text: RecordText, of execution: borrowing FlowExecution) {
        statement.bind(text: text.isMissing ? nil : execution.utf8(text), at: column)
        column += 1
    }

    mutating func text(_ text: String?) {
        statement.bind(copying: text, at: column)
        column += 1
    }

    mutating func integer(_ value: Int?) {
        statement.bind(value.map(Int64.init), at: column)
        column += 1
    }

    mutating func flag(_ value: Bool) {
        integer(value ? 1 : 0)
    }

    /// A time in milliseconds since 1970; a bare date is its first instant in UTC.
    mutating func instant(_ time: Timestamp) {
        statement.bind(instant: time.instant(in: .utc), at: column)
        column += 1
    }

    /// A due date takes two columns: its instant, of a bare date the end of the day in UTC; and the day of a bare date.
    mutating func due(_ time: Timestamp) {
        statement.bind(instant: time.dueInstant(in: .utc), at: column)
        column += 1
    }

    /// The day of a due date that is a bare date.
    mutating func dueDay(_ time: Timestamp) {
        text(time.dateOnly.map(InstantText.day))
    }

    /// A list as a JSON array of strings; NULL where it is empty.
    mutating func list(_ texts: some Collection<RecordText>, of execution: borrowing FlowExecution) {
        if texts.isEmpty { return text(nil) }
        var json: [UInt8] = [UInt8(ascii: "[")]
        for text in texts {
            if json.count > 1 { json.append(UInt8(ascii: ",")) }
            Self.appendQuoted(execution.utf8(text), to: &json)
        }
        json.append(UInt8(ascii: "]"))
        text(String(decoding: json, as: UTF8.self))
    }

    mutating func list(_ list: FlowExecution.TextList, of execution: borrowing FlowExecution) {
        self.list(execution.texts(list), of: execution)
    }

    mutating func insert() throws(SQLFailure) {
        assert(column == statement.parameterCount, "\(column) values for \(statement.parameterCount) columns")
        column = 0
        try statement.run()
    }

    private static func appendQuoted(_ bytes: UnsafeBufferPointer<UInt8>, to json: inout [UInt8]) {
        json.append(UInt8(ascii: "\""))
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): json += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                json += Array((digits.count == 1 ? "\\u000" : "\\u00").utf8) + Array(digits.utf8)
            default: json.append(byte)
            }
        }
        json.append(UInt8(ascii: "\""))
    }
}
