import FlowModel
import FlowTime

/// A column of one of the warehouse's tables.
package struct WarehouseColumn: Sendable {
    package let name: String
    let type: ColumnType
    /// What a value means, in a sentence.
    package let note: String
    /// Appends the value of one row; nil for a column that executions do not fill.
    let write: Write?
    /// Whether few texts stand in many rows, so that a compact table keeps their numbers.
    private(set) var isShared = false

    /// What is written comes from an execution and from the part of it that the row stands for, by its index; in the table
    /// of executions that is always 0.
    typealias Write = @Sendable (borrowing FlowExecution, Int, inout RowValues) -> Void
    typealias Reading<Value> = @Sendable (borrowing FlowExecution, Int) -> Value

    enum ColumnType: String, Sendable {
        case text = "TEXT"
        case integer = "INTEGER"
        /// Milliseconds since 1970-01-01T00:00:00Z.
        case instant
        case blob = "BLOB"
    }

    /// The type in SQL: `TEXT`, `INTEGER`, `BLOB`; of an instant `INTEGER`.
    package var sqlType: String { type == .instant ? ColumnType.integer.rawValue : type.rawValue }

    private init(_ name: String, _ type: ColumnType, _ note: String, _ write: Write?) {
        self.name = name
        self.type = type
        self.note = note
        self.write = write
    }

    static func text(_ name: String, _ note: String) -> Self { Self(name, .text, note, nil) }

    static func text(_ name: String, _ note: String, _ value: @escaping Reading<RecordText>) -> Self {
        Self(name, .text, note) { $2.append(text: value($0, $1), of: $0) }
    }

    /// A word of the program's own.
    static func word(_ name: String, _ note: String, _ value: @escaping Reading<String>) -> Self {
        Self(name, .text, note) { $2.append(word: value($0, $1)) }
    }

    /// A text that many rows have.
    static func shared(_ name: String, _ note: String, _ value: @escaping Reading<RecordText>) -> Self {
        text(name, note, value).sharing()
    }

    /// The column of numbers of texts.
    func numbered() -> Self { .integer(name, "\(note) By its number: texts.number.") }

    private func sharing() -> Self {
        var column = self
        column.isShared = true
        return column
    }

    static func integer(_ name: String, _ note: String) -> Self { Self(name, .integer, note, nil) }

    static func integer(_ name: String, _ note: String, _ value: @escaping Reading<Int?>) -> Self {
        Self(name, .integer, note) { $2.append(value($0, $1).map(Int64.init)) }
    }

    /// 1 or 0.
    static func flag(_ name: String, _ note: String, _ value: @escaping Reading<Bool>) -> Self {
        Self(name, .integer, note) { $2.append(value($0, $1) ? 1 : 0) }
    }

    static func instant(_ name: String, _ note: String) -> Self { Self(name, .instant, note, nil) }

    /// A time; a bare date is its first instant in UTC.
    static func instant(_ name: String, _ note: String, _ value: @escaping Reading<Timestamp>) -> Self {
        Self(name, .instant, note) { $2.append(value($0, $1).instant(in: .utc)?.milliseconds) }
    }

    /// A due date takes two columns. This is its instant, as though the report were in UTC.
    static func dueDate(_ value: @escaping Reading<Timestamp>) -> Self {
        Self(
            "due_date", .instant,
            "When it is due; of a day its last millisecond in UTC, see due_day, of a time without an offset that in UTC."
        ) { $2.append(value($0, $1).dueInstant(in: .utc)?.milliseconds) }
    }

    /// The day of a due date that is a whole day.
    static func dueDay(_ value: @escaping Reading<Timestamp>) -> Self {
        Self(
            "due_day", .text,
            "The due date where the API gives a day, without a time or as midnight without an offset: 2026-11-23."
        ) {
            $2.append(day: value($0, $1).dateOnly)
        }
    }

    /// A JSON array of strings; NULL where it is empty.
    static func list(_ name: String, _ note: String, _ value: @escaping Reading<ArraySlice<RecordText>>) -> Self {
        Self(name, .text, note) { $2.append(list: value($0, $1), of: $0) }
    }

    static func people(_ value: @escaping Reading<ArraySlice<RecordText>>) -> Self {
        list("assigned_to", "Who is assigned, as a JSON array of strings; NULL where nobody is.", value).sharing()
    }

    static func taxonomies(_ value: @escaping Reading<ArraySlice<RecordText>>) -> Self {
        list("taxonomies", "Ids of taxonomies as a JSON array of strings; NULL where there are none.", value).sharing()
    }

    static func blob(_ name: String, _ note: String) -> Self { Self(name, .blob, note, nil) }
}
