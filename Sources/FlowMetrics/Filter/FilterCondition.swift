import FlowModel
import FlowTime

/// A `where` condition whose fields and values are known to fit.
///
/// Conditions are true or false, never unknown: a missing value is unequal to every value, and neither less nor more than any.
indirect enum FilterCondition: Sendable {
    case all([FilterCondition])
    case any([FilterCondition])
    case not(FilterCondition)
    case text(Reading, TextTest)
    case number(Reading, NumberTest)
    case truth(Reading, Bool?)

    enum TextTest: Sendable {
        /// One of the values is one of these.
        case among([TextPattern])
        /// One of the values comes before or after a text by Unicode scalars.
        case ordered(Order, String)
        /// There is no value, or one of the words that stand for none.
        case missing(orAmong: [String])
    }

    /// A text or a pattern.
    enum TextPattern: Sendable {
        case exactly(String)
        case like(Wildcard)

        func matches(_ text: String) -> Bool {
            switch self {
            case .exactly(let other): text.utf8.elementsEqual(other.utf8)
            case .like(let pattern): pattern.matches(text)
            }
        }
    }

    enum NumberTest: Sendable {
        case among([NumberLiteral])
        case ordered(Order, NumberLiteral)
        case missing
    }

    enum Order: Sendable {
        case less, atMost, more, atLeast
    }

    func matches(_ subject: Subject, _ record: borrowing RecordView, _ labels: TemplateLabels) -> Bool {
        switch self {
        case .all(let parts):
            for part in parts where !part.matches(subject, record, labels) { return false }
            return true
        case .any(let parts):
            for part in parts where part.matches(subject, record, labels) { return true }
            return false
        case .not(let part): return !part.matches(subject, record, labels)
        case .text(let reading, let test):
            var isMet = false
            reading.eachText(of: subject, record, labels) { text in
                if Self.matches(text, test) { isMet = true }
            }
            return isMet
        case .number(let reading, let test):
            return Self.matches(reading.number(subject, record), test, record.context)
        case .truth(let reading, let wanted): return reading.truth(subject, record) == wanted
        }
    }

    private static func matches(_ text: String?, _ test: TextTest) -> Bool {
        guard let text else {
            if case .missing = test { return true }
            return false
        }
        switch test {
        case .missing(let words): return words.contains { $0.utf8.elementsEqual(text.utf8) }
        case .among(let patterns): return patterns.contains { $0.matches(text) }
        case .ordered(let order, let other):
            let (left, right) = (ScalarString(text), ScalarString(other))
            switch order {
            case .less: return left < right
            case .atMost: return !(right < left)
            case .more: return right < left
            case .atLeast: return !(left < right)
            }
        }
    }

    private static func matches(_ value: Double?, _ test: NumberTest, _ context: borrowing MetricContext) -> Bool {
        guard let value else {
            if case .missing = test { return true }
            return false
        }
        switch test {
        case .among(let literals):
            for literal in literals where literal.bounds(context).contains(value) { return true }
            return false
        case .missing: return false
        case .ordered(let order, let literal):
            let bounds = literal.bounds(context)
            switch order {
            case .less: return value < bounds.lowerBound
            case .atMost: return value <= bounds.upperBound
            case .more: return value > bounds.upperBound
            case .atLeast: return value >= bounds.lowerBound
            }
        }
    }
}

/// A number, a duration or a point in time in a condition.
enum NumberLiteral: Hashable, Sendable {
    case number(Double)
    /// In the report's unit of durations, or in one that the field's name ends with.
    case units(Double, DurationUnit?)
    case duration(DurationText)
    /// An instant; a date is the whole day.
    case time(PeriodBound)

    /// The values that are equal to it.
    func bounds(_ context: borrowing MetricContext) -> ClosedRange<Double> {
        switch self {
        case .number(let value): return value...value
        case .units(let value, let unit):
            let length = unit.map { $0 == .days ? context.dayLength : $0.milliseconds } ?? context.unitLength
            return (value * length)...(value * length)
        case .duration(let text):
            let milliseconds = Double(context.milliseconds(text))
            return milliseconds...milliseconds
        case .time(.date(let day)):
            let start = context.zone.startOfDay(day)
            let end = max(start, context.zone.startOfDay(day + 1) - 1)
            return Double(start.milliseconds)...Double(end.milliseconds)
        case .time(let bound):
            let instant = Double(bound.instant(asOf: context.asOf, zone: context.zone).milliseconds)
            return instant...instant
        }
    }
}
