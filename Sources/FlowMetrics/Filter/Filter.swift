/// A condition on executions, phases or tasks, as definitions, sheets and queries write it after `where`.
///
///     status = CLOSED and template ~ "Wall*"
///     age > 30d and not (assignee = null or trigger in (MANUAL, "JOURNEY AUTOMATION"))
///     due_at < +7d and overdue = null
///
/// Comparisons are `= != < <= > >=`, `~` and `!~` for patterns in which `*` stands for any characters and `?` for one, `in` and
/// `not in` with a list; `and`, `or`, `not` and brackets join them. Texts stand in quotes where they are more than a word, and
/// capitals count. A `*` is a pattern after `=` and `!=` too. A date is its whole day in the report's time zone, a duration is
/// working time where the report has a calendar, a bare number of a duration is in the report's unit (or in the one that the
/// field's name ends with, as in `age_hours > 5`). `= null` asks for a missing value, and a missing value is unequal to all
/// values and neither less nor more than any. Of a field with several values (`assignee`, `taxonomy`, `closing_reason`) one has
/// to fit, and `!=` means that none does. The name `template` is its label.
///
/// **Of a whole run** a filter looks at executions: one that does not fit is in no table and no figure, nor are its phases,
/// tasks and defects, as though it were not in the data. Only the labels of templates know it, so that a filter renames
/// nothing, and the source's own counts. **Of one table** a filter looks at what the table counts or lists: tables of
/// tasks leave out the tasks that do not fit, tables of phases the phases, all others the executions.
package struct Filter: Sendable {
    /// As it was written.
    package let text: String
    package let grain: Grain
    let condition: FilterCondition
    let demand: FactDemand
    let needsLabels: Bool
    /// The values that it compares texts with.
    package let values: [Value]

    /// A text, or a pattern of some, that a condition compares a field with.
    package struct Value: Sendable {
        package let field: Attribute
        /// As it is written.
        package let text: String
        let pattern: FilterCondition.TextPattern

        /// Whether it stands for more than one text.
        package var isPattern: Bool {
            if case .like = pattern { true } else { false }
        }

        /// Whether some text is it, or is like it.
        package func matches(_ text: String) -> Bool { pattern.matches(text) }
    }

    private init(_ text: String, _ grain: Grain, _ condition: FilterCondition, _ parts: [Filter]) {
        self.text = text
        self.grain = grain
        self.condition = condition
        demand = parts.reduce(into: []) { $0.formUnion($1.demand) }
        needsLabels = parts.contains(where: \.needsLabels)
        values = parts.flatMap(\.values)
    }

    /// What meets this and another condition on the same grain.
    package func and(_ other: Filter?) -> Filter {
        guard let other else { return self }
        precondition(other.grain == grain, "conditions on different things")
        return Filter("(\(text)) and (\(other.text))", grain, .all([condition, other.condition]), [self, other])
    }

    /// What has exactly this value of an attribute, or has it among others.
    package init(_ field: Attribute, is value: String, grain: Grain) {
        text = "\(field.name) = \"\(value)\""
        self.grain = grain
        condition = .text(field.reading, .among([.exactly(value)]))
        demand = field.facts(for: grain)
        if case .templateLabel = field.reading { needsLabels = true } else { needsLabels = false }
        values = []
    }

    /// Reads a text for things of some grain.
    ///
    /// - Throws: what is wrong, with the position of the character.
    package init(_ text: String, grain: Grain) throws(FilterError) {
        var check = FilterCheck(grain)
        condition = try check.condition(FilterSyntax.parse(text))
        self.text = text
        self.grain = grain
        demand = check.demand
        needsLabels = check.needsLabels
        values = check.values
    }
}
