/// The label of each template: the most frequent name of its executions (docs/metrics.md#template).
struct TemplateLabels {
    private struct Votes {
        var count = 0
        var latestStart = Int64.min
    }

    private var labels: [Text: Text] = [:]

    /// Counts the names of the executions that started by `as_of`.
    init(_ executions: [(record: ExecutionRecord, start: Int64)]) {
        var votes: [Text: [Text: Votes]] = [:]
        for (record, start) in executions {
            guard let id = record.templateID, let name = record.name else { continue }
            votes[id, default: [:]][name, default: Votes()].count += 1
            let latest = votes[id]?[name]?.latestStart ?? Int64.min
            votes[id]?[name]?.latestStart = max(latest, start)
        }
        for (id, names) in votes {
            let best = names.sorted { left, right in
                if left.value.count != right.value.count { return left.value.count > right.value.count }
                if left.value.latestStart != right.value.latestStart {
                    return left.value.latestStart > right.value.latestStart
                }
                return left.key < right.key
            }
            labels[id] = best.first?.key
        }
    }

    /// The label. An execution without a template id has none, and a template whose executions have no names has none.
    func label(of templateID: Text?) -> Text? { templateID.flatMap { labels[$0] } }
}
