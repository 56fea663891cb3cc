import FlowModel
import FlowTime

/// Finds out whether the words of a condition fit the fields of a grain.
struct FilterCheck {
    let grain: Grain
    private let fields: [Attribute]
    /// The facts that the condition asks for.
    private(set) var demand: FactDemand = []
    /// Whether it asks for the label of a template.
    private(set) var needsLabels = false
    /// The values that texts are compared with.
    private(set) var values: [Filter.Value] = []

    init(_ grain: Grain) {
        self.grain = grain
        fields = Attribute.conditions(of: grain)
    }

    mutating func condition(_ syntax: FilterSyntax) throws(FilterError) -> FilterCondition {
        switch syntax {
        case .all(let parts): return .all(try conditions(parts))
        case .any(let parts): return .any(try conditions(parts))
        case .not(let part): return .not(try condition(part))
        case .comparison(let word, let comparison, let values):
            let (field, unit) = try field(word)
            demand.formUnion(field.facts(for: grain))
            if case .templateLabel = field.reading { needsLabels = true }
            switch comparison {
            case .unequal: return .not(try positive(field, unit, .equal, values))
            case .unlike: return .not(try positive(field, unit, .like, values))
            case .notAmong: return .not(try positive(field, unit, .among, values))
            default: return try positive(field, unit, comparison, values)
            }
        }
    }

    private mutating func conditions(_ parts: [FilterSyntax]) throws(FilterError) -> [FilterCondition] {
        var conditions: [FilterCondition] = []
        for part in parts { conditions.append(try condition(part)) }
        return conditions
    }

    /// A field by its name; that of a duration may end with a unit, as the columns of tables do.
    private func field(_ word: FilterSyntax.Word) throws(FilterError) -> (Attribute, DurationUnit?) {
        if let field = fields.first(where: { $0.name == word.text }) { return (field, nil) }
        for unit in DurationUnit.allCases where word.text.hasSuffix("_" + unit.rawValue) {
            let name = word.text.dropLast(unit.rawValue.count + 1)
            if let field = fields.first(where: { $0.name == name && $0.kind == .duration }) { return (field, unit) }
        }
        let known = fields.map(\.name)
        let subject = grain == .execution ? "a run" : "a \(grain)"
        throw FilterError(
            word.column, "\(subject) has no field \"\(word.text)\"", fix: "use one of \(known.joined(separator: ", "))",
            unknown: .init(word: word.text, known: known))
    }

    private mutating func positive(
        _ field: Attribute, _ unit: DurationUnit?, _ comparison: FilterSyntax.Comparison,
        _ values: [FilterSyntax.Word]
    ) throws(FilterError) -> FilterCondition {
        if values.count == 1, comparison == .equal, values[0].isNull { return missing(field) }
        for value in values where value.isNull {
            throw FilterError(
                value.column, "null can only be equal or unequal", fix: "write \(field.name) = null or != null")
        }
        switch field.kind {
        case .text:
            let test = try textTest(comparison, values)
            if case .among(let patterns) = test {
                self.values += zip(values, patterns).map { Filter.Value(field: field, text: $0.text, pattern: $1) }
            }
            return .text(field.reading, test)
        case .truth: return try truth(field, comparison, values)
        case .number, .duration, .instant:
            if field.isShownAsTruth, comparison == .equal, values.count == 1, let truth = values[0].truth {
                return truth ? .not(missing(field)) : missing(field)
            }
            return .number(field.reading, try numberTest(field, unit, comparison, values))
        }
    }

    private func missing(_ field: Attribute) -> FilterCondition {
        switch field.kind {
        case .text: .text(field.reading, .missing(orAmong: field.vocabulary == Nothing.words ? Nothing.nobody : []))
        case .number, .duration, .instant: .number(field.reading, .missing)
        case .truth: .truth(field.reading, nil)
        }
    }

    private func textTest(
        _ comparison: FilterSyntax.Comparison, _ values: [FilterSyntax.Word]
    ) throws(FilterError) -> FilterCondition.TextTest {
        if let order = comparison.order { return .ordered(order, values[0].text) }
        return .among(
            values.map { value in
                if comparison == .like { return .like(Wildcard(value.text)) }
                // An equals sign knows a star too, for those who expect it.
                return value.text.contains("*")
                    ? .like(Wildcard(value.text, knowsQuestionMark: false)) : .exactly(value.text)
            })
    }

    private func truth(
        _ field: Attribute, _ comparison: FilterSyntax.Comparison,
        _ values: [FilterSyntax.Word]
    ) throws(FilterError) -> FilterCondition {
        guard comparison == .equal, let truth = values[0].truth else {
            throw FilterError(
                values[0].column, "\(field.name) is true or false", fix: "write \(field.name) = true or = false")
        }
        return .truth(field.reading, truth)
    }

    private func numberTest(
        _ field: Attribute, _ unit: DurationUnit?, _ comparison: FilterSyntax.Comparison,
        _ values: [FilterSyntax.Word]
    ) throws(FilterError) -> FilterCondition.NumberTest {
        guard comparison != .like else {
            throw FilterError(
                values[0].column, "\(field.name) is no text, so nothing is like it", fix: "compare it by = < <= > or >="
            )
        }
        var literals: [NumberLiteral] = []
        for value in values { literals.append(try literal(value, field, unit)) }
        if let order = comparison.order { return .ordered(order, literals[0]) }
        return .among(literals)
    }

    private func literal(
        _ value: FilterSyntax.Word, _ field: Attribute, _ unit: DurationUnit?
    ) throws(FilterError) -> NumberLiteral {
        let example: String
        switch field.kind {
        case .instant:
            if let bound = PeriodBound(filter: value.text) { return .time(bound) }
            example = "a date such as 2026-01-31, an instant, or -90d or +7d from today"
        case .duration:
            if let number = value.number { return .units(number, unit) }
            if let duration = DurationText(value.text) { return .duration(duration) }
            example = "a duration such as 30d, 12h or 1d12h, or a number in the report's unit"
        default:
            if let number = value.number { return .number(number) }
            if value.text.hasSuffix("%"), let percent = Double(value.text.dropLast()) { return .number(percent / 100) }
            example = "a number such as 3, 0.5 or 50%"
        }
        throw FilterError(
            value.column, "\"\(value.text)\" is no \(field.kind.rawValue)", fix: "\(field.name) takes \(example)")
    }
}

extension FilterSyntax.Word {
    fileprivate var isNull: Bool { !isQuoted && text.lowercased() == "null" }

    fileprivate var truth: Bool? {
        guard !isQuoted else { return nil }
        return ["true": true, "false": false][text.lowercased()]
    }

    /// A plain decimal number.
    fileprivate var number: Double? {
        guard text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E || $0 == 0x2D }) else { return nil }
        return Double(text)
    }
}

extension FilterSyntax.Comparison {
    fileprivate var order: FilterCondition.Order? {
        switch self {
        case .less: .less
        case .atMost: .atMost
        case .more: .more
        case .atLeast: .atLeast
        default: nil
        }
    }
}

extension PeriodBound {
    /// What the bounds of a period take, and `+7d` for so many days after the start of the report's day.
    fileprivate init?(filter text: String) {
        guard text.hasPrefix("+") else {
            self.init(text)
            return
        }
        guard case .before(let amount, let unit) = PeriodBound("-" + text.dropFirst()) else { return nil }
        self = .before(-amount, unit)
    }
}
