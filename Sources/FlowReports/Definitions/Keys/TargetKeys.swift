import FlowMetrics
import FlowModel
import FlowTime
import FlowYAML

/// A target while its keys are read.
struct TargetDraft {
    fileprivate var subjects: [(subject: Target.Subject, pattern: Placed<String>)] = []
    fileprivate var share: Double?
    fileprivate var within: DurationText?

    /// The target, or nil where something is missing, which has been told.
    fileprivate func finished(at place: TextPlace, _ problems: inout DefinitionProblems) -> Target? {
        guard let (subject, pattern) = subjects.first else {
            problems.add(
                place, "a target lacks what it is for",
                advice: "give it one of \(Target.Subject.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        if subjects.count > 1 {
            problems.add(
                subjects[1].pattern.place,
                "a target is for one of \(subject.rawValue) and \(subjects[1].subject.rawValue)",
                advice: "make two targets of it")
            return nil
        }
        guard let share, let within else { return nil }
        return Target(subject, Wildcard(pattern.value), share: share, within: within)
    }
}

/// The keys of an item of `targets`.
enum TargetKeys {
    static let table = KeyTable<TargetDraft>(
        "a target",
        [
            subject(.template, "The runs it is for, by the name of their template; * stands for any characters."),
            subject(.phase, "The phases it is for, by name."),
            subject(.task, "The tasks it is for, by name."),
            DefinitionKey(
                "share", "a number such as 0.85", required: true, "The share that shall be reached, at most 1."
            ) {
                $1.share = $0.share(&$2)
            },
            DefinitionKey(
                "within", "a duration such as 14d or 8h", required: true,
                "The longest time that counts as reached; with a calendar its days are working days."
            ) { $1.within = $0.duration("within", &$2) },
        ])

    private static func subject(_ subject: Target.Subject, _ note: String) -> DefinitionKey<TargetDraft> {
        DefinitionKey(subject.rawValue, "a name or pattern", note) { node, draft, problems in
            guard let pattern = node.text(subject.rawValue, &problems) else { return }
            draft.subjects.append((subject, Placed(value: pattern, place: node.place)))
        }
    }

    static func read(_ node: YAMLNode, _ problems: inout DefinitionProblems) -> [Target] {
        (node.list("targets", of: "targets", &problems) ?? []).compactMap { item in
            var draft = TargetDraft()
            let wrong = table.read(item, into: &draft, &problems)
            guard case .mapping = item.content, wrong.isDisjoint(with: Target.Subject.allCases.map(\.rawValue)) else {
                return nil
            }
            return draft.finished(at: item.place, &problems)
        }
    }
}

extension YAMLNode {
    fileprivate func share(_ problems: inout DefinitionProblems) -> Double? {
        let expected = "a number above 0 and at most 1"
        guard let number = number("share", expected, &problems) else { return nil }
        guard number > 0, number <= 1 else {
            mustBe("share", expected, advice: "write 85 % as 0.85", &problems)
            return nil
        }
        return number
    }

    fileprivate func duration(_ label: String, _ problems: inout DefinitionProblems) -> DurationText? {
        guard case .scalar(let text, _) = content, let duration = DurationText(text) else {
            mustBe(label, "a duration", advice: "write it like 14d, 8h, 90min or 1w", &problems)
            return nil
        }
        return duration
    }
}
