import FlowTables
import FlowTime

/// Writes the cells of one sheet as XML, `<c r="B7" s="3"><v>12.5</v></c>`.
struct CellWriter {
    /// `<c r="B` for each column.
    private let prefixes: [[UInt8]]
    /// `" s="3` for each column.
    private let styles: [[UInt8]]
    private let offset: @Sendable (Instant) -> Int
    private let limits: SheetLimits
    /// Cells whose text was too long.
    private(set) var cutCells = 0
    private let cutMark: String

    init(styles: [Int32], offset: @escaping @Sendable (Instant) -> Int, cutMark: String, limits: SheetLimits) {
        prefixes = styles.indices.map { Array("<c r=\"\(ColumnLetters.of($0))".utf8) }
        self.styles = styles.map(Self.style)
        self.offset = offset
        self.cutMark = cutMark
        self.limits = limits
    }

    /// The attribute of a format's number.
    static func style(_ index: Int32) -> [UInt8] {
        Array("\" s=\"\(index)".utf8)
    }

    /// Appends one cell; a missing one keeps its borders where `showsMissing`, else it is left out.
    mutating func append(
        _ cell: Cell, column: Int, row: RowDigits, style: [UInt8]? = nil, showsMissing: Bool, to bytes: inout [UInt8]
    ) {
        switch cell {
        case .missing:
            guard showsMissing else { return }
            begin(column, row, style, &bytes)
            bytes.append(contentsOf: "\"/>".utf8)
        case .text(let string): append(string, column, row, style, &bytes)
        case .integer(let value):
            begin(column, row, style, &bytes)
            bytes.append(contentsOf: "\"><v>".utf8)
            DecimalText.append(value, to: &bytes)
            bytes.append(contentsOf: "</v></c>".utf8)
        case .number(let value): append(value, column, row, style, &bytes)
        case .instant(let instant):
            let seconds = offset(instant)
            if let serial = ExcelDate.serial(instant, offset: seconds) {
                append(serial, column, row, style, &bytes)
            } else {
                append(InstantText.local(instant, offset: seconds), column, row, style, &bytes)
            }
        case .date(let day):
            if let serial = ExcelDate.serial(day: day) {
                append(Double(serial), column, row, style, &bytes)
            } else {
                append(InstantText.day(day), column, row, style, &bytes)
            }
        case .boolean(let value):
            begin(column, row, style, &bytes)
            bytes.append(contentsOf: (value ? "\" t=\"b\"><v>1</v></c>" : "\" t=\"b\"><v>0</v></c>").utf8)
        }
    }

    /// Appends a cell with a string from the workbook's list of shared strings.
    func append(sharedString index: Int64, column: Int, row: RowDigits, style: [UInt8], to bytes: inout [UInt8]) {
        begin(column, row, style, &bytes)
        bytes.append(contentsOf: "\" t=\"s\"><v>\(index)</v></c>".utf8)
    }

    private func begin(_ column: Int, _ row: RowDigits, _ style: [UInt8]?, _ bytes: inout [UInt8]) {
        bytes.append(contentsOf: prefixes[column])
        row.append(to: &bytes)
        bytes.append(contentsOf: style ?? styles[column])
    }

    private func append(_ value: Double, _ column: Int, _ row: RowDigits, _ style: [UInt8]?, _ bytes: inout [UInt8]) {
        begin(column, row, style, &bytes)
        bytes.append(contentsOf: "\"><v>".utf8)
        CellNumber.append(value, to: &bytes)
        bytes.append(contentsOf: "</v></c>".utf8)
    }

    private mutating func append(
        _ string: String, _ column: Int, _ row: RowDigits, _ style: [UInt8]?, _ bytes: inout [UInt8]
    ) {
        begin(column, row, style, &bytes)
        var text = string
        if text.utf8.count > limits.textLength, let cut = CellString.cut(text, to: limits.textLength, mark: cutMark) {
            text = cut
            cutCells += 1
        }
        bytes.append(contentsOf: "\" t=\"inlineStr\"><is><t".utf8)
        CellString.append(text, to: &bytes)
        bytes.append(contentsOf: "</t></is></c>".utf8)
    }
}

/// The letters of a column: A … Z, AA … XFD.
enum ColumnLetters {
    /// Columns are counted from 0.
    static func of(_ column: Int) -> String {
        var letters = ""
        var rest = column + 1
        while rest > 0 {
            let letter = Character(Unicode.Scalar(UInt8(65 + (rest - 1) % 26)))
            letters.insert(letter, at: letters.startIndex)
            rest = (rest - 1) / 26
        }
        return letters
    }
}
