import FlowTables
import FlowTime

/// JSON for a page's script, inside an element that the browser neither shows nor runs.
///
/// No `<` stands in it, so that nothing in it can end the element or begin another.
enum ScriptData {
    /// An object of texts.
    static func object(_ members: [(name: String, text: String)]) -> Markup {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(member.name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            append(member.text, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        return .verbatim(String(decoding: bytes, as: UTF8.self))
    }

    /// A text as people may see it.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        JSONCells.append(string: DisplayWidth.harmless(text), to: &bytes)
        guard bytes[start...].contains(UInt8(ascii: "<")) else { return }
        let escaped = bytes[start...].flatMap { $0 == UInt8(ascii: "<") ? Array("\\u003c".utf8) : [$0] }
        bytes.replaceSubrange(start..., with: escaped)
    }
}

/// The rows of a table for the script: what each cell shows, and what it is sorted by where that is something else.
///
/// A row is an array with a value for each column: `null`, a text, a truth, a number that is shown as it is written, or
/// `[value, "as it is shown"]`; for a group that a target is for `["name", whether it was met]`.
struct RowData {
    private let table: ReportTable
    private let marks: [TargetMark]
    private let cells: PageCells

    init(_ table: ReportTable, _ cells: PageCells, _ marks: [TargetMark]) {
        self.table = table
        self.cells = cells
        self.marks = marks
    }

    func append(_ row: [Cell], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, cell) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(cell, table.columns[index], row, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private func append(_ cell: Cell, _ column: ReportColumn, _ row: [Cell], to bytes: inout [UInt8]) {
        switch cell {
        case .missing: bytes.append(contentsOf: "null".utf8)
        case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .text:
            let text = cells.text(of: cell, in: column)
            guard let isMet = marks.standing(of: cell, in: column) else { return ScriptData.append(text, to: &bytes) }
            bytes.append(UInt8(ascii: "["))
            ScriptData.append(text, to: &bytes)
            bytes.append(contentsOf: (isMet ? ",true]" : ",false]").utf8)
        case .integer(let value): append(cell, column, row, to: &bytes) { DecimalText.append(value, to: &$0) }
        case .number(let value): append(cell, column, row, to: &bytes) { DecimalText.append(value, to: &$0) }
        case .instant(let value):
            append(cell, column, row, to: &bytes) { DecimalText.append(value.milliseconds, to: &$0) }
        case .date(let day): append(cell, column, row, to: &bytes) { DecimalText.append(Int64(day), to: &$0) }
        }
    }

    private func append(
        _ cell: Cell, _ column: ReportColumn, _ row: [Cell], to bytes: inout [UInt8],
        _ appendKey: (inout [UInt8]) -> Void
    ) {
        let shown = cells.text(of: cell, in: column, row: row, of: table)
        let start = bytes.count
        appendKey(&bytes)
        if bytes[start...].elementsEqual(shown.utf8) { return }
        bytes.insert(UInt8(ascii: "["), at: start)
        bytes.append(UInt8(ascii: ","))
        ScriptData.append(shown, to: &bytes)
        bytes.append(UInt8(ascii: "]"))
    }
}
