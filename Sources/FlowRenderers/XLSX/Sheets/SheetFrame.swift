import CXLSXWriter
import FlowTables

/// What lies around the rows of a table's sheet: filter, marks, notes and the printed page.
struct SheetFrame {
    private let sheet: Sheet
    private let table: ReportTable
    private let context: SheetContext

    init(_ sheet: Sheet, _ table: ReportTable, _ context: SheetContext) {
        self.sheet = sheet
        self.table = table
        self.context = context
    }

    /// What the table is, and what its figures depend on; the title leads to the first sheet, where there is one.
    func writeTitle(backTo overview: String?) throws {
        let looks = (title: CellLook.sheetTitle, subtitle: CellLook.subtitle)
        try sheet.begin(row: SheetRow.title)
        let title = WorkbookText.fitting(
            DisplayWidth.harmless(table.title.text), min(Self.longestTitle, context.limits.textLength))
        let format = try context.formats.format(looks.title)
        if let overview, let place = SheetNames.place("A1", on: overview), !title.isEmpty {
            try sheet.write(title, 0, linkTo: place, tip: context.words.text(.overview), format)
        } else {
            try sheet.write(title, 0, format)
        }
        try sheet.setHeight(pixels: 28)
        try sheet.begin(row: SheetRow.subtitle)
        let subtitle = WorkbookText.fitting(PageTexts(context.report).subtitle(of: table), context.limits.textLength)
        try sheet.write(subtitle, 0, context.formats.format(looks.subtitle))
        try sheet.setHeight(pixels: 22)
    }

    /// What a link shows holds no more characters.
    private static let longestTitle = 255
    /// Names that stay in sight take no more than this, so that the rest has room.
    private static let widestNames = 480

    /// Keeps the header in sight, and the columns that name the rows.
    func freezeHeader(widths: [Int]) {
        var names = 0
        var width = 0
        for index in 0..<table.namingColumns where index == names {
            width += widths[index]
            if index == 0 || width <= Self.widestNames { names += 1 }
        }
        // Where all columns are names, nothing would be left to move.
        if names >= widths.count { names = 0 }
        worksheet_freeze_panes(sheet.pointer, lxw_row_t(SheetRow.first), lxw_col_t(names))
        worksheet_gridlines(sheet.pointer, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    }

    /// Bars in the cells of columns that ask for them, and the look of alarms.
    func addRules(lastRow: Int) throws {
        guard lastRow >= SheetRow.first else { return }
        for (index, column) in table.columns.enumerated() {
            try addThresholds(of: column, at: index, lastRow: lastRow)
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
                try sheet.addRule(&rule, column: index, lastRow: lastRow)
            case .alarm where column.thresholds.isEmpty && (column.type == .boolean || column.isNumeric):
                try addAlarm(index, lastRow: lastRow, isBoolean: column.type == .boolean, column.content)
            default: break
            }
        }
    }

    /// Bold text on a tint, and a sign before the number, which is a number all the same.
    private func addThresholds(of column: ReportColumn, at index: Int, lastRow: Int) throws {
        // What an alarm is for is no warning as well.
        let alarms = column.thresholds.filter { $0.level == .alarm }
        for threshold in alarms + column.thresholds.filter({ $0.level == .warning }) where column.isNumeric {
            let format = try context.workbook.addFormat()
            let isAlarm = threshold.level == .alarm
            format_set_bold(format)
            format_set_font_color(format, isAlarm ? WorkbookTheme.alarm : WorkbookTheme.warning)
            format_set_bg_color(format, isAlarm ? WorkbookTheme.alarmFill : WorkbookTheme.warningFill)
            let number = context.formats.numberFormat(column.content) ?? ""
            format_set_num_format(format, "\"\(LevelSign.of(threshold.level))\"" + number)
            var limit: [UInt8] = []
            DecimalText.append(threshold.limit, to: &limit)
            let texts = LibraryTexts()
            var rule = lxw_conditional_format()
            rule.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
            // An empty cell would count as zero.
            let cell = "\(ColumnLetters.of(index))\(SheetRow.first + 1)"
            let sign = threshold.comparison == .notEqual ? "<>" : threshold.comparison.rawValue
            rule.value_string = texts.add(
                "=AND(ISNUMBER(\(cell)),\(cell)\(sign)\(String(decoding: limit, as: UTF8.self)))")
            rule.stop_if_true = 1
            rule.format = format
            try sheet.addRule(&rule, column: index, lastRow: lastRow)
        }
    }

    /// Bold red text on a tint, and a sign before numbers, so that colour alone says nothing.
    private func addAlarm(_ column: Int, lastRow: Int, isBoolean: Bool, _ content: CellLook.Content) throws {
        let format = try context.workbook.addFormat()
        format_set_bold(format)
        format_set_font_color(format, WorkbookTheme.alarm)
        format_set_bg_color(format, WorkbookTheme.alarmFill)
        if !isBoolean {
            format_set_num_format(format, "\"⚠ \"" + (context.formats.numberFormat(content) ?? ""))
        }
        let texts = LibraryTexts()
        var rule = lxw_conditional_format()
        rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
        rule.format = format
        if isBoolean {
            rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
            rule.value_string = texts.add("TRUE")
        } else {
            rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_GREATER_THAN.rawValue)
        }
        try sheet.addRule(&rule, column: column, lastRow: lastRow)
    }

    /// The definitions of the columns, as notes on their headers.
    func addNotes() throws {
        for (index, column) in table.columns.enumerated() where !column.note.isEmpty {
            let marked = context.report.targetMarks.concern(column) ? " " + context.words.text(.targetNote) : ""
            let text = DisplayWidth.harmless(column.note.text + marked)
            let lines = (LetterWidth.of(text, isBold: false) * 9 / 10 + 199) / 200
            try sheet.addNote(text, index, height: 16 + 16 * min(lines + 1, 20))
        }
    }

    /// Landscape A4, as wide as one page, with the header on each and a line at the foot.
    func setUpPage() throws {
        try sheet.setUpPage(
            header: PageLines.header(context.report.title.text, table.title.text),
            footer: PageLines.footer(context.report), side: 0.4, top: 0.6, bottom: 0.6)
        worksheet_fit_to_pages(sheet.pointer, 1, 0)
        try sheet.repeatHeader()
    }
}

/// The lines at the head and the foot of printed pages, in Excel's code.
enum PageLines {
    /// Letters of a line that holds 255 with its codes.
    private static let length = 100

    /// The report's title on the left and the table's on the right.
    static func header(_ report: String, _ table: String) -> String {
        "&L&\"Arial,Bold\"&9\(literal(report, length))&R&\"Arial,Regular\"&9\(literal(table, length))"
    }

    static func footer(_ report: Report) -> String {
        let asOf = literal(PageTexts(report).asOf, length)
        let (page, pageOf) = (report.words.text(.page), report.words.text(.pageOf))
        return "&L&\"Arial,Regular\"&8\(asOf)&R&\"Arial,Regular\"&8\(page) &P \(pageOf) &N"
    }

    /// Text in which `&` means itself, and which a leading digit does not join to the font's size; `length` letters at
    /// most, codes and escapes among them.
    ///
    /// The library looks for pictures, `&G` and `&[Picture]`, and does not see that an `&` before them is doubled; a
    /// change of the font's style to nothing parts them.
    private static func literal(_ text: String, _ length: Int) -> String {
        func coded(_ text: String) -> String {
            let doubled = text.replacing("&", with: "&&").replacing("&G", with: "&&B&BG")
                .replacing("&[", with: "&&B&B[")
            return doubled.first?.isNumber == true ? " " + doubled : doubled
        }
        let harmless = DisplayWidth.harmless(text)
        var room = length
        while true {
            let result = coded(WorkbookText.fitting(harmless, room))
            let excess = WorkbookText.clean(result).unicodeScalars.count - length
            if excess <= 0 { return result }
            room -= max(1, excess / 7)
        }
    }
}
