import FlowTables
import GRDBSQLite

/// The columns of a query's result, as its rows show them.
struct QueryColumns {
    private var columns: [Column]

    private struct Column {
        let name: String
        let declaredType: String
        var kinds: Kinds = []
    }

    /// The kinds of values that a column was seen to hold.
    private struct Kinds: OptionSet {
        let rawValue: UInt8

        static let integer = Kinds(rawValue: 1)
        static let real = Kinds(rawValue: 2)
        static let other = Kinds(rawValue: 4)
    }

    /// The columns of a statement before its first row.
    init(_ statement: SQLStatement) {
        var names: Set<String> = []
        columns = (0..<statement.columnCount).map { index in
            let given = statement.columnName(index)
            let stem = given.isEmpty ? "column" : given
            var name = stem
            var number = 2
            while !names.insert(name).inserted {
                name = "\(stem)_\(number)"
                number += 1
            }
            return Column(name: name, declaredType: statement.declaredType(index)?.uppercased() ?? "")
        }
    }

    var count: Int { columns.count }

    /// Looks at the row that the statement is at.
    mutating func observe(_ statement: SQLStatement) {
        for index in columns.indices {
            switch statement.type(Int32(index)) {
            case SQLITE_NULL: break
            case SQLITE_INTEGER: columns[index].kinds.insert(.integer)
            case SQLITE_FLOAT: columns[index].kinds.insert(.real)
            default: columns[index].kinds.insert(.other)
            }
        }
    }

    /// The columns as a table has them: numbers where all values are, else text. What holds no value at all is what its
    /// table declares.
    var reportColumns: [ReportColumn] {
        columns.map { column in
            let type: ReportColumn.ColumnType =
                switch column.kinds {
                case [.integer]: .integer
                case [.real], [.integer, .real]: .decimal
                case []: Self.type(declared: column.declaredType)
                default: .string
                }
            return ReportColumn(column.name, type, title: Message(verbatim: column.name))
        }
    }

    private static func type(declared: String) -> ReportColumn.ColumnType {
        if declared.contains("INT") { return .integer }
        return ["REAL", "FLOA", "DOUB"].contains { declared.contains($0) } ? .decimal : .string
    }
}

extension SQLStatement {
    /// A value of the row at hand. Binary data shows as hexadecimal digits.
    func cell(_ index: Int32) -> Cell {
        switch type(index) {
        case SQLITE_NULL: .missing
        case SQLITE_INTEGER: .integer(integer(index))
        case SQLITE_FLOAT: .number(double(index))
        case SQLITE_BLOB: .text(Self.hexadecimal(bytes(index)))
        default: .text(text(index) ?? "")
        }
    }

    private static func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension Cell {
    /// The cell for a column whose other values made it one of some type.
    func fitting(_ type: ReportColumn.ColumnType) -> Cell {
        switch self {
        case .integer(let value) where type == .string: .text(String(value))
        case .number(let value) where type == .string: .text(String(value))
        case .number where type == .integer: .missing
        case .text where type != .string: .missing
        default: self
        }
    }
}
