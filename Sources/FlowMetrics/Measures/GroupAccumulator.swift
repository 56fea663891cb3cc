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
        groups = GatheredGroups(query, GatheringPlan(grouping.measures))
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
        if let slot = groups.plan.order(grouping.order) {
            // The groups stand by their keys already, which tells equal ones apart.
            figures = figures.enumerated().sorted { left, right in
                let numbers = (left.element.counter(slot), right.element.counter(slot))
                return numbers.0 == numbers.1 ? left.offset < right.offset : numbers.0 > numbers.1
            }.map(\.element)
        }
        let totals = (0..<groups.plan.width).map { slot in figures.reduce(0) { $0 + $1.counter(slot) } }
        let rows = figures.map { group in
            groups.plan.figures.reduce(into: group.keys) { cells, figure in
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
    let plan: GatheringPlan
    private let population: Population
    private var index: GroupIndex
    /// By group, then by slot.
    private var counters: [Int] = []
    /// By group, then as `plan.distributions`.
    private var distributions: [Distribution] = []
    /// By group, then as `plan.ratios`.
    private var ratios: [RatioMean] = []
    private var subject: SubjectValues

    /// What the subject at hand adds to each of its groups.
    private struct SubjectValues {
        let truthReaders: [GatheringPlan.TruthReader]
        let timeReaders: [GatheringPlan.TimeReader]
        let ratioReaders: [GatheringPlan.RatioReader]
        let counters: [(slot: Int, counter: GatheringPlan.Counter)]
        private var truths: [Bool?]
        private(set) var times: [Milliseconds?]
        private(set) var ratios: [Double?]
        private(set) var increments: [Int]

        init(_ plan: GatheringPlan) {
            truthReaders = plan.truths
            timeReaders = plan.times
            ratioReaders = plan.ratios
            counters = plan.counters
            truths = Array(repeating: nil, count: plan.truths.count)
            times = Array(repeating: nil, count: plan.times.count)
            ratios = Array(repeating: nil, count: plan.ratios.count)
            increments = Array(repeating: 0, count: plan.width)
        }

        mutating func read(_ subject: Subject, _ record: borrowing RecordView) {
            for index in truthReaders.indices { truths[index] = truthReaders[index].read(record, subject) }
            for index in timeReaders.indices { times[index] = timeReaders[index].read(record, subject) }
            for index in ratioReaders.indices { ratios[index] = ratioReaders[index].read(record, subject) }
            for (slot, counter) in counters {
                switch counter {
                case .all: increments[slot] = 1
                case .holds(let range):
                    var holds = 1
                    for index in range where truths[index] != true { holds = 0 }
                    increments[slot] = holds
                case .known(let index): increments[slot] = truths[index] == nil ? 0 : 1
                case .sum(let index): increments[slot] = Int(times[index]?.count ?? 0)
                case .has(let index): increments[slot] = times[index] == nil ? 0 : 1
                case .overdueBuckets(let index):
                    for bucket in OverdueBucket.labels.indices { increments[slot + bucket] = 0 }
                    if let time = times[index] {
                        increments[slot + OverdueBucket.index(days: record.context.inDays(time))] = 1
                    }
                }
            }
        }
    }

    init(_ query: MetricQuery, _ plan: GatheringPlan) {
        self.plan = plan
        population = query.metric.population
        index = GroupIndex(query.by)
        subject = SubjectValues(plan)
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

    private mutating func add(_ member: Subject, _ record: borrowing RecordView) {
        subject.read(member, record)
        index.find(member, record)
        grow()
        for position in index.found.indices {
            let group = index.found[position]
            let counter = group * subject.increments.count
            for slot in subject.increments.indices { counters[counter + slot] += subject.increments[slot] }
            let distribution = group * plan.distributions.count
            for slot in plan.distributions.indices {
                if let time = subject.times[plan.distributions[slot]] { distributions[distribution + slot].add(time) }
            }
            let ratio = group * subject.ratios.count
            for slot in subject.ratios.indices { ratios[ratio + slot].add(subject.ratios[slot]) }
        }
    }

    /// Makes room for the groups that are new; each has a counter at least.
    private mutating func grow() {
        while counters.count < index.count * plan.width {
            counters.append(contentsOf: repeatElement(0, count: plan.width))
            distributions.append(contentsOf: repeatElement(Distribution(), count: plan.distributions.count))
            ratios.append(contentsOf: repeatElement(RatioMean(), count: plan.ratios.count))
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
        for slot in 0..<plan.width { counters[group * plan.width + slot] += other.counters[theirs * plan.width + slot] }
        let (times, shares) = (plan.distributions.count, plan.ratios.count)
        for slot in 0..<times { distributions[group * times + slot].merge(other.distributions[theirs * times + slot]) }
        for slot in 0..<shares { ratios[group * shares + slot].merge(other.ratios[theirs * shares + slot]) }
    }

    /// The groups in the order of their keys; those that read the same are one.
    mutating func figures(_ results: borrowing PassResults) -> [GroupFigures] {
        let joined = index.joined(results.interner, results.labels)
        let gathered = self
        let (times, shares) = (plan.distributions.count, plan.ratios.count)
        var figures: [GroupFigures] = []
        for (cells, members) in joined {
            let group = members[0]
            for other in members.dropFirst() { add(to: group, other, of: gathered) }
            figures.append(
                GroupFigures(
                    keys: cells, counters: counters[(group * plan.width)...].prefix(plan.width),
                    distributions: distributions[(group * times)...].prefix(times).map { $0.summary() },
                    ratios: ratios[(group * shares)...].prefix(shares).map(\.mean)))
        }
        return figures
    }
}

/// What a group has gathered, ready to be worked out.
private struct GroupFigures {
    let keys: [Cell]
    let counters: ArraySlice<Int>
    let distributions: [Distribution.Summary?]
    let ratios: [Double?]

    func counter(_ slot: Int) -> Int { counters[counters.startIndex + slot] }
}

extension GatheringPlan.Figure {
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
            return [context.cell(group.distributions[slot].flatMap { $0.value(of: statistic) })]
        case .percentiles(let slot):
            return percentiles.map { context.cell(group.distributions[slot]?.percentile($0)) }
        case .mean(let slot): return [.number(orMissing: group.ratios[slot])]
        case .rate(let holds, let known): return [ratio(group.counter(holds), group.counter(known))]
        case .total(let slot): return [context.cell(Milliseconds(group.counter(slot)))]
        case .totalOfKnown(let slot, let count):
            return [group.counter(count) == 0 ? .missing : context.cell(Milliseconds(group.counter(slot)))]
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
