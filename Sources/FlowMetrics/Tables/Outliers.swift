import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// Executions that took much longer than others of their template, and the phase that cost them most.
    ///
    /// An outlier ended in the period with a cycle time beyond Tukey's **upper fence** of its template:
    /// Q3 + 1.5 · (Q3 − Q1) over the cycle times of the template id's executions ended in the period, quartiles as
    /// docs/metrics.md#percentile has them. `over` = cycle time − fence. The `phase` is the finished one with the longest
    /// lead time, of equal ones the first in the data. Ordered by `over`, descending, ties by id. Executions without a
    /// template id are compared with each other.
    ///
    /// Source: J. W. Tukey, *Exploratory Data Analysis* (1977), section 2D.
    static let outliers = MetricTable(
        "outliers", title: "Outliers",
        answer: ["execution", "cycle_time", "over"], details: ["started_at", "fence"],
        note:
            "One row for each run ended in the period that took far longer than others of its template, the worst first.",
        CustomTable(facts: [.tasks, .phases, .phaseOfTask, .people, .names]) { _, _ in Outliers() })
}

private final class Outliers: TableAccumulator {
    private var runs: [Run] = []
    /// By template id.
    private var cycleTimes: [Symbol: Distribution] = [:]

    /// An execution that ended in the period; any of them may turn out to be an outlier at the end.
    private struct Run {
        let id: ScalarString
        var template: Symbol
        /// Name, entity and assignees.
        let cells: [Cell]
        let start: Instant
        let end: Instant
        let cycleTime: Milliseconds
        let phase: Cell
        let phaseTime: Milliseconds?
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isEndedInPeriod, let cycleTime = record.facts.cycleTime, let start = record.facts.start,
            let end = record.facts.end
        else { return }
        let template = record.interner.symbol(record.execution.templateID, of: record.execution)
        cycleTimes[template, default: Distribution()].add(cycleTime)
        var longest: (index: Int, time: Milliseconds)?
        for (index, phase) in record.facts.phases.enumerated() {
            if let time = phase.leadTime, time > longest?.time ?? -1 { longest = (index, time) }
        }
        runs.append(
            Run(
                id: ScalarString(record.string(record.execution.id) ?? ""), template: template,
                cells: [
                    record.text(record.execution.name), record.text(record.execution.entity?.entityID ?? .missing),
                    record.cell(record.execution.assignees, as: .person),
                ], start: start, end: end, cycleTime: cycleTime,
                phase: longest.map { record.text(record.execution.phases[$0.index].name) } ?? .missing,
                phaseTime: longest?.time))
    }

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? Outliers else { return }
        for var run in other.runs {
            run.template = mapping[run.template]
            runs.append(run)
        }
        for (template, times) in other.cycleTimes {
            cycleTimes[mapping[template], default: Distribution()].merge(times)
        }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let columns = [
            Attribute.executionID.column(context), Attribute.executionName.column(context),
            Attribute.template.column(context), Attribute.entityID.column(context),
            Attribute.assignee.listed.column(context),
            Attribute.startedAt.column(context), Attribute.endedAt.column(context), Attribute.cycleTime.column(context),
            context.duration(
                "fence", title: "Usual at most",
                note:
                    "Tukey's upper fence of the template: the upper quartile and 1.5 times the distance of the quartiles."
            ),
            context.duration("over", title: "Over", note: "How much longer than that the run took."),
            ReportColumn("phase", .string, title: "Longest phase", note: "The finished phase that took the most time."),
            context.duration("phase_lead", title: "Phase time", note: "That phase's time from ready to finished."),
        ]
        let fences = cycleTimes.compactMapValues { times in
            times.summary().map { $0.percentile(75) + 1.5 * ($0.percentile(75) - $0.percentile(25)) }
        }
        let beyond = runs.compactMap { run -> (run: Run, fence: Double)? in
            guard let fence = fences[run.template], Double(run.cycleTime) > fence else { return nil }
            return (run, fence)
        }
        let ordered = beyond.sorted { left, right in
            let over = (Double(left.run.cycleTime) - left.fence, Double(right.run.cycleTime) - right.fence)
            return over.0 == over.1 ? left.run.id < right.run.id : over.0 > over.1
        }
        let rows = ordered.map { run, fence -> [Cell] in
            [
                .text(run.id.text), run.cells[0],
                results.labels.label(of: run.template, results.interner), run.cells[1],
                run.cells[2], .instant(run.start), .instant(run.end), context.cell(run.cycleTime), context.cell(fence),
                context.cell(Double(run.cycleTime) - fence), run.phase, context.cell(run.phaseTime),
            ]
        }
        return TableContent(columns: columns, rows: rows)
    }
}
