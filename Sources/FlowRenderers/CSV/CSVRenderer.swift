import FlowIO
import FlowTables
import FlowTime

extension ReportFormat {
    /// One table by RFC 4180, with column names on top.
    package static let csv = ReportFormat(
        name: "csv", fileExtension: "csv", extent: .table, summary: "one table by RFC 4180, a file a table"
    ) { options in CSVRenderer(options: options.csv) }
}

/// Writes one table as CSV: CRLF line ends, quotes where a field needs them, a missing value as an empty field.
struct CSVRenderer: ReportRenderer {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let options: CSVOptions

    func render(_ report: Report, to sink: ByteSink) throws -> [ReportWarning] {
        var buffer = SinkBuffer(sink)
        if options.hasByteOrderMark { buffer.bytes += Self.byteOrderMark }
        let fields = CSVFields(options: options)
        for table in report.tables {
            fields.append(table.columns.map { .text($0.name) }, to: &buffer.bytes)
            try table.rows.forEach { row in
                fields.append(row, to: &buffer.bytes)
                try buffer.drain()
            }
        }
        try buffer.flush()
        return []
    }
}

/// Rows as lines of CSV.
struct CSVFields {
    private let options: CSVOptions
    private let quote = UInt8(ascii: "\"")
    private let quotesNumbers: Bool

    init(options: CSVOptions) {
        self.options = options
        quotesNumbers = options.delimiter == options.decimalSeparator
    }

    /// Appends one row with its line end.
    ///
    /// A row of one empty field is written as `""`, because many readers skip an empty line.
    func append(_ row: [Cell], to text: inout [UInt8]) {
        let start = text.count
        var isFirst = true
        for cell in row {
            if !isFirst { text.append(options.delimiter) }
            isFirst = false
            append(cell, to: &text)
        }
        if row.count == 1 && text.count == start { text += [quote, quote] }
        text.append(UInt8(ascii: "\r"))
        text.append(UInt8(ascii: "\n"))
    }

    private func append(_ cell: Cell, to text: inout [UInt8]) {
        switch cell {
        case .missing: break
        case .text(let string): append(string, to: &text)
        case .integer(let value): DecimalText.append(value, to: &text)
        case .number(let value):
            let start = text.count
            DecimalText.append(value, to: &text, separator: options.decimalSeparator)
            if quotesNumbers && text[start...].contains(options.delimiter) {
                text.insert(quote, at: start)
                text.append(quote)
            }
        case .instant(let instant): InstantText.append(instant, to: &text)
        case .date(let day): InstantText.append(day: day, to: &text)
        case .boolean(let value): text.append(contentsOf: (value ? "true" : "false").utf8)
        }
    }

    private func append(_ string: String, to text: inout [UInt8]) {
        let appended: Void? = string.utf8.withContiguousStorageIfAvailable { append($0, to: &text) }
        if appended == nil { Array(string.utf8).withUnsafeBufferPointer { append($0, to: &text) } }
    }

    private func append(_ utf8: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]) {
        let isGuarded = options.guardsFormulas
        let startsFormula = isGuarded && FormulaGuard.isNeeded(for: utf8[...])
        guard utf8.contains(where: needsQuotes) else {
            if startsFormula { text.append(FormulaGuard.mark) }
            text.append(contentsOf: utf8)
            return
        }
        text.append(quote)
        if startsFormula { text.append(FormulaGuard.mark) }
        for (index, byte) in utf8.enumerated() {
            if byte == quote { text.append(quote) }
            text.append(byte)
            if isGuarded && needsQuotes(byte) && FormulaGuard.isNeeded(inside: utf8[(index + 1)...]) {
                text.append(FormulaGuard.mark)
            }
        }
        text.append(quote)
    }

    /// What some reader may take for the end of a field or a line, whatever separates fields here.
    private func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case quote, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            true
        default: byte == options.delimiter
        }
    }
}

/// Keeps spreadsheets from running data as formulas.
///
/// Spreadsheets evaluate a field that begins with `=`, `+`, `-` or `@`, or with their full-width twins, and some skip a
/// leading tab, line end or NUL first. An apostrophe in front makes such a field plain text. A spreadsheet that expects
/// another delimiter than the file has sees fields begin inside of ours: after a delimiter, a quote or a line end.
enum FormulaGuard {
    static let mark = UInt8(ascii: "'")

    /// Whether a field of these bytes needs the mark.
    static func isNeeded(for utf8: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        switch utf8.first {
        case 0x09, 0x0A, 0x0D: true
        default: isNeeded(inside: utf8)
        }
    }

    /// Whether the rest of a field needs the mark where another reader's field may begin. Tabs and line ends do not: such
    /// a reader may begin one after them just so.
    static func isNeeded(inside utf8: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        switch utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x00: true
        case 0xEF: fullWidth.contains(Array(utf8.dropFirst().prefix(2)))
        default: false
        }
    }

    /// The second and third bytes of U+FF1D, U+FF0B, U+FF0D and U+FF20; the first is 0xEF.
    private static let fullWidth: Set<[UInt8]> = [[0xBC, 0x9D], [0xBC, 0x8B], [0xBC, 0x8D], [0xBC, 0xA0]]
}
