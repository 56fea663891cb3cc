import FlowTables

extension MetricTable {
    /// Who passed work on to whom: from the assignee of a finished task to the assignee of the one finished next.
    ///
    /// Tasks follow each other as in `transitions`, and a handover counts in the period in which the second task finished.
    /// Two tasks with an assignee in common are no handover; otherwise each assignee of the first counts with each of the
    /// second, `(unassigned)` where there is none. Its time runs from the one finish to the other. Each group lists its
    /// handovers by count, descending, then by `from` and `to`.
    ///
    /// Source: W. van der Aalst, H. Reijers, M. Song, *Discovering Social Networks from Event Logs* (2005), for the
    /// handover-of-work metric over direct successions.
    static let handovers = MetricTable(
        "handovers", title: "Handovers",
        answer: ["from", "to", "count"],
        note: "One row for each two people of whom one followed the other in a run's tasks, the most frequent first.",
        options: [.by],
        CustomTable(facts: [.tasks, .people, .names]) { query, _ in
            Successions(
                query,
                .init(
                    from: "Who was assigned to the task finished first.",
                    to: "Who was assigned to the run's task finished next.",
                    count:
                        "How often the work passed from one to the other, with the second task finished in the period.",
                    chart: "Handovers"),
                vocabulary: Nothing.words, charted: { _ in "count" }
            ) { record, first, second, emit in
                let givers = assignees(of: first.task, record)
                let takers = assignees(of: second.task, record)
                guard !givers.contains(where: takers.contains) else { return }
                for giver in givers { for taker in takers { emit(giver, taker) } }
            }
        })

    private static func assignees(of task: Int, _ record: borrowing RecordView) -> [Symbol] {
        var names: [Symbol] = []
        Attribute.assignee.reading.appendKeys(of: .task(task), record, to: &names)
        return names
    }
}
