import FlowTime
import FlowYAML

/// The period while its keys are read.
struct PeriodDraft: Sendable {
    var from: Placed<PeriodBound>?
    var to: Placed<PeriodBound>?

    var value: ReportPeriod {
        ReportPeriod(from: from?.value, to: to?.value)
    }

    /// Refuses a period in which nothing can ever lie.
    func check(_ zone: ZoneTable, _ problems: inout DefinitionProblems) {
        guard let to, value.isAlwaysEmpty(zone: zone) else { return }
        problems.add(to.place, "the period ends before or where it begins", advice: "make \"to\" later than \"from\"")
    }
}

/// The keys of `period`.
enum PeriodKeys {
    static let table = KeyTable<PeriodDraft>(
        "the period",
        [
            DefinitionKey(
                "from", "a date, an instant, or a time back such as -90d",
                "The first instant of the period. Default: the beginning of the data."
            ) { $1.from = $0.bound("from", &$2) },
            DefinitionKey(
                "to", "a date, an instant, or a time back such as -1m",
                "The end of the period, itself not in it. Default: the report's clock."
            ) { $1.to = $0.bound("to", &$2) },
        ])
}

extension YAMLNode {
    fileprivate func bound(_ label: String, _ problems: inout DefinitionProblems) -> Placed<PeriodBound>? {
        guard case .scalar(let text, _) = content, let bound = PeriodBound(text) else {
            mustBe(
                label, "a date, an instant or a time back",
                advice: "write it like 2026-01-31, 2026-01-31T12:00:00Z, -90d, -12w, -6m or -1y", &problems)
            return nil
        }
        return Placed(value: bound, place: place)
    }
}
