import FlowModel
import FlowTables
import FlowTime

extension Metric {
    /// Whether the targets of the definition were met in the period, and whether things get better.
    ///
    /// A target is for executions of templates (by elected name), for phases or for tasks (by own name) that match its
    /// pattern. `count` are those ended (finished) in the period that have a cycle time (lead time), `reached` = the share of
    /// them that took at most `within`, `met` = reached ≥ share. `previous` is the share reached in the period of equal length
    /// before (see `changes`), and `trend` = reached − previous. Shares of nothing have no value. In the order of the
    /// definition.
    package static let targets = Metric(
        "targets", title: "Targets",
        note:
            "One row for each target of the definition, in its order: the share that was to be reached, and what was.",
        shape: .aggregate(demand: [.tasks, .phases, .phaseOfTask]) { _, context in Targets(context) })
}

private final class Targets: MetricAccumulator {
    /// By target, then by template id or name: what had a duration, and how much of it was in time.
    private var counts: [[Symbol: Counts]]
    private let limits: [Milliseconds]

    private struct Counts {
        var current = Share()
        var previous = Share()

        mutating func merge(_ other: Counts) {
            current.merge(other.current)
            previous.merge(other.previous)
        }
    }

    private struct Share {
        var count = 0
        var inTime = 0

        mutating func merge(_ other: Share) {
            count += other.count
            inTime += other.inTime
        }

        var reached: Double? { count == 0 ? nil : Double(inTime) / Double(count) }
    }

    init(_ context: MetricContext) {
        counts = context.targets.map { _ in [:] }
        limits = context.targets.map { context.milliseconds($0.within) }
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        for (index, target) in record.context.targets.enumerated() {
            switch target.subject {
            case .template:
                guard record.facts.isEnded, let end = record.facts.end, let time = record.facts.cycleTime else {
                    continue
                }
                note(record.symbols.symbol(record.execution.templateID, of: record.execution), time, end, index, record)
            case .phase:
                for (phase, facts) in zip(record.execution.phases, record.facts.phases) {
                    guard let finished = facts.finished, let time = facts.leadTime else { continue }
                    note(record.symbols.symbol(phase.name, of: record.execution), time, finished, index, record)
                }
            case .task:
                for (task, facts) in zip(record.execution.tasks, record.facts.tasks) {
                    guard let finished = facts.finished, let time = facts.leadTime else { continue }
                    note(record.symbols.symbol(task.name, of: record.execution), time, finished, index, record)
                }
            }
        }
    }

    private func note(
        _ name: Symbol, _ time: Milliseconds, _ instant: Instant, _ target: Int, _ record: borrowing RecordView
    ) {
        let share = Share(count: 1, inTime: time <= limits[target] ? 1 : 0)
        if record.context.isInPeriod(instant) {
            counts[target][name, default: Counts()].current.merge(share)
        } else if record.context.previousPeriod?.contains(instant) == true {
            counts[target][name, default: Counts()].previous.merge(share)
        }
    }

    func merge(_ other: any MetricAccumulator, mapping: [Symbol]) {
        guard let other = other as? Targets else { return }
        for index in counts.indices {
            for (name, theirs) in other.counts[index] {
                counts[index][Dimension.task.mapped(name, mapping), default: Counts()].merge(theirs)
            }
        }
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let context = results.context
        let columns = [
            ReportColumn(
                "kind", .string, title: "For", note: "Whether the target is for a template, a phase or a task.",
                vocabulary: .kind),
            ReportColumn("name", .string, title: "Name", note: "Which names it is for; * stands for any characters."),
            context.duration("within", title: "Within", note: "The time that it shall take at most."),
            ReportColumn("share", .percent, title: "Target", note: "The share that shall take no longer."),
            ReportColumn("count", .integer, title: "Count", note: "Those ended in the period whose time is known."),
            ReportColumn(
                "reached", .percent, title: "Reached", note: "The share that took no longer.", emphasis: .bar),
            ReportColumn("met", .boolean, title: "Met", note: "Whether the target was reached."),
            ReportColumn(
                "previous", .percent, title: "Previous period", note: "The share in the period of equal length before."),
            ReportColumn("trend", .percent, title: "Trend", note: "The share less that of the previous period."),
        ]
        let rows = context.targets.enumerated().map { index, target -> [Cell] in
            var sum = Counts()
            for (symbol, counts) in self.counts[index] {
                let dimension: Dimension = target.subject == .template ? .template : .task
                let name = dimension.cell(symbol, results.symbols, results.templateNames).textValue
                if let name, target.pattern.matches(name) { sum.merge(counts) }
            }
            let (reached, previous) = (sum.current.reached, sum.previous.reached)
            let trend = reached.flatMap { reached in previous.map { reached - $0 } }
            return [
                .text(target.subject.rawValue), .text(target.pattern.text), context.cell(limits[index]),
                .number(target.share), .integer(Int64(sum.current.count)), .number(orMissing: reached),
                reached.map { .boolean($0 >= target.share) } ?? .missing, .number(orMissing: previous),
                .number(orMissing: trend),
            ]
        }
        return (columns, rows, nil)
    }
}
