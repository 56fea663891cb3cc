package import FlowTables

/// One figure of each group of a table, as a value: interpreted by `GroupAccumulator`, and as well by anything else that can
/// count and add up.
package struct Measure: Sendable {
    /// The name of its column, which a duration ends with the report's unit.
    package let name: String
    package let title: Message
    package let note: Message
    package let emphasis: ReportColumn.Emphasis
    package let value: Value

    /// What is worked out over the things of a group.
    package enum Value: Sendable {
        /// How many there are.
        case count
        /// Of how many each of these truths holds.
        case countWhere([Attribute])
        /// A statistic of those that have a quantity.
        case statistic(Statistic, Attribute)
        /// The table's percentiles of a duration, a column each. `subjects` names the things in the columns' notes.
        case percentiles(Attribute, subjects: String)
        /// The share of those for which a truth holds among those of which it is known.
        case rate(Attribute)
        /// The sum of a duration, 0 without any.
        case total(Attribute)
        /// That sum, and no value where nothing of the group has the duration.
        case totalOfKnown(Attribute)
        /// That sum as a share of the sum over all groups.
        case shareOfTotal(Attribute)
        /// How many have been overdue for so long, a column for each class of days.
        case overdueBuckets(Attribute)
    }

    package enum Statistic: Hashable, Sendable {
        case mean
        /// Of the sample (n − 1).
        case standardDeviation
        case minimum, maximum
        /// From 0 to 100.
        case percentile(Double)
    }

    init(
        _ name: String, title: Message, note: Message, emphasis: ReportColumn.Emphasis = .none, _ value: Value
    ) {
        self.name = name
        self.title = title
        self.note = note
        self.emphasis = emphasis
        self.value = value
    }

    /// The attributes that it is worked out from.
    package var attributes: [Attribute] {
        switch value {
        case .count: []
        case .countWhere(let attributes): attributes
        case .statistic(_, let attribute), .percentiles(let attribute, _), .rate(let attribute),
            .total(let attribute), .totalOfKnown(let attribute), .shareOfTotal(let attribute),
            .overdueBuckets(let attribute):
            [attribute]
        }
    }

    /// Its columns: one, unless it says otherwise.
    package func columns(_ query: MetricQuery, _ context: MetricContext) -> [ReportColumn] {
        ownColumns(query, context).map { $0.addingUp(addsUp) }
    }

    /// Whether those of several groups that have nothing in common come to that of all together.
    private var addsUp: Bool {
        switch value {
        case .count, .countWhere, .total, .totalOfKnown, .shareOfTotal, .overdueBuckets: true
        case .statistic, .percentiles, .rate: false
        }
    }

    private func ownColumns(_ query: MetricQuery, _ context: MetricContext) -> [ReportColumn] {
        func column(_ type: ReportColumn.ColumnType) -> [ReportColumn] {
            [ReportColumn(name, type, title: title, note: note, emphasis: emphasis)]
        }
        switch value {
        case .count, .countWhere: return column(.integer)
        case .rate, .shareOfTotal: return column(.percent)
        case .statistic(_, let attribute) where attribute.kind == .number: return column(.percent)
        case .statistic, .total, .totalOfKnown:
            return [context.duration(name, title: title, note: note, emphasis: emphasis)]
        case .percentiles(_, let subjects): return Percentiles(query).columns(context, of: subjects)
        case .overdueBuckets:
            return OverdueBucket.labels.map {
                ReportColumn(
                    $0, .integer, title: Message("overdue_bucket.title", "\("span", $0) days"),
                    note: Message("overdue_bucket.note", "Tasks overdue by \("span", $0) days."))
            }
        }
    }
}

// MARK: In words

extension Measure {
    static func count(
        _ name: String = "count", title: Message, note: Message, emphasis: ReportColumn.Emphasis = .none
    ) -> Measure {
        Measure(name, title: title, note: note, emphasis: emphasis, .count)
    }

    static func count(
        _ name: String, where truths: [Attribute], title: Message, note: Message,
        emphasis: ReportColumn.Emphasis = .none
    ) -> Measure {
        Measure(name, title: title, note: note, emphasis: emphasis, .countWhere(truths))
    }

    static func statistic(
        _ statistic: Statistic, of attribute: Attribute, _ name: String, title: Message, note: Message,
        emphasis: ReportColumn.Emphasis = .none
    ) -> Measure {
        Measure(name, title: title, note: note, emphasis: emphasis, .statistic(statistic, attribute))
    }

    static func percentiles(of attribute: Attribute, subjects: String) -> Measure {
        Measure("percentiles", title: "", note: "", .percentiles(attribute, subjects: subjects))
    }

    static func rate(
        of truth: Attribute, _ name: String, title: Message, note: Message, emphasis: ReportColumn.Emphasis = .none
    ) -> Measure {
        Measure(name, title: title, note: note, emphasis: emphasis, .rate(truth))
    }

    static func total(
        of attribute: Attribute, _ name: String, title: Message, note: Message, emphasis: ReportColumn.Emphasis = .none
    ) -> Measure {
        Measure(name, title: title, note: note, emphasis: emphasis, .total(attribute))
    }

    static func totalOfKnown(of attribute: Attribute, _ name: String, title: Message, note: Message) -> Measure {
        Measure(name, title: title, note: note, .totalOfKnown(attribute))
    }

    static func shareOfTotal(of attribute: Attribute, _ name: String, title: Message, note: Message) -> Measure {
        Measure(name, title: title, note: note, .shareOfTotal(attribute))
    }

    static func overdueBuckets(of attribute: Attribute) -> Measure {
        Measure("buckets", title: "", note: "", .overdueBuckets(attribute))
    }
}

/// The percentiles of a table, by default 50, 85 and 95.
struct Percentiles {
    static let standard: [Double] = [50, 85, 95]
    let values: [Double]
    /// Whether the question names them.
    private let isAskedFor: Bool

    init(_ query: MetricQuery) {
        values = query.percentiles ?? Self.standard
        isAskedFor = query.percentiles != nil
    }

    /// `50`, `99.5`.
    static func text(_ percentile: Double) -> String {
        percentile == percentile.rounded() ? String(Int(percentile)) : String(percentile)
    }

    func columns(_ context: MetricContext, of subjects: String) -> [ReportColumn] {
        values.map { value in
            let column = context.duration(
                "p\(Self.text(value))",
                title: value == 50
                    ? Message("percentile.median", "Median")
                    : Message("percentile.title", "\("percent", value) % done within"),
                note: Message(
                    "percentile.note.\(subjects)",
                    """
                    \("percent", value) % of the \(part: subjects) took at most this long (linear \
                    interpolation, Excel's PERCENTILE.INC).
                    """),
                emphasis: value == values.max() ? .bar : .none)
            return isAskedFor ? column.ranked(.answer) : column
        }
    }
}
