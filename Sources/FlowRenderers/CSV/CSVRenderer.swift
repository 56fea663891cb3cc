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
        let isGuarded = options.guardsFormulas && FormulaGuard.isNeeded(for: utf8)
        guard utf8.contains(where: needsQuotes) else {
            if isGuarded { text.append(FormulaGuard.mark) }
            text.append(contentsOf: utf8)
            return
        }
        text.append(quote)
        if isGuarded { text.append(FormulaGuard.mark) }
        for byte in utf8 {
            if byte == quote { text.append(quote) }
            text.append(byte)
        }
        text.append(quote)
    }

    private func needsQuotes(_ byte: UInt8) -> Bool {
        byte == quote || byte == options.delimiter || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
    }
}
