import FlowTables
import FlowYAML

/// The thresholds of a column while their keys are read.
struct ThresholdDraft {
    var column: Placed<String>?
    var thresholds: [Threshold] = []
}

/// The keys of an item of `thresholds`.
enum ThresholdKeys {
    static let table = KeyTable<ThresholdDraft>(
        "a threshold",
        [
            DefinitionKey("column", "a column of numbers", required: true, "The column whose cells stand out.") {
                node, draft, problems in
                draft.column = node.text("column", &problems).map { Placed(value: $0, place: node.place) }
            },
            key("warning", .warning, "Which values are marked with ! in amber."),
            key("alarm", .alarm, "Which values are marked with ⚠ in red; they come before warnings."),
        ])

    private static func key(_ name: String, _ level: Threshold.Level, _ note: String) -> DefinitionKey<ThresholdDraft> {
        DefinitionKey(name, "a comparison such as > 20 or < 80%", note) { node, draft, problems in
            guard let threshold = node.threshold(name, level, &problems) else { return }
            draft.thresholds.append(threshold)
        }
    }

    static func read(_ node: YAMLNode, _ problems: inout DefinitionProblems) -> [ThresholdDraft] {
        (node.list("thresholds", of: "thresholds", &problems) ?? []).map { item in
            var draft = ThresholdDraft()
            let wrong = table.read(item, into: &draft, &problems)
            if case .mapping = item.content, draft.thresholds.isEmpty, wrong.isEmpty {
                problems.add(
                    item.place, "a threshold lacks what is too much", advice: "give it alarm: \"> 20\", or warning")
            }
            return draft
        }
    }
}

extension YAMLNode {
    fileprivate func threshold(
        _ label: String, _ level: Threshold.Level, _ problems: inout DefinitionProblems
    ) -> Threshold? {
        guard case .scalar(let text, _) = content, !isNothing,
            let (comparison, limit) = try? Alert.comparison(text[...], of: text)
        else {
            mustBe(label, "a comparison", advice: "write it like \"> 20\" or \"< 80%\"", &problems)
            return nil
        }
        return Threshold(level, comparison, limit)
    }
}
