import CXLSXWriter
import FlowTables

/// The links from a column's cells to the executions of their rows.
struct ExecutionLinks {
    /// Excel's limit for an address.
    private static let length = 2_000
    /// The column that carries the links.
    let column: Int
    private let idColumn: Int
    /// The address before and after the id.
    private let prefix: String
    private let suffix: String

    /// Nil where the table marks no column, or the report knows no address that a browser opens.
    init?(_ table: ReportTable, _ context: SheetContext) {
        let marked = table.columns.enumerated().lazy.compactMap { index, column in
            if case .link(let idColumn) = column.emphasis {
                table.columnIndex(idColumn).map { (index, $0) }
            } else {
                nil
            }
        }
        guard let (column, idColumn) = marked.first, let address = context.report.executionLink,
            address.hasPrefix("https://") || address.hasPrefix("http://"),
            let place = address.firstRange(of: "{execution_id}")
        else { return nil }
        self.column = column
        self.idColumn = idColumn
        prefix = String(address[..<place.lowerBound])
        suffix = String(address[place.upperBound...])
    }

    /// The link of one row; nil where it has no id, nothing to show it on, or too long an address.
    func link(_ row: [Cell]) -> ExecutionLink? {
        guard row[column] != .missing, let id = row[idColumn].textValue, !id.isEmpty else { return nil }
        let address = prefix + Self.encoded(id) + suffix
        guard address.utf8.count <= Self.length else { return nil }
        return ExecutionLink(address: address, column: column)
    }

    /// `id` as a part of an address: everything but letters, digits and `-._~` as `%` and two digits.
    private static func encoded(_ id: String) -> String {
        var text = ""
        for byte in id.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return text
    }
}

/// One link.
struct ExecutionLink {
    let address: String
    let column: Int

    /// Adds it to a cell whose text stands among the sheet's rows; the library's own text for it is never written.
    func add(to sheet: UnsafeMutablePointer<lxw_worksheet>, row: Int, _ context: SheetContext) throws {
        let format = context.formats.format(.cell(.text, isLink: true))
        try context.workbook.check(
            worksheet_write_url_opt(
                sheet, lxw_row_t(row), lxw_col_t(column), address, format, context.language.openInPortal,
                context.language.openInPortal))
    }
}
