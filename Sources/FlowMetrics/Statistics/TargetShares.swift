import FlowModel
import FlowTables
import FlowTime

/// What share of the executions, phases or tasks that each target is for reached it, in the period and in the one before.
struct TargetShares {
    /// The facts that it looks at.
    static let facts: FactDemand = [.tasks, .phases, .phaseOfTask]

    /// The time of each target.
    let limits: [Milliseconds]
    private let targets: [Target]
    /// By target, then by template id or name.
    private var counts: [[Symbol: Counts]]

    private struct Counts {
        var current = Share()
        var previous = Share()

        mutating func merge(_ other: Counts) {
            current.merge(other.current)
            previous.merge(other.previous)
        }
    }

    /// How many have a duration, and how many of them were in time.
    struct Share {
        fileprivate(set) var count = 0
        private var inTime = 0

        fileprivate init() {}

        fileprivate init(isInTime: Bool) {
            count = 1
            inTime = isInTime ? 1 : 0
        }

        fileprivate mutating func merge(_ other: Share) {
            count += other.count
            inTime += other.inTime
        }

        /// Nil of nothing.
        var reached: Double? { count == 0 ? nil : Double(inTime) / Double(count) }
    }

    init(_ context: MetricContext) {
        targets = context.targets
        limits = context.targets.map { context.milliseconds($0.within) }
        counts = context.targets.map { _ in [:] }
    }

    mutating func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        for (index, target) in targets.enumerated() {
            switch target.subject {
            case .template:
                guard record.facts.isEnded, let end = record.facts.end, let time = record.facts.cycleTime else {
                    continue
                }
                note(record.execution.templateID, time, end, index, record)
            case .phase:
                for (phase, facts) in zip(record.execution.phases, record.facts.phases) {
                    guard let finished = facts.finished, let time = facts.leadTime else { continue }
                    note(phase.name, time, finished, index, record)
                }
            case .task:
                for (task, facts) in zip(record.execution.tasks, record.facts.tasks) {
                    guard let finished = facts.finished, let time = facts.leadTime else { continue }
                    note(task.name, time, finished, index, record)
                }
            }
        }
    }

    private mutating func note(
        _ name: RecordText, _ time: Milliseconds, _ instant: Instant, _ target: Int, _ record: borrowing RecordView
    ) {
        let name = record.interner.symbol(name, of: record.execution)
        let share = Share(isInTime: time <= limits[target])
        if record.context.isInPeriod(instant) {
            counts[target][name, default: Counts()].current.merge(share)
        } else if record.context.previousPeriod?.contains(instant) == true {
            counts[target][name, default: Counts()].previous.merge(share)
        }
    }

    mutating func merge(_ other: TargetShares, mapping: SymbolMapping) {
        for index in counts.indices {
            for (name, theirs) in other.counts[index] {
                counts[index][mapping[name], default: Counts()].merge(theirs)
            }
        }
    }

    /// The shares of each target, in the period and in the one before.
    func shares(_ interner: Interner, _ labels: TemplateLabels) -> [(target: Target, current: Share, previous: Share)] {
        zip(targets, counts).map { target, counts in
            var sum = Counts()
            for (symbol, counts) in counts {
                let text = Cell.text(orMissing: interner.string(symbol))
                let name = target.subject == .template ? labels.label(of: text) : text
                if let name = name.textValue, target.pattern.matches(name) { sum.merge(counts) }
            }
            return (target, sum.current, sum.previous)
        }
    }

    /// How groups stand against the targets; no mark for a target of which the period knows nothing.
    func marks(_ interner: Interner, _ labels: TemplateLabels) -> [TargetMark] {
        shares(interner, labels).compactMap { target, current, _ in
            guard let reached = current.reached else { return nil }
            let pattern = target.pattern
            return TargetMark(column: target.subject.rawValue, isMet: reached >= target.share) { pattern.matches($0) }
        }
    }
}
