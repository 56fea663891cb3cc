import FlowMetrics
import FlowModel
import FlowTables
import FlowYAML

/// The values that the conditions and targets of a report name, held against those that the executions have: one that never
/// occurs is most often misspelt.
///
/// The values are questions of their own, which are answered in a pass with others.
struct UnseenValues: Sendable {
    /// Of each field of each condition and target the question for its values, in the order of `tables`.
    private var asked: [(query: MetricQuery, field: Attribute, values: [Wanted])] = []

    /// A value, or a pattern of some.
    private struct Wanted: Sendable {
        let text: String
        let isPattern: Bool
        let matches: @Sendable (String) -> Bool
        /// What a hint begins with.
        var use = ""
    }

    /// How many values a hint names.
    private static let fewValues = 8

    init(_ filters: [Filter], targets: [Target] = []) {
        for filter in filters {
            var fields: [Attribute] = []
            for value in filter.values where !fields.contains(value.field) { fields.append(value.field) }
            for field in fields {
                let values = filter.values.filter { $0.field == field }.map { value in
                    Wanted(text: value.text, isPattern: value.isPattern, matches: value.matches)
                }
                ask(for: field, of: filter.grain, values)
            }
        }
        for subject in Target.Subject.allCases {
            let values = targets.filter { $0.subject == subject }.map { target in
                Wanted(
                    text: target.pattern.text, isPattern: target.pattern.text.contains { "*?".contains($0) },
                    matches: target.pattern.matches, use: "a target is for nothing: ")
            }
            let field = Attribute.groups(of: subject.grain).first { $0.name == subject.rawValue }
            if let field, !values.isEmpty { ask(for: field, of: subject.grain, values) }
        }
    }

    private mutating func ask(for field: Attribute, of grain: Grain, _ values: [Wanted]) {
        guard let query = field.valuesQuery(of: grain) else { return }
        asked.append((query: query, field: field, values: values))
    }

    var queries: [MetricQuery] { asked.map(\.query) }

    /// What to tell whoever asked, a line for each value that never occurs; `tables` are the answers to `queries`.
    func hints(_ tables: [ReportTable]) -> [String] {
        var hints: [String] = []
        for (question, table) in zip(asked, tables) {
            let known = question.field.values(in: table)
            for value in question.values where !known.contains(where: value.matches) {
                let hint = Self.hint(question.field.name, value, known)
                if !hints.contains(hint) { hints.append(hint) }
            }
        }
        return hints
    }

    private static func hint(_ field: String, _ value: Wanted, _ known: [String]) -> String {
        let what = "\(value.use)no \(field) is \(value.isPattern ? "like " : "")\(quoted(value.text))"
        if !value.isPattern, let near = nearestWord(to: value.text, among: known) {
            return "\(what); did you mean \(quoted(near))?"
        }
        if known.isEmpty { return "\(what); there is no \(field) at all" }
        if known.count <= fewValues { return "\(what); there are \(known.joined(separator: ", "))" }
        return "\(what) among the \(known.count) that there are"
    }
}

extension Target.Subject {
    /// What has the name.
    fileprivate var grain: Grain {
        switch self {
        case .template: .execution
        case .phase: .phase
        case .task: .task
        }
    }
}
