import FlowModel
import FlowTables
import FlowTime

/// Interprets a table of groups: counts and collects what its measures ask for, each thing once however many measures look at
/// it, and works the measures out at the end.
final class GroupAccumulator: TableAccumulator {
    private let query: MetricQuery
    private let grouping: Grouping
    private var groups: GatheredGroups

    init(_ query: MetricQuery, _ grouping: Grouping) {
        self.query = query
        self.grouping = grouping
        groups = GatheredGroups(query, Gathering(grouping.measures))
    }

    func add(_ record: borrowing RecordView) {
        groups.add(record)
    }

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? GroupAccumulator else { return }
        groups.merge(other.groups, mapping)
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let percentiles = Percentiles(query).values
        var figures = groups.figures(results)
        if let slot = groups.gathering.order(grouping.order) {
            // The groups stand by their keys already, which tells equal ones apart.
            figures = figures.enumerated().sorted { left, right in
                let numbers = (left.element.counter(slot), right.element.counter(slot))
                return numbers.0 == numbers.1 ? left.offset < right.offset : numbers.0 > numbers.1
            }.map(\.element)
        }
        let totals = (0..<groups.gathering.width).map { slot in figures.reduce(0) { $0 + $1.counter(slot) } }
        let rows = figures.map { group in
            groups.gathering.figures.reduce(into: group.keys) { cells, figure in
                cells += figure.cells(group, totals, percentiles, context)
            }
        }
        return TableContent(
            columns: query.groupColumns(context) + grouping.measures.flatMap { $0.columns(query, context) },
            rows: rows, chart: grouping.chart?.hint(query, grouping.measures, context))
    }
}

/// What groups have gathered, side by side in flat arrays, group after group.
///
/// A value, so that an execution is taken in by one access to it.
private struct GatheredGroups {
    let gathering: Gathering
    private let population: Population
    private var index: GroupIndex
    /// By group, then as `gathering.counters`.
    private var counters: [Int] = []
    /// By group, then as `gathering.durations`.
    private var durations: [Distribution] = []
    /// By group, then as `gathering.ratios`.
    private var ratios: [RatioMean] = []
    // What the subject at hand adds to each of its groups.
    private var increments: [Int]
    private var times: [Milliseconds?]
    private var shares: [Double?]

    init(_ query: MetricQuery, _ gathering: Gathering) {
        self.gathering = gathering
        population = query.metric.population
        index = GroupIndex(query.by)
        increments = Array(repeating: 0, count: gathering.width)
        times = Array(repeating: nil, count: gathering.durations.count)
        shares = Array(repeating: nil, count: gathering.ratios.count)
    }

    mutating func add(_ record: borrowing RecordView) {
        guard population.mayBeIn(record) else { return }
        switch population.grain {
        case .execution:
            if population.contains(.execution, record) { add(.execution, record) }
        case .phase:
            for phase in record.execution.phases.indices where population.contains(.phase(phase), record) {
                add(.phase(phase), record)
            }
        case .task:
            for task in record.execution.tasks.indices where population.contains(.task(task), record) {
                add(.task(task), record)
            }
        }
    }

    private mutating func add(_ subject: Subject, _ record: borrowing RecordView) {
        gathering.read(subject, record, &increments, &times, &shares)
        index.find(subject, record)
        grow()
        for position in index.found.indices {
            let group = index.found[position]
            for slot in increments.indices { counters[group * increments.count + slot] += increments[slot] }
            for slot in times.indices {
                if let time = times[slot] { durations[group * times.count + slot].add(time) }
            }
            for slot in shares.indices { ratios[group * shares.count + slot].add(shares[slot]) }
        }
    }

    /// Makes room for the groups that are new.
    private mutating func grow() {
        while counters.count < index.count * gathering.width {
            counters.append(contentsOf: repeatElement(0, count: gathering.width))
            durations.append(contentsOf: repeatElement(Distribution(), count: times.count))
            ratios.append(contentsOf: repeatElement(RatioMean(), count: shares.count))
        }
    }

    mutating func merge(_ other: GatheredGroups, _ mapping: SymbolMapping) {
        for theirs in 0..<other.index.count {
            let group = index.group(at: other.index.path(of: theirs, mapping))
            grow()
            add(to: group, theirs, of: other)
        }
    }

    private mutating func add(to group: Int, _ theirs: Int, of other: GatheredGroups) {
        for slot in 0..<gathering.width {
            counters[group * gathering.width + slot] += other.counters[theirs * gathering.width + slot]
        }
        for slot in times.indices {
            durations[group * times.count + slot].merge(other.durations[theirs * times.count + slot])
        }
        for slot in shares.indices {
            ratios[group * shares.count + slot].merge(other.ratios[theirs * shares.count + slot])
        }
    }

    /// The groups in the order of their keys; those that read the same are one.
    mutating func figures(_ results: borrowing PassResults) -> [GroupFigures] {
        let joined = index.joined(results.interner, results.labels)
        var figures: [GroupFigures] = []
        for (cells, members) in joined {
            let group = members[0]
            for other in members.dropFirst() { add(to: group, other, of: self) }
            figures.append(
                GroupFigures(
                    keys: cells, counters: counters[(group * gathering.width)...].prefix(gathering.width),
                    durations: durations[(group * times.count)...].prefix(times.count).map { $0.summary() },
                    ratios: ratios[(group * shares.count)...].prefix(shares.count).map(\.mean)))
        }
        return figures
    }
}

/// What a group has gathered, ready to be worked out.
private struct GroupFigures {
    let keys: [Cell]
    let counters: ArraySlice<Int>
    let durations: [Distribution.Summary?]
    let ratios: [Double?]

    func counter(_ slot: Int) -> Int { counters[counters.startIndex + slot] }
}

/// What has to be gathered of each group for some measures, and where each measure finds its part of it.
private struct Gathering {
    private(set) var counters: [(slot: Int, counter: Counter)] = []
    private(set) var durations: [Reading.Read<Milliseconds?>] = []
    private(set) var ratios: [Reading.Read<Double?>] = []
    private(set) var figures: [Figure] = []
    /// How many counters a group has.
    private(set) var width = 0
    /// The slot of each thing that is gathered, by what it is.
    private var slots: [String: Int] = [:]

    /// What counts up for each subject.
    enum Counter {
        case all
        case holds([Reading.Read<Bool?>])
        /// Of how many it is known, after of how many it holds.
        case known(Reading.Read<Bool?>)
        case sum(Reading.Read<Milliseconds?>)
        /// One counter for each class of days.
        case overdueBuckets(Reading.Read<Milliseconds?>)
    }

    /// A measure with the slots that it is worked out from.
    enum Figure {
        case count(Int)
        case statistic(Measure.Statistic, Int)
        case percentiles(Int)
        case mean(ratio: Int)
        case rate(holds: Int, known: Int)
        case total(Int)
        case shareOfTotal(Int)
        case overdueBuckets(Int)
    }

    init(_ measures: [Measure]) {
        for measure in measures { figures.append(figure(measure.value)) }
    }

    private mutating func figure(_ value: Measure.Value) -> Figure {
        switch value {
        case .count: return .count(counter("all", .all))
        case .countWhere(let truths):
            let name = truths.map { "\($0.name)\($0.title)" }.joined(separator: " and ")
            return .count(counter("where \(name)", .holds(truths.map { $0.reading.asTruth })))
        case .statistic(let statistic, let attribute):
            guard case .ratio(let read) = attribute.reading else {
                return .statistic(statistic, distribution(attribute))
            }
            return .mean(
                ratio: slot("ratio \(attribute.name)", new: ratios.count) { $0.ratios.append(read) })
        case .percentiles(let attribute, _): return .percentiles(distribution(attribute))
        case .rate(let truth):
            let read = truth.reading.asTruth
            return .rate(
                holds: counter("where \(truth.name)\(truth.title)", .holds([read])),
                known: counter("known \(truth.name)\(truth.title)", .known(read)))
        case .total(let attribute): return .total(sum(attribute))
        case .shareOfTotal(let attribute): return .shareOfTotal(sum(attribute))
        case .overdueBuckets(let attribute):
            return .overdueBuckets(
                counter(
                    "buckets \(attribute.name)", .overdueBuckets(attribute.reading.asDuration),
                    width: OverdueBucket.labels.count))
        }
    }

    private mutating func sum(_ attribute: Attribute) -> Int {
        counter("sum \(attribute.name)", .sum(attribute.reading.asDuration))
    }

    private mutating func distribution(_ attribute: Attribute) -> Int {
        let read = attribute.reading.asDuration
        return slot("duration \(attribute.name)", new: durations.count) { $0.durations.append(read) }
    }

    private mutating func counter(_ name: String, _ counter: Counter, width: Int = 1) -> Int {
        if let slot = slots[name] { return slot }
        slots[name] = self.width
        counters.append((self.width, counter))
        self.width += width
        return self.width - width
    }

    /// The slot of something; the next one where it has none yet, which `add` then makes.
    private mutating func slot(_ name: String, new slot: Int, add: (inout Gathering) -> Void) -> Int {
        if let known = slots[name] { return known }
        slots[name] = slot
        add(&self)
        return slot
    }

    /// The counter that groups are ordered by; nil for their keys.
    func order(_ order: Grouping.Order) -> Int? {
        switch order {
        case .keys: nil
        case .descendingTotal(let attribute): slots["sum \(attribute.name)"]
        }
    }

    /// Reads what a subject adds to its groups.
    func read(
        _ subject: Subject, _ record: borrowing RecordView, _ increments: inout [Int], _ times: inout [Milliseconds?],
        _ shares: inout [Double?]
    ) {
        for (slot, counter) in counters {
            switch counter {
            case .all: increments[slot] = 1
            case .holds(let truths):
                var holds = true
                for truth in truths where truth(record, subject) != true { holds = false }
                increments[slot] = holds ? 1 : 0
            case .known(let truth): increments[slot] = truth(record, subject) == nil ? 0 : 1
            case .sum(let time): increments[slot] = Int(time(record, subject)?.count ?? 0)
            case .overdueBuckets(let time):
                for bucket in OverdueBucket.labels.indices { increments[slot + bucket] = 0 }
                if let time = time(record, subject) {
                    increments[slot + OverdueBucket.index(days: record.context.inDays(time))] = 1
                }
            }
        }
        for slot in durations.indices { times[slot] = durations[slot](record, subject) }
        for slot in ratios.indices { shares[slot] = ratios[slot](record, subject) }
    }
}

extension Gathering.Figure {
    /// The measure's cells of a group; `totals` are the counters summed over all groups.
    fileprivate func cells(
        _ group: GroupFigures, _ totals: [Int], _ percentiles: [Double], _ context: MetricContext
    ) -> [Cell] {
        func ratio(_ part: Int, _ whole: Int) -> Cell {
            .number(orMissing: whole == 0 ? nil : Double(part) / Double(whole))
        }
        switch self {
        case .count(let slot): return [.integer(Int64(group.counter(slot)))]
        case .statistic(let statistic, let slot):
            return [context.cell(group.durations[slot].flatMap { $0.value(of: statistic) })]
        case .percentiles(let slot):
            return percentiles.map { context.cell(group.durations[slot]?.percentile($0)) }
        case .mean(let slot): return [.number(orMissing: group.ratios[slot])]
        case .rate(let holds, let known): return [ratio(group.counter(holds), group.counter(known))]
        case .total(let slot): return [context.cell(Milliseconds(group.counter(slot)))]
        case .shareOfTotal(let slot): return [ratio(group.counter(slot), totals[slot])]
        case .overdueBuckets(let slot):
            return OverdueBucket.labels.indices.map { .integer(Int64(group.counter(slot + $0))) }
        }
    }
}

extension Distribution.Summary {
    fileprivate func value(of statistic: Measure.Statistic) -> Double? {
        switch statistic {
        case .mean: mean
        case .standardDeviation: standardDeviation
        case .minimum: minimum
        case .maximum: maximum
        case .percentile(let percentile): self.percentile(percentile)
        }
    }
}

extension Reading {
    fileprivate var asTruth: Read<Bool?> {
        guard case .truth(let read) = self else { preconditionFailure("a measure counts what is no truth") }
        return read
    }

    fileprivate var asDuration: Read<Milliseconds?> {
        guard case .duration(let read) = self else { preconditionFailure("a measure measures what is no duration") }
        return read
    }
}
