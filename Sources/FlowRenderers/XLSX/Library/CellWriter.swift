import FlowTables
import FlowTime

/// Writes the cells of one table.
struct CellWriter {
    private let formats: [CellFormat?]
    private let offset: @Sendable (Instant) -> Int
    /// Whether a cell without a value keeps its borders.
    private let showsMissing: Bool

    init(_ formats: [CellFormat?], offset: @escaping @Sendable (Instant) -> Int, showsMissing: Bool) {
        self.formats = formats
        self.offset = offset
        self.showsMissing = showsMissing
    }

    /// Writes one cell of the sheet's current row, in the look of its column or in one of its own.
    func write(_ cell: Cell, _ column: Int, format own: CellFormat? = nil, to sheet: Sheet) throws {
        let format = own ?? formats[column]
        switch cell {
        case .missing: if showsMissing { try sheet.writeBlank(column, format) }
        case .text(let string): try sheet.write(string, column, format)
        case .integer(let value): try sheet.write(Double(value), column, format)
        case .number(let value): try sheet.write(value, column, format)
        case .instant(let instant):
            let seconds = offset(instant)
            if let serial = ExcelDate.serial(instant, offset: seconds) {
                try sheet.write(serial, column, format)
            } else {
                try sheet.write(InstantText.local(instant, offset: seconds), column, format)
            }
        case .date(let day):
            if let serial = ExcelDate.serial(day: day) {
                try sheet.write(Double(serial), column, format)
            } else {
                try sheet.write(InstantText.day(day), column, format)
            }
        case .boolean(let value): try sheet.write(value, column, format)
        }
    }
}

/// Instants and days as Excel counts them: in days, of which 25,569 is 1970-01-01.
enum ExcelDate {
    private static let epoch = 25_569
    /// 1900-03-01. Before it Excel counts a day that never was.
    private static let first = 61
    /// The day after 9999-12-31.
    private static let end = 2_958_466

    /// What programs would round up to the next day: the end of a day on which something is due.
    private static let endOfDay = Int(Milliseconds.day.count) - 1

    /// The day and the part of it on a wall clock `offset` seconds east of UTC; nil before 1900-03-01 and after 9999.
    static func serial(_ instant: Instant, offset: Int) -> Double? {
        let (days, milliseconds) = InstantText.split(instant + offset * .second)
        guard let day = serial(day: days) else { return nil }
        let shown = milliseconds == endOfDay ? milliseconds - 999 : milliseconds
        return Double(day) + Double(shown) / Double(Milliseconds.day)
    }

    /// The same for a day counted from 1970-01-01.
    static func serial(day: Int) -> Int? {
        let serial = day + epoch
        return (first..<end).contains(serial) ? serial : nil
    }
}
