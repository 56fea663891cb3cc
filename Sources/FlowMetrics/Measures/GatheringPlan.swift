import FlowTables
import FlowTime

/// What has to be gathered of each group for some measures, each thing once, and where each measure finds its part of it.
struct GatheringPlan {
    /// What is read of each subject.
    private(set) var truths: [TruthReader] = []
    private(set) var times: [TimeReader] = []
    private(set) var ratios: [RatioReader] = []
    /// What counts up in each group, with its first slot.
    private(set) var counters: [(slot: Int, counter: Counter)] = []
    /// The durations whose values are kept, as indices of `times`.
    private(set) var distributions: [Int] = []
    /// The measures, in their order.
    private(set) var figures: [Figure] = []
    /// How many slots the counters of a group have.
    private(set) var width = 0
    /// The index or slot of each thing that is gathered, by what it is.
    private var known: [String: Int] = [:]

    // Closures in an array are wrapped as generic ones, at each call anew; in a structure of their own they are called as
    // they are, which counts with millions of tasks.

    struct TruthReader {
        let read: Reading.Read<Bool?>
    }

    struct TimeReader {
        let read: Reading.Read<Milliseconds?>
    }

    struct RatioReader {
        let read: Reading.Read<Double?>
    }

    /// What counts up for each subject, by the indices of what is read of it.
    enum Counter {
        case all
        /// All of some truths hold.
        case holds(Range<Int>)
        /// It is known whether a truth holds.
        case known(Int)
        case sum(Int)
        /// There is such a duration.
        case has(Int)
        /// One slot for each class of days.
        case overdueBuckets(Int)
    }

    /// A measure with the slots that it is worked out from.
    enum Figure {
        case count(Int)
        case statistic(Measure.Statistic, Int)
        case percentiles(Int)
        case mean(ratio: Int)
        case rate(holds: Int, known: Int)
        case total(Int)
        case totalOfKnown(Int, count: Int)
        case shareOfTotal(Int)
        case overdueBuckets(Int)
    }

    init(_ measures: [Measure]) {
        for measure in measures { figures.append(figure(measure.value)) }
    }

    private mutating func figure(_ value: Measure.Value) -> Figure {
        switch value {
        case .count: return .count(counter("all") { _ in .all })
        case .countWhere(let truths): return .count(holds(truths))
        case .statistic(let statistic, let attribute):
            guard case .ratio(let read) = attribute.reading else {
                return .statistic(statistic, distribution(attribute))
            }
            return .mean(
                ratio: index("ratio \(attribute.name)", next: ratios.count) {
                    $0.ratios.append(RatioReader(read: read))
                })
        case .percentiles(let attribute, _): return .percentiles(distribution(attribute))
        case .rate(let truth):
            let holds = holds([truth])
            let known = counter("known \(truth.name)") { plan in
                plan.truths.append(truth.reading.asTruth)
                return .known(plan.truths.count - 1)
            }
            return .rate(holds: holds, known: known)
        case .total(let attribute): return .total(sum(attribute))
        case .totalOfKnown(let attribute):
            let sum = sum(attribute)
            return .totalOfKnown(sum, count: counter("has \(attribute.name)") { .has($0.time(attribute)) })
        case .shareOfTotal(let attribute): return .shareOfTotal(sum(attribute))
        case .overdueBuckets(let attribute):
            return .overdueBuckets(
                counter("buckets \(attribute.name)", width: OverdueBucket.labels.count) {
                    .overdueBuckets($0.time(attribute))
                })
        }
    }

    private mutating func holds(_ truths: [Attribute]) -> Int {
        counter("where \(truths.map(\.name).joined(separator: " and "))") { plan in
            let first = plan.truths.count
            for truth in truths { plan.truths.append(truth.reading.asTruth) }
            return .holds(first..<plan.truths.count)
        }
    }

    private mutating func sum(_ attribute: Attribute) -> Int {
        counter("sum \(attribute.name)") { .sum($0.time(attribute)) }
    }

    private mutating func distribution(_ attribute: Attribute) -> Int {
        index("distribution \(attribute.name)", next: distributions.count) { plan in
            let time = plan.time(attribute)
            plan.distributions.append(time)
        }
    }

    private mutating func time(_ attribute: Attribute) -> Int {
        index("time \(attribute.name)", next: times.count) { $0.times.append(attribute.reading.asDuration) }
    }

    /// The first slot of a counter, which `make` makes where it is not known yet.
    private mutating func counter(
        _ name: String, width: Int = 1, _ make: (inout GatheringPlan) -> Counter
    ) -> Int {
        index(name, next: self.width) { plan in
            let counter = make(&plan)
            plan.counters.append((plan.width, counter))
            plan.width += width
        }
    }

    /// The index of something; `next` where it is not known yet, which `add` then puts there.
    private mutating func index(_ name: String, next: Int, _ add: (inout GatheringPlan) -> Void) -> Int {
        if let index = known[name] { return index }
        known[name] = next
        add(&self)
        return next
    }

    /// The counter that groups are ordered by; nil for their keys.
    func order(_ order: Grouping.Order) -> Int? {
        switch order {
        case .keys: nil
        case .descendingTotal(let attribute): known["sum \(attribute.name)"]
        }
    }
}

extension Reading {
    fileprivate var asTruth: GatheringPlan.TruthReader {
        guard case .truth(let read) = self else { preconditionFailure("a measure counts what is no truth") }
        return .init(read: read)
    }

    fileprivate var asDuration: GatheringPlan.TimeReader {
        guard case .duration(let read) = self else { preconditionFailure("a measure measures what is no duration") }
        return .init(read: read)
    }
}
