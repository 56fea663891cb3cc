package import FlowTables
import FlowTime

/// A table that reports can show, as a value: everything that its name, columns, groups, options and documentation derive
/// from, and all that an engine needs to compute it.
package struct MetricTable: Sendable {
    package let name: String
    /// Its title where the report gives none.
    package let title: Message
    /// The columns, named without their unit, that tell what it is asked for: they are seen on the narrowest page, like those
    /// that it is grouped by.
    package let answer: [String]
    /// Those that only who looks closer misses.
    package let details: [String]
    /// What one row is and how the rows are ordered.
    package let note: Message
    /// What it counts or lists.
    package let population: Population
    package let shape: Shape
    /// What it is grouped by where the report does not say.
    package let defaultBy: [Attribute]
    package let options: Set<Option>
    /// Those of its options without which it has nothing to show.
    package let required: Set<Option>
    /// How many rows it has where the report does not say; nil for all.
    package let defaultLimit: Int?

    package enum Option: String, CaseIterable, Sendable {
        case by, percentiles, bucket
        case fromTask = "from_task"
        case toTask = "to_task"
    }

    /// How the table comes about.
    package enum Shape: Sendable {
        /// A row for each group of the population.
        case groups(Grouping)
        /// A row for each member of the population.
        case list(Listing)
        /// What is neither.
        case custom(CustomTable)
    }

    private init(
        _ name: String, title: Message, _ columns: (answer: [String], details: [String]), note: Message,
        of population: Population, by defaultBy: [Attribute], options: Set<Option>, required: Set<Option> = [],
        limit: Int?, _ shape: Shape
    ) {
        self.name = name
        answer = columns.answer
        details = columns.details
        self.title = title.named("table.\(name).title")
        self.note = note.named("table.\(name).note")
        self.population = population
        self.shape = shape
        self.defaultBy = defaultBy
        self.options = options
        self.required = required
        defaultLimit = limit
    }
}

extension MetricTable {
    /// A table with a row for each group, by default of `by`, where the options leave a choice.
    init(
        _ name: String, title: Message, answer: [String] = [], details: [String] = [], note: Message,
        of population: Population, by: [Attribute],
        options: Set<Option> = [.by], order: Grouping.Order = .keys, _ measures: [Measure], chart: GroupChart? = nil
    ) {
        self.init(
            name, title: title, (answer, details), note: note, of: population, by: by, options: options, limit: nil,
            .groups(Grouping(measures: measures, order: order, chart: chart)))
    }

    /// A table with a row for each member of a population.
    init(
        _ name: String, title: Message, answer: [String] = [], details: [String] = [], note: Message,
        of population: Population, order: Listing.Order, _ columns: [Attribute]
    ) {
        self.init(
            name, title: title, (answer, details), note: note, of: population, by: [], options: [], limit: nil,
            .list(Listing(columns: columns, order: order)))
    }

    /// A table that is worked out in its own way.
    init(
        _ name: String, title: Message, answer: [String] = [], details: [String] = [], note: Message,
        of population: Population = .startedExecutions,
        by: [Attribute] = [], options: Set<Option> = [], required: Set<Option> = [], limit: Int? = nil,
        _ table: CustomTable
    ) {
        self.init(
            name, title: title, (answer, details), note: note, of: population, by: by, options: options,
            required: required, limit: limit,
            .custom(table))
    }

    /// What its conditions are on and what it can be grouped by, where it can.
    package var grain: Grain { population.grain }

    /// Whether its rows are made anew from the executions each time, by their ids. Such a table also takes columns and
    /// conditions that are worked out from an execution's JSON.
    package var isStreamed: Bool {
        if case .list(let listing) = shape, case .byID = listing.order { true } else { false }
    }

    /// The columns of the table as a report without options has them, for lists and references.
    package var exampleColumns: [ReportColumn] { MetricQuery(self).columns(MetricContext(asOf: 0)) }

    /// The facts that have to be worked out in the pass over all executions.
    func facts(_ query: MetricQuery) -> FactDemand {
        var facts = population.grain.facts.union(query.filter?.demand ?? [])
        for attribute in query.by { facts.formUnion(attribute.facts(for: grain)) }
        switch shape {
        case .groups(let grouping):
            for attribute in grouping.measures.flatMap(\.attributes) { facts.formUnion(attribute.facts(for: grain)) }
        // A list that is streamed has to be counted, no more.
        case .list(let listing): if !isStreamed { facts.formUnion(listing.facts(for: grain)) }
        case .custom(let table): facts.formUnion(table.facts)
        }
        return facts
    }
}

/// A table of groups, besides what it counts.
package struct Grouping: Sendable {
    package let measures: [Measure]
    package let order: Order
    package let chart: GroupChart?

    package enum Order: Sendable {
        /// By the cells of the group columns.
        case keys
        /// By the sum of a duration, the largest first; equal ones by their keys.
        case descendingTotal(Attribute)
    }
}

/// The chart of a table of groups, where it is grouped by anything.
package struct GroupChart: Sendable {
    let layout: ChartHint.Layout
    let title: Message
    /// The measures that it shows, of percentiles the first two.
    let series: [String]
    let rowLimit: Int
    /// Whether the largest of its one series come first.
    let isBySize: Bool
    let isOnSummary: Bool

    init(
        _ layout: ChartHint.Layout = .bars, title: Message, _ series: String..., rowLimit: Int,
        isBySize: Bool = false, isOnSummary: Bool = false
    ) {
        self.layout = layout
        self.title = title
        self.series = series
        self.rowLimit = rowLimit
        self.isBySize = isBySize
        self.isOnSummary = isOnSummary
    }

    func hint(_ query: MetricQuery, _ measures: [Measure], _ context: MetricContext) -> ChartHint? {
        guard !query.by.isEmpty else { return nil }
        let columns = series.flatMap { name in
            measures.first { $0.name == name }?.columns(query, context).prefix(2) ?? []
        }
        return ChartHint(
            layout, title: title, categories: query.groupNames, series: columns.map { .init($0.name) },
            rowLimit: rowLimit, isBySize: isBySize, isOnSummary: isOnSummary)
    }
}

/// A table with a row for each member of its population.
package struct Listing: Sendable {
    package let columns: [Attribute]
    package let order: Order

    package enum Order: Sendable {
        /// By the execution's id, then the task's: rows come as the source lists them, and never stand in memory.
        case byID
        /// By a duration, the longest first, then by id.
        case descending(Attribute)
    }

    /// The facts that its columns look at.
    func facts(for grain: Grain) -> FactDemand {
        columns.reduce(into: []) { $0.formUnion($1.facts(for: grain)) }
    }
}

/// A table that is neither groups nor a list, with code of its own.
package struct CustomTable: Sendable {
    /// The facts that it looks at.
    let facts: FactDemand
    let make: @Sendable (MetricQuery, MetricContext) -> any TableAccumulator

    init(facts: FactDemand = [], _ make: @escaping @Sendable (MetricQuery, MetricContext) -> any TableAccumulator) {
        self.facts = facts
        self.make = make
    }
}
