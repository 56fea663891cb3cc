import FlowTables
import FlowTime

/// What a page says about its report: period, clock and source, in the report's language.
struct PageTexts {
    let asOf: String
    let period: String
    let source: String
    private let scope: [String]
    /// Of tables that have one, by name.
    private let ownPeriods: [String: String]
    private let words: Words

    init(_ report: Report) {
        let words = report.words
        func text(_ instant: Instant) -> String { Self.text(instant, offset: report.utcOffset(instant), words) }
        asOf = "\(words.text(.asOf)) \(text(report.asOf)) (\(report.timeZone))"
        func text(_ period: Period) -> String {
            let to = text(period.to)
            return period.from.map { "\(words.text(.period)) \(text($0)) – \(to)" }
                ?? "\(words.text(.period)) \(words.text(.until)) \(to)"
        }
        period = text(report.period)
        ownPeriods = Dictionary(
            report.tables.compactMap { table in table.period.map { (table.name, text($0)) } }
        ) { first, _ in first }
        let kind = Message.sources.words[report.source.kind].map(words.text) ?? report.source.kind
        var source = "\(words.text(.source)): \(kind)"
        source += ", \(words.text(.executions(report.source.executions)))"
        source += ", \(words.text(.entities(report.source.entities)))"
        if let fetched = report.source.fetchedAt { source += ", \(words.text(.fetched)) \(text(fetched))" }
        self.source = source
        self.words = words
        scope = [
            report.calendar.map { words.text($0) },
            report.filter.map { words.text(.only(DisplayWidth.harmless($0))) },
        ].compactMap(\.self)
    }

    static let separator = "   ·   "

    /// What the report's figures depend on: clock, period, measure of time, filter, source.
    var head: String { parts.joined(separator: Self.separator) }

    /// The same in parts.
    var parts: [String] { [asOf, period] + scope + [source] }

    /// What the figures of one table depend on.
    func subtitle(of table: ReportTable) -> String {
        let own = table.filter.map { words.text(.only(DisplayWidth.harmless($0))) }
        return ([asOf, ownPeriods[table.name] ?? period] + scope + [own].compactMap(\.self)).joined(
            separator: Self.separator)
    }

    /// `2026-11-23 01:00` or `23.11.2026 01:00` on the report's wall clock; without the time where that is midnight.
    static func text(_ instant: Instant, offset: Int, _ words: Words) -> String {
        let (days, time) = InstantText.split(instant + offset * .second)
        return time < 60_000 ? words.day(days) : words.moment(instant, offset: offset)
    }
}

extension Words {
    /// A day, counted from 1970-01-01: `2026-11-23`, `23.11.2026`.
    func day(_ days: Int) -> String {
        let date = CivilDate(days: days)
        let year = "\(date.year.magnitude)"
        let zeros = (date.year < 0 ? "-" : "") + String(repeating: "0", count: max(0, 4 - year.count))
        return text(.day(zeros + year, Self.two(date.month), Self.two(date.day)))
    }

    /// The day and the minute on a wall clock `offset` seconds east of UTC.
    func moment(_ instant: Instant, offset: Int) -> String {
        let (days, time) = InstantText.split(instant + offset * .second)
        let minutes = time / 60_000
        return "\(day(days)) \(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// `+1,234.5`, `−0.3`, and `±0.0` where that is what is left of it, rounded as spreadsheets do.
    func signed(_ value: Double, hasTenths: Bool) -> String {
        let scaled = (value.magnitude * (hasTenths ? 10 : 1)).rounded()
        // Beyond that a double has no tenths, and such a number no place on a card.
        guard scaled < 0x1p53 else { return value < 0 ? "−∞" : "+∞" }
        let units = Int(scaled)
        let sign = units == 0 ? "±" : value < 0 ? "−" : "+"
        guard hasTenths else { return sign + count(units) }
        return "\(sign)\(count(units / 10))\(decimalSeparator)\(units % 10)"
    }

    /// A cell as people see it: a word of the program's own in this language, everything else as it is.
    func cell(_ cell: Cell, in column: ReportColumn) -> Cell {
        column.word(for: cell).map { .text(text($0)) } ?? cell
    }
}
