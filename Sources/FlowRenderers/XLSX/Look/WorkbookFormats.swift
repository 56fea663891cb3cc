import CXLSXWriter
import FlowTables

/// What a cell looks like; the workbook makes one format of each look that is used.
struct CellLook: Hashable {
    enum Content: Hashable {
        case text, integer, decimal, percent, instant, date, boolean
    }

    enum Alignment: Hashable {
        case natural, left, center, right
    }

    var content = Content.text
    var size = WorkbookTheme.fontSize
    var isBold = false
    var color = WorkbookTheme.ink
    var fill: lxw_color_t?
    var alignment = Alignment.natural
    /// Of the text from the side that it is aligned with, in steps of about 9 pixels.
    var indent: UInt8 = 0
    var wraps = false
    var isUnderlined = false
    var isTop = false
    /// A line below the cell.
    var underline: lxw_color_t?
    /// A line above the cell.
    var overline: lxw_color_t?
    /// A thick line at the left of the cell.
    var edge: lxw_color_t?
    /// Text put before and after a number.
    var numberFormat: String?

    /// A cell of a table's column.
    static func cell(_ content: Content, isLink: Bool = false) -> CellLook {
        var look = CellLook()
        look.content = content
        look.underline = WorkbookTheme.hairline
        if isLink {
            look.color = WorkbookTheme.link
            look.isUnderlined = true
        }
        if content == .boolean { look.alignment = .center }
        if content == .text || content == .instant || content == .date {
            look.alignment = .left
            look.indent = 1
        }
        return look
    }

    /// A cell of the sums under a table.
    static func total(_ content: Content) -> CellLook {
        var look = cell(content)
        look.isBold = true
        look.overline = WorkbookTheme.header
        look.fill = WorkbookTheme.card
        return look
    }

    /// A cell with the name of a group that met its target or missed it. The sign is shown and not held.
    static func mark(_ isMet: Bool, _ isLink: Bool) -> CellLook {
        var look = cell(.text, isLink: isLink)
        look.numberFormat = ";;;\"\(TargetSign.of(isMet))\"@"
        if !isMet { look.isBold = true }
        if !isLink { look.color = isMet ? WorkbookTheme.good : WorkbookTheme.alarm }
        return look
    }

    /// What stands over a part of a sheet.
    static let heading: CellLook = {
        var look = CellLook()
        look.size = 12
        look.isBold = true
        return look
    }()

    /// The title of a table above it.
    static let sheetTitle: CellLook = {
        var look = CellLook()
        look.size = 14
        look.isBold = true
        look.color = WorkbookTheme.header
        look.alignment = .left
        return look
    }()

    /// The line below it.
    static let subtitle: CellLook = {
        var look = CellLook()
        look.size = 9
        look.color = WorkbookTheme.muted
        look.alignment = .left
        return look
    }()

    /// The header of a table's column.
    static func header(isNumeric: Bool) -> CellLook {
        var look = CellLook()
        look.isBold = true
        look.color = WorkbookTheme.white
        look.fill = WorkbookTheme.header
        look.alignment = isNumeric ? .right : .left
        // Keeps numeric headers clear of the filter button.
        look.indent = isNumeric ? 2 : 1
        look.wraps = true
        return look
    }
}

/// The formats of one workbook, each made once.
final class WorkbookFormats {
    private let workbook: Workbook
    static let integer = "#,##0"
    static let percent = "0.0%"
    private let words: Words
    private var made: [CellLook: CellFormat] = [:]

    init(_ workbook: Workbook, _ words: Words) {
        self.workbook = workbook
        self.words = words
    }

    func format(_ look: CellLook) throws -> CellFormat {
        if let format = made[look] { return format }
        let format = try workbook.addFormat()
        made[look] = format
        apply(look, to: format)
        return format
    }

    private func apply(_ look: CellLook, to format: CellFormat) {
        format_set_font_name(format, WorkbookTheme.font)
        format_set_font_size(format, look.size)
        format_set_font_color(format, look.color)
        if look.isBold { format_set_bold(format) }
        if look.isUnderlined { format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
        if let fill = look.fill {
            format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
            format_set_fg_color(format, fill)
        }
        switch look.alignment {
        case .natural: break
        case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        case .center: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
        case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
        }
        let vertical = look.isTop ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER
        format_set_align(format, UInt8(vertical.rawValue))
        if look.indent > 0 { format_set_indent(format, look.indent) }
        if look.wraps { format_set_text_wrap(format) }
        if let color = look.underline {
            format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_bottom_color(format, color)
        }
        if let color = look.overline {
            format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_top_color(format, color)
        }
        if let color = look.edge {
            format_set_left(format, UInt8(LXW_BORDER_THICK.rawValue))
            format_set_left_color(format, color)
        }
        if let code = look.numberFormat ?? numberFormat(look.content) { format_set_num_format(format, code) }
    }

    func numberFormat(_ content: CellLook.Content) -> String? {
        switch content {
        case .integer: Self.integer
        case .decimal: "#,##0.00"
        case .percent: Self.percent
        case .instant: words.text(.instantFormat)
        case .date: words.text(.dateFormat)
        case .boolean: words.text(.truthFormat)
        case .text: nil
        }
    }
}

extension ReportColumn {
    /// How the column's cells are shown.
    var content: CellLook.Content {
        switch type {
        case .string: .text
        case .integer: .integer
        case .decimal, .duration: .decimal
        case .percent: .percent
        case .instant: .instant
        case .date: .date
        case .boolean: .boolean
        }
    }
}
