import FlowTables
import FlowTime

/// What a page says about its report: period, clock and source, in the workbook's language.
struct PageTexts {
    let asOf: String
    let period: String
    let source: String

    init(_ report: Report, _ language: WorkbookLanguage) {
        let times = LocalTimes(report, language)
        asOf = "\(language.asOf) \(times.text(report.asOf)) (\(report.timeZone))"
        let to = times.text(report.period.to)
        period =
            report.period.from.map { "\(language.period) \(times.text($0)) – \(to)" }
            ?? "\(language.period) \(language.until) \(to)"
        let numbers = LocalNumbers(language)
        var source = "\(language.source): \(language.sources[report.source.kind] ?? report.source.kind)"
        source += ", \(numbers.text(report.source.executions)) \(language.executions)"
        source += ", \(numbers.text(report.source.entities)) \(language.entities)"
        if let fetched = report.source.fetchedAt { source += ", \(language.fetched) \(times.text(fetched))" }
        self.source = source
    }
}

/// Instants as text on the report's wall clock.
struct LocalTimes {
    private let offset: @Sendable (Instant) -> Int
    private let isDayFirst: Bool

    init(_ report: Report, _ language: WorkbookLanguage) {
        offset = report.utcOffset
        isDayFirst = language.dateFormat.hasPrefix("d")
    }

    /// `2026-11-23 01:00` or `23.11.2026 01:00`; without the time where that is midnight.
    func text(_ instant: Instant) -> String {
        let local = InstantText.local(instant, offset: offset(instant))
        let parts = local.split(separator: " ")
        guard parts.count == 2 else { return local }
        let numbers = parts[0].split(separator: "-")
        let day = isDayFirst && numbers.count == 3 ? "\(numbers[2]).\(numbers[1]).\(numbers[0])" : String(parts[0])
        return parts[1] == "00:00" ? day : "\(day) \(parts[1])"
    }
}

/// Numbers as text with the language's separators.
struct LocalNumbers {
    private let separator: String
    private let decimalSeparator: String

    init(_ language: WorkbookLanguage) {
        separator = language.groupSeparator
        decimalSeparator = language.decimalSeparator
    }

    func text(_ count: Int) -> String {
        let digits = String(count.magnitude)
        var text = count < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.utf8.count - index).isMultiple(of: 3) { text += separator }
            text.append(digit)
        }
        return text
    }

    /// `+1,234.5`, `−0.3`, and `±0.0` where that is what is left of it, rounded as spreadsheets do.
    func signed(_ value: Double, hasTenths: Bool) -> String {
        let scaled = (value.magnitude * (hasTenths ? 10 : 1)).rounded()
        // Beyond that a double has no tenths, and such a number no place on a card.
        guard scaled < 0x1p53 else { return value < 0 ? "−∞" : "+∞" }
        let units = Int(scaled)
        let sign = units == 0 ? "±" : value < 0 ? "−" : "+"
        guard hasTenths else { return sign + text(units) }
        return "\(sign)\(text(units / 10))\(decimalSeparator)\(units % 10)"
    }
}
