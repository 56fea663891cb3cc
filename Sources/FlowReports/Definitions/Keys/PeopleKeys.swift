package import FlowMetrics
import FlowYAML

/// What a report shows of people, as its definition says it.
package struct ReportPeople: Hashable, Sendable {
    package var show = PeopleRule.Show.names
    /// Departments of fewer assignees are shown as one; nil for all as they are.
    package var smallestGroup: Int?
    /// A list of people, as a path from the current folder; nil where the source alone knows them.
    package var file: String?

    package init() {}
}

/// People while their keys are read.
struct PeopleDraft {
    var value = ReportPeople()
    fileprivate var groupPlace: TextPlace?

    /// Reads a word, or a mapping.
    mutating func read(_ node: YAMLNode, _ problems: inout DefinitionProblems) {
        if case .mapping = node.content {
            let wrong = PeopleKeys.table.read(node, into: &self, &problems)
            if let groupPlace, value.show != .departments, !wrong.contains("show") {
                problems.add(
                    groupPlace, "\"smallest_group\" has no meaning unless people are shown as departments",
                    advice: "remove it, or write show: departments")
            }
        } else {
            value.show = PeopleKeys.show("people", node, &problems) ?? value.show
        }
    }
}

/// The keys of `people`, which may also be a word alone.
enum PeopleKeys {
    static let table = KeyTable<PeopleDraft>(
        "people",
        [
            DefinitionKey(
                "show", words.joined(separator: ", "),
                "What is shown of people: names, ids, the departments that they belong to, or pseudonyms. Default: names."
            ) { $1.value.show = show("show", $0, &$2) ?? $1.value.show },
            DefinitionKey(
                "smallest_group", "a whole number of at least 1",
                "Departments of fewer assignees than that are shown as (small groups). Default: 1."
            ) { node, draft, problems in
                draft.value.smallestGroup = node.count("smallest_group", &problems)
                draft.groupPlace = node.place
            },
            DefinitionKey(
                "file", "a path",
                "A list of people, as CSV with the columns id, name and department, from the current folder; it comes "
                    + "before what the source knows."
            ) { $1.value.file = $0.text("file", &$2) },
        ])

    private static let words = PeopleRule.Show.allCases.map(\.rawValue)

    static func show(_ label: String, _ node: YAMLNode, _ problems: inout DefinitionProblems) -> PeopleRule.Show? {
        node.word(label, "way to show people", among: words, &problems).flatMap(PeopleRule.Show.init(rawValue:))
    }
}
