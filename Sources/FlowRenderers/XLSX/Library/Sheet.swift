import CXLSXWriter
import FlowTables

/// The format of a cell, of the workbook that it was made in.
typealias CellFormat = UnsafeMutablePointer<lxw_format>

/// The rows of a table's sheet above those of the table, counted from 0.
enum SheetRow {
    static let title = 0
    static let subtitle = 1
    static let header = 2
    /// The first row of the table.
    static let first = 3
}

/// One sheet of a workbook, by the library's public functions. Rows and columns are counted from 0.
final class Sheet {
    let name: String
    let pointer: UnsafeMutablePointer<lxw_worksheet>
    /// Rows that have a cell or a height.
    private(set) var rowCount = 0
    /// Cells whose text was cut.
    private(set) var cutCells = 0
    private let workbook: Workbook
    private var row = -1
    /// Of the rows in the file, estimated from above.
    private var byteCount = 0
    private static let bytesOfCell = 80

    init(_ name: String, _ pointer: UnsafeMutablePointer<lxw_worksheet>, _ workbook: Workbook) {
        self.name = name
        self.pointer = pointer
        self.workbook = workbook
    }

    func check(_ code: lxw_error) throws { try workbook.check(code) }

    // MARK: Cells

    /// Turns to a row, from the top of the sheet downwards. Throws where the disk was full for the one before.
    func begin(row: Int) throws {
        if workbook.isStreamed {
            try workbook.checkRows()
            if byteCount > workbook.options.limits.bytesOf32BitPart, !workbook.options.hasLongParts {
                throw Workbook.PartTooLong()
            }
        }
        self.row = row
        hasCells = false
    }

    private var hasCells = false

    /// A cell or a height makes the row a row of the file.
    @inline(__always)
    private func count(_ bytes: Int) {
        if !hasCells {
            hasCells = true
            rowCount += 1
        }
        byteCount += bytes + Self.bytesOfCell
    }

    /// Writes text as a string, whatever it looks like; a longer one than a cell holds is cut with a mark.
    func write(_ text: String, _ column: Int, _ format: CellFormat?) throws {
        let fitting = fit(text)
        count(fitting.utf8.count * 2)
        try check(
            WorkbookText.pass(fitting) {
                worksheet_write_string(pointer, lxw_row_t(row), lxw_col_t(column), $0, format)
            })
    }

    /// Writes text that leads to an address, which `LinkAddress` has made, or to `internal:'sheet'!A1`.
    func write(_ text: String, _ column: Int, linkTo address: String, tip: String?, _ format: CellFormat?) throws {
        let fitting = fit(text)
        count(fitting.utf8.count * 2)
        let texts = LibraryTexts()
        try check(
            worksheet_write_url_opt(
                pointer, lxw_row_t(row), lxw_col_t(column), texts.add(address), format, texts.add(fitting),
                tip.map { texts.add($0) } ?? nil))
    }

    /// Writes a number that leads to a place within the workbook: `internal:'sheet'!A1`.
    func write(_ number: Double, _ column: Int, linkTo place: String, tip: String?, _ format: CellFormat?) throws {
        try write("", column, linkTo: place, tip: tip, format)
        // The link stays with the cell.
        try write(number, column, format)
    }

    /// Writes a number, which must be finite.
    func write(_ number: Double, _ column: Int, _ format: CellFormat?) throws {
        count(0)
        try check(worksheet_write_number(pointer, lxw_row_t(row), lxw_col_t(column), number, format))
    }

    /// Writes a number that the sheet works out anew where its cells change; `number` is what it comes to now.
    func write(_ number: Double, _ column: Int, formula: String, _ format: CellFormat?) throws {
        count(formula.utf8.count)
        try check(
            WorkbookText.pass(formula) {
                worksheet_write_formula_num(pointer, lxw_row_t(row), lxw_col_t(column), $0, format, number)
            })
    }

    func write(_ truth: Bool, _ column: Int, _ format: CellFormat?) throws {
        count(0)
        try check(worksheet_write_boolean(pointer, lxw_row_t(row), lxw_col_t(column), truth ? 1 : 0, format))
    }

    /// Gives a cell without a value a look.
    func writeBlank(_ column: Int, _ format: CellFormat?) throws {
        count(0)
        try check(worksheet_write_blank(pointer, lxw_row_t(row), lxw_col_t(column), format))
    }

    func setHeight(pixels: Int) throws {
        count(0)
        try check(worksheet_set_row_pixels(pointer, lxw_row_t(row), UInt32(pixels), nil))
    }

    private func fit(_ text: String) -> String {
        let limits = workbook.options.limits
        // Nothing gets longer by more than seven times.
        guard text.utf8.count > limits.textLength / 7 else { return text }
        let fitting = WorkbookText.fitting(text, limits.textLength, mark: workbook.options.cutMark)
        if fitting != text { cutCells += 1 }
        return fitting
    }

    /// A note on a cell of the current row.
    func addNote(_ text: String, _ column: Int, height: Int) throws {
        let texts = LibraryTexts()
        var options = lxw_comment_options()
        options.author = texts.add("Flowbook")
        options.font_name = texts.add(WorkbookTheme.font)
        options.font_size = 9
        options.color = WorkbookTheme.warningFill
        options.width = 230
        options.height = UInt16(clamping: height)
        let fitting = WorkbookText.fitting(text, workbook.options.limits.textLength)
        try check(
            worksheet_write_comment_opt(pointer, lxw_row_t(row), lxw_col_t(column), texts.add(fitting), &options))
    }

    // MARK: The sheet as a whole

    /// Sets the widths of the columns; the last ones are `folded` into a group that a click unfolds.
    func setColumns(pixels: [Int], folded: Int = 0) throws {
        for (index, width) in pixels.enumerated() {
            let column = lxw_col_t(index)
            var options = lxw_row_col_options()
            if index >= pixels.count - folded {
                options.hidden = 1
                options.level = 1
            }
            try check(worksheet_set_column_pixels_opt(pointer, column, column, UInt32(width), nil, &options))
        }
        guard folded > 0 else { return }
        // The sign to unfold them stands over the column behind them.
        var options = lxw_row_col_options()
        options.collapsed = 1
        let next = lxw_col_t(pixels.count)
        try check(worksheet_set_column_pixels_opt(pointer, next, next, 64, nil, &options))
    }

    /// Takes texts that look like numbers for what they are, without a mark in the corner of their cells.
    func acceptNumbersAsText() throws {
        try check(worksheet_ignore_errors(pointer, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A1:XFD1048576"))
    }

    /// Filter buttons without an Excel table, over `rows` rows.
    func addFilter(rows: Int, columns: Int) throws {
        guard quotesName() else { return }
        try check(
            worksheet_autofilter(
                pointer, lxw_row_t(SheetRow.header), 0, lxw_row_t(SheetRow.header + rows), lxw_col_t(columns - 1)))
    }

    /// Makes `rows` rows below the header's an Excel table, whose headers it writes.
    func addTable(_ name: String, headers: [(text: String, format: CellFormat?)], rows: Int) throws {
        let texts = LibraryTexts()
        var columns = headers.map { header in
            var column = lxw_table_column()
            column.header = texts.add(header.text)
            column.header_format = header.format
            return column
        }
        let code = columns.withUnsafeMutableBufferPointer { columns in
            var pointers: [UnsafeMutablePointer<lxw_table_column>?] = columns.indices.map { index in
                columns.baseAddress.map { $0 + index }
            }
            pointers.append(nil)
            return pointers.withUnsafeMutableBufferPointer { pointers in
                var options = lxw_table_options()
                options.name = texts.add(name)
                options.style_type = UInt8(LXW_TABLE_STYLE_TYPE_LIGHT.rawValue)
                options.style_type_number = 1
                options.columns = pointers.baseAddress
                return worksheet_add_table(
                    pointer, lxw_row_t(SheetRow.header), 0, lxw_row_t(SheetRow.header + rows),
                    lxw_col_t(headers.count - 1), &options)
            }
        }
        try check(code)
    }

    /// A rule for the look of a column's cells in the rows of the table, down to the sheet's row `lastRow`.
    func addRule(_ rule: inout lxw_conditional_format, column: Int, lastRow: Int) throws {
        let place = lxw_col_t(column)
        try check(
            worksheet_conditional_format_range(
                pointer, lxw_row_t(SheetRow.first), place, lxw_row_t(lastRow), place, &rule))
    }

    // MARK: Printed pages

    /// Landscape A4.
    func setUpPage(header: String?, footer: String, side: Double, top: Double, bottom: Double) throws {
        worksheet_set_landscape(pointer)
        worksheet_set_paper(pointer, 9)
        worksheet_set_margins(pointer, side, side, top, bottom)
        if let header { try check(WorkbookText.pass(header) { worksheet_set_header(pointer, $0) }) }
        try check(WorkbookText.pass(footer) { worksheet_set_footer(pointer, $0) })
    }

    func repeatHeader() throws {
        guard quotesName() else { return }
        try check(worksheet_repeat_rows(pointer, lxw_row_t(SheetRow.header), lxw_row_t(SheetRow.header)))
    }

    /// Prints nothing but this much of the sheet's upper left.
    func printOnly(rows: Int, columns: Int) throws {
        guard quotesName() else { return }
        try check(worksheet_print_area(pointer, 0, 0, lxw_row_t(rows - 1), lxw_col_t(columns - 1)))
    }

    /// Whether the library writes the sheet's name as formulas want it.
    private func quotesName() -> Bool {
        !SheetNames.looksLikeReference(name) || xlsx_quote_sheet_name(pointer)
    }
}
