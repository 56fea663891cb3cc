import FlowTime
import FlowYAML

/// The calendar while its keys are read.
struct CalendarDraft {
    fileprivate var weekdays: Set<Weekday>?
    fileprivate var from: Placed<String>?
    fileprivate var to: Placed<String>?
    fileprivate var hours: Placed<[WorkingHours]>?
    fileprivate var holidays: Set<Int> = []
    fileprivate var region: GermanState?
    /// The keys whose values are wrong.
    var wrong: Set<String> = []

    /// The schedule; what is not said is as usual.
    func finished(_ problems: inout DefinitionProblems) -> WorkingSchedule? {
        var ranges = [WorkingHours.usual]
        if let hours {
            ranges = hours.value
            if let other = from ?? to {
                problems.add(
                    other.place, "\(quoted(from == nil ? "to" : "from")) has no meaning beside \"hours\"",
                    advice: "keep one of them")
            }
        } else if from != nil || to != nil, wrong.isDisjoint(with: ["from", "to"]) {
            let (start, end) = (from?.value ?? Self.usualStart, to?.value ?? Self.usualEnd)
            guard let range = WorkingHours(from: start, to: end) else {
                if let place = to?.place ?? from?.place {
                    problems.add(
                        place, "the working day ends before or when it begins, from \(start) to \(end)",
                        advice: "make \"to\" later than \"from\"")
                }
                return nil
            }
            ranges = [range]
        }
        return WorkingSchedule(
            weekdays: weekdays ?? WorkingSchedule.usualWeek, hours: ranges, holidays: holidays, region: region)
    }

    private static let usualStart = "08:00"
    private static let usualEnd = "17:00"
}

/// The keys of `calendar`.
enum CalendarKeys {
    static let table = KeyTable<CalendarDraft>(
        "the calendar",
        [
            DefinitionKey(
                "days", "a list of \(Weekday.allCases.map(\.rawValue).joined(separator: ", "))",
                "The days on which people work. Default: Monday to Friday."
            ) { node, draft, problems in
                let known = Weekday.allCases.map(\.rawValue)
                let days = node.list("days", of: "days", &problems)?.words("days", "day", among: known, &problems)
                draft.weekdays = days.map { Set($0.compactMap(Weekday.init(rawValue:))) }
            },
            DefinitionKey("from", "a time of day such as \"08:00\"", "When the working day begins. Default: 08:00.") {
                $1.from = $0.timeOfDay("from", &$2)
            },
            DefinitionKey("to", "a time of day such as \"17:00\"", "When the working day ends. Default: 17:00.") {
                $1.to = $0.timeOfDay("to", &$2)
            },
            DefinitionKey(
                "hours", "a list of spans such as \"08:00-12:00\"",
                "In place of from and to, the parts of the day in which people work."
            ) { node, draft, problems in
                draft.hours = node.hours(&problems).map { Placed(value: $0, place: node.place) }
            },
            DefinitionKey("holidays", "a list of dates", "Further days without work, such as company holidays.") {
                node, draft, problems in
                draft.holidays = node.dates(&problems)
            },
            DefinitionKey(
                "region", "\(GermanState.allCases.map(\.rawValue).joined(separator: ", "))",
                "A German state, whose public holidays are days without work."
            ) { node, draft, problems in
                let states = GermanState.allCases.map(\.rawValue)
                draft.region = node.word("region", "region", among: states, &problems)
                    .flatMap(GermanState.init(rawValue:))
            },
        ])
}

extension YAMLNode {
    fileprivate func timeOfDay(_ label: String, _ problems: inout DefinitionProblems) -> Placed<String>? {
        guard case .scalar(let text, _) = content, WorkingHours.timeOfDay(text) != nil else {
            mustBe(label, "a time of day", advice: "write it like \"08:00\", at most \"24:00\"", &problems)
            return nil
        }
        return Placed(value: text, place: place)
    }

    fileprivate func hours(_ problems: inout DefinitionProblems) -> [WorkingHours]? {
        let items = list("hours", of: "spans", &problems)
        let spans = items?.compactMap { item -> WorkingHours? in
            if case .scalar(let text, _) = item.content, let span = WorkingHours(text) { return span }
            item.mustBe(
                "hours", "spans of the day", advice: "write them like \"08:00-12:00\", the end after the beginning",
                &problems)
            return nil
        }
        return spans
    }

    fileprivate func dates(_ problems: inout DefinitionProblems) -> Set<Int> {
        var days: Set<Int> = []
        for item in list("holidays", of: "dates", &problems) ?? [] {
            guard case .scalar(let text, _) = item.content, let date = CivilDate(text) else {
                item.mustBe("holidays", "dates", advice: "write them like 2026-12-24", &problems)
                continue
            }
            if !days.insert(date.days).inserted {
                problems.add(item.place, "the date \(quoted(text)) stands twice", advice: "keep one of them")
            }
        }
        return days
    }
}
