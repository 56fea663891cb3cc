import FlowTables
import FlowTime

extension MetricTable {
    /// Which task followed which, and after how long: the directly-follows relation of process mining.
    ///
    /// A transition leads from a finished task of an execution to the one finished next, in the order of `variants`: by the
    /// instant of finishing, ties by task id. It counts in the period in which the second task finished. Its time runs from
    /// the one finish to the other, so the times of an execution add up to the time from its first finished task to its last.
    /// Tasks are named by their own names; one without a name is a missing value. Each group lists its transitions by count,
    /// descending, then by `from` and `to`.
    ///
    /// Source: W. van der Aalst, *Process Mining* (2016), section 6.2, for directly-follows graphs.
    static let transitions = MetricTable(
        "transitions", title: "From task to task",
        answer: ["from", "to", "count", "p50"],
        note: "One row for each task that came next after another, in the order of finishing, the most frequent first.",
        by: [.template], options: [.by],
        CustomTable(facts: [.tasks]) { query, _ in
            Successions(
                query,
                .init(
                    from: "The task that was finished first.", to: "The task of the run finished next.",
                    count: "How often the second task, finished in the period, came next.", chart: "From task to task"),
                charted: { "p50_\($0.unit.rawValue)" }
            ) { _, first, second, emit in emit(first.name, second.name) }
        })
}
