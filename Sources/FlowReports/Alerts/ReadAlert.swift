import FlowMetrics
import FlowModel
import FlowTables
import FlowYAML

/// What is wrong with the text of an alert.
struct AlertMistake: Error, Hashable {
    let message: String
    var suggestion: String?
    let advice: DefinitionAdvice
    /// The table that nobody knows.
    var unknownTable: String?
    /// Whether it names a table or column that the report may have once its sheets are right.
    var isOfNames = false
}

extension Alert {
    private static let shape: DefinitionAdvice =
        "write it like overdue_tasks > 50 or cycle_times[template = Wallbox].p85_days > 20"

    /// Reads an alert.
    ///
    /// - Parameters:
    ///   - text: `FIGURE COMPARISON NUMBER` or `TABLE[COLUMN = PATTERN, …].COLUMN COMPARISON NUMBER`; a number may end in %.
    ///   - tables: the columns of each table that it may name.
    ///   - figures: the figures of the summary.
    /// - Throws: `AlertMistake`.
    init(_ text: String, tables: [String: [ReportColumn]], figures: [String]) throws(AlertMistake) {
        self.text = text
        var rest = text[...]
        let name = Self.word(&rest)
        guard !name.isEmpty else { throw AlertMistake(message: "\(quoted(text)) is no alert", advice: Self.shape) }
        if rest.first == "[" || rest.first == "." {
            guard let columns = tables[name] else {
                throw AlertMistake(
                    message: "unknown table \(quoted(name))",
                    suggestion: nearestWord(to: name, among: tables.keys.sorted()),
                    advice: .nameTable, unknownTable: name, isOfNames: true)
            }
            let conditions = try Self.conditions(&rest, columns)
            guard rest.first == "." else {
                throw AlertMistake(message: "\(quoted(text)) names no column", advice: Self.shape)
            }
            rest.removeFirst()
            let column = try Self.column(Self.word(&rest), columns.filter(\.isMeasured))
            subject = .column(column, of: name, where: conditions)
        } else {
            guard figures.contains(name) else {
                throw AlertMistake(
                    message: "unknown figure \(quoted(name))", suggestion: nearestWord(to: name, among: figures),
                    advice: "choose one of \(figures.joined(separator: ", "))")
            }
            subject = .figure(name)
        }
        (comparison, threshold) = try Self.comparison(rest, of: text)
    }

    private static func conditions(
        _ rest: inout Substring, _ columns: [ReportColumn]
    ) throws(AlertMistake) -> [Condition] {
        guard rest.first == "[" else { return [] }
        guard let end = rest.firstIndex(of: "]") else {
            throw AlertMistake(message: "the bracket of \(quoted(String(rest))) is never closed", advice: shape)
        }
        let inner = rest[rest.index(after: rest.startIndex)..<end]
        rest = rest[rest.index(after: end)...]
        var conditions: [Condition] = []
        for part in inner.split(separator: ",") {
            guard let equals = part.firstIndex(of: "=") else {
                throw AlertMistake(message: "\(quoted(String(part))) compares nothing", advice: shape)
            }
            let name = try column(trimmed(part[..<equals]), columns.filter { $0.type == .string })
            let pattern = trimmed(part[part.index(after: equals)...])
            let quotes: [Character] = ["\"", "'"]
            let isQuoted = pattern.count > 1 && quotes.contains { pattern.first == $0 && pattern.last == $0 }
            let wanted =
                isQuoted
                ? Wildcard(String(pattern.dropFirst().dropLast())) : pattern == "null" ? nil : Wildcard(pattern)
            conditions.append(Condition(column: name, pattern: wanted))
        }
        return conditions
    }

    private static func column(_ name: String, _ columns: [ReportColumn]) throws(AlertMistake) -> String {
        guard columns.contains(where: { $0.name == name }) else {
            let names = columns.map(\.name)
            throw AlertMistake(
                message: "unknown column \(quoted(name))", suggestion: nearestWord(to: name, among: names),
                advice: "choose one of \(names.joined(separator: ", "))", isOfNames: true)
        }
        return name
    }

    /// Reads a comparison with a number, which may end in %; `text` is what mistakes name.
    static func comparison(
        _ rest: Substring, of text: String
    ) throws(AlertMistake) -> (Comparison, Double) {
        let rest = trimmed(rest)
        guard let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }) else {
            throw AlertMistake(message: "\(quoted(text)) compares nothing", advice: shape)
        }
        var number = trimmed(rest.dropFirst(comparison.rawValue.count))
        let isPercent = number.hasSuffix("%")
        if isPercent { number = trimmed(number.dropLast()) }
        guard let value = Double(number), value.isFinite else {
            throw AlertMistake(message: "\(quoted(number)) is no number", advice: shape)
        }
        return (comparison, isPercent ? value / 100 : value)
    }

    /// Takes the characters of a name from the front.
    private static func word(_ rest: inout Substring) -> String {
        rest = rest.drop(while: \.isWhitespace)
        // A percentile's column may have a point in it: p99.5_days.
        var word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        if word.hasPrefix("p"), let next = rest[word.endIndex...].first, next == ".",
            word.dropFirst().allSatisfy(\.isNumber)
        {
            word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        }
        rest = rest[word.endIndex...]
        return String(word)
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

extension ReportColumn {
    /// Whether alerts and thresholds can look at it.
    var isMeasured: Bool {
        switch type {
        case .integer, .decimal, .percent, .duration: true
        case .string, .instant, .date, .boolean: false
        }
    }
}
