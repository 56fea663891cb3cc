import CXLSXWriter
import FlowTables
import Glibc

/// What lies around the rows of a table's sheet: widths, filter, marks, notes and the printed page.
struct SheetFrame {
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let columns: [ReportColumn]
    private let headers: [String]
    /// Without the header.
    private let rowCount: Int
    private let context: SheetContext

    init(
        sheet: UnsafeMutablePointer<lxw_worksheet>, columns: [ReportColumn], headers: [String], rowCount: Int,
        _ context: SheetContext
    ) {
        self.sheet = sheet
        self.columns = columns
        self.headers = headers
        self.rowCount = rowCount
        self.context = context
    }

    private var workbook: Workbook { context.workbook }
    private var lastRow: lxw_row_t { lxw_row_t(rowCount) }
    private var lastColumn: lxw_col_t { lxw_col_t(columns.count - 1) }

    /// Sets widths and keeps the header in sight.
    func setColumns(_ pixels: [Int]) throws {
        for (index, width) in pixels.enumerated() {
            let column = lxw_col_t(index)
            try workbook.check(worksheet_set_column_pixels(sheet, column, column, UInt32(width), nil))
        }
        worksheet_freeze_panes(sheet, 1, 0)
        worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    }

    /// Filter buttons without an Excel table, as long tables have them.
    func addFilter() throws {
        guard !columns.isEmpty else { return }
        try workbook.check(worksheet_autofilter(sheet, 0, 0, lastRow, lastColumn))
    }

    /// Makes the rows an Excel table. One without rows has an empty one, as Excel itself makes it.
    func addExcelTable(named name: String) throws {
        guard !columns.isEmpty else { return }
        let texts = headers.map { strdup($0) } + [strdup(name)]
        defer { for text in texts { free(text) } }
        var definitions = columns.indices.map { index in
            var column = lxw_table_column()
            column.header = texts[index]
            column.header_format = context.formats.format(.header(isNumeric: columns[index].isNumeric))
            return column
        }
        let code = definitions.withUnsafeMutableBufferPointer { definitions in
            var pointers: [UnsafeMutablePointer<lxw_table_column>?] = definitions.indices.map { index in
                definitions.baseAddress.map { $0 + index }
            }
            pointers.append(nil)
            return pointers.withUnsafeMutableBufferPointer { pointers in
                var options = lxw_table_options()
                options.name = texts[columns.count]
                options.style_type = UInt8(LXW_TABLE_STYLE_TYPE_LIGHT.rawValue)
                options.style_type_number = 1
                options.columns = pointers.baseAddress
                return worksheet_add_table(sheet, 0, 0, max(lastRow, 1), lastColumn, &options)
            }
        }
        try workbook.check(code)
    }

    /// Bars in the cells of columns that ask for them, and the look of alarms.
    func addRules() throws {
        guard rowCount > 0 else { return }
        for (index, column) in columns.enumerated() {
            let place = lxw_col_t(index)
            switch column.emphasis {
            case .bar where column.isNumeric:
                var rule = lxw_conditional_format()
                rule.type = UInt8(LXW_CONDITIONAL_DATA_BAR.rawValue)
                rule.data_bar_2010 = 1
                rule.bar_solid = 1
                rule.bar_color = WorkbookTheme.bar
                rule.bar_no_border = 1
                rule.min_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
                if column.type == .percent {
                    rule.max_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
                    rule.max_value = 1
                }
                try workbook.check(worksheet_conditional_format_range(sheet, 1, place, lastRow, place, &rule))
            case .alarm where column.type == .boolean || column.isNumeric:
                try addAlarm(place, isBoolean: column.type == .boolean, column.content)
            default: break
            }
        }
    }

    /// Bold red text on a tint, and a sign before numbers, so that colour alone says nothing.
    private func addAlarm(_ column: lxw_col_t, isBoolean: Bool, _ content: CellLook.Content) throws {
        let language = context.language
        let format = context.formats.rule { format in
            format_set_bold(format)
            format_set_font_color(format, WorkbookTheme.alarm)
            format_set_bg_color(format, WorkbookTheme.alarmFill)
            if !isBoolean {
                let code =
                    switch content {
                    case .integer: language.integerFormat
                    case .percent: language.percentFormat
                    default: language.decimalFormat
                    }
                format_set_num_format(format, "\"⚠ \"" + code)
            }
        }
        var rule = lxw_conditional_format()
        rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
        rule.format = format
        let truth = strdup("TRUE")
        defer { free(truth) }
        if isBoolean {
            rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
            rule.value_string = truth
        } else {
            rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_GREATER_THAN.rawValue)
        }
        try workbook.check(worksheet_conditional_format_range(sheet, 1, column, lastRow, column, &rule))
    }

    /// The definitions of the columns, as notes on their headers.
    func addNotes() throws {
        let font = strdup(WorkbookTheme.font)
        let author = strdup("Flowbook")
        defer {
            free(font)
            free(author)
        }
        for (index, column) in columns.enumerated() where !column.note.isEmpty {
            let marked = context.report.targetMarks.concern(column) ? " " + context.language.targetNote : ""
            let text = DisplayWidth.harmless(column.note + marked)
            var options = lxw_comment_options()
            options.author = author
            options.font_name = font
            options.font_size = 9
            options.color = WorkbookTheme.warningFill
            options.width = 230
            let lines = (LetterWidth.of(text, isBold: false) * 9 / 10 + 199) / 200
            options.height = UInt16(clamping: 16 + 16 * min(lines + 1, 20))
            let note = CellString.cut(text, to: context.limits.textLength, mark: "…") ?? text
            try workbook.check(worksheet_write_comment_opt(sheet, 0, lxw_col_t(index), note, &options))
        }
    }

    /// Landscape A4, as wide as one page, with the header on each and a line at the foot.
    func setUpPage(title: String) throws {
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_margins(sheet, 0.4, 0.4, 0.6, 0.6)
        try workbook.check(worksheet_repeat_rows(sheet, 0, 0))
        try workbook.check(worksheet_set_header(sheet, PageLines.header(context.report.title, title)))
        try workbook.check(worksheet_set_footer(sheet, PageLines.footer(context.report, context.language)))
    }
}

/// The lines at the head and the foot of printed pages, in the library's code of Excel.
enum PageLines {
    /// The report's title on the left and the table's on the right.
    static func header(_ report: String, _ table: String) -> String {
        "&L&\"Arial,Bold\"&9\(literal(report, 100))&R&\"Arial,Regular\"&9\(literal(table, 80))"
    }

    static func footer(_ report: Report, _ language: WorkbookLanguage) -> String {
        let asOf = literal(PageTexts(report, language).asOf, 120)
        return "&L&\"Arial,Regular\"&8\(asOf)&R&\"Arial,Regular\"&8\(language.page) &P \(language.pageOf) &N"
    }

    /// Text in which `&` means itself, and which a leading digit does not join to the font's size.
    private static func literal(_ text: String, _ length: Int) -> String {
        let harmless = DisplayWidth.harmless(text)
        let short = CellString.cut(harmless, to: length, mark: "…") ?? harmless
        let doubled = short.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&&")
        return doubled.first?.isNumber == true ? " " + doubled : doubled
    }
}
