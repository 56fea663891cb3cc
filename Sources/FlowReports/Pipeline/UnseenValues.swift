import FlowMetrics
import FlowTables
import FlowYAML

/// The values that the conditions of a report name, held against those that the executions have: one that never occurs is
/// most often misspelt.
///
/// The values are questions of their own, which are answered in the same pass.
struct UnseenValues: Sendable {
    /// Of each field of each condition the question for its values, in the order of `tables`.
    private let asked: [(query: MetricQuery, field: Attribute, values: [Filter.Value])]

    /// How many values a hint names.
    private static let fewValues = 8

    init(_ sheets: [ReportSheet]) {
        asked = sheets.compactMap(\.filter).flatMap { filter in
            var fields: [Attribute] = []
            for value in filter.values where !fields.contains(value.field) { fields.append(value.field) }
            return fields.compactMap { field in
                let values = filter.values.filter { $0.field == field }
                return field.valuesQuery(of: filter.grain).map { (query: $0, field: field, values: values) }
            }
        }
    }

    var queries: [MetricQuery] { asked.map(\.query) }

    /// What to tell whoever asked, a line for each value that never occurs; `tables` are the answers to `queries`.
    func hints(_ tables: [ReportTable]) -> [String] {
        var hints: [String] = []
        for (question, table) in zip(asked, tables) {
            let known = question.field.values(in: table)
            for value in question.values where !known.contains(where: value.matches) {
                let hint = Self.hint(value, known)
                if !hints.contains(hint) { hints.append(hint) }
            }
        }
        return hints
    }

    private static func hint(_ value: Filter.Value, _ known: [String]) -> String {
        let what = "no \(value.field.name) is \(value.isPattern ? "like " : "")\(quoted(value.text))"
        if !value.isPattern, let near = nearestWord(to: value.text, among: known) {
            return "\(what); did you mean \(quoted(near))?"
        }
        if known.isEmpty { return "\(what); there is no \(value.field.name) at all" }
        if known.count <= fewValues { return "\(what); there are \(known.joined(separator: ", "))" }
        return "\(what) among the \(known.count) that there are"
    }
}
