import FlowMetrics
import FlowModel

/// A sheet while its keys are read; what depends on its metric is checked when all of them are.
struct SheetDraft {
    let place: TextPlace
    var metric: Placed<Metric>?
    var by: Placed<[Placed<String>]>?
    var percentiles: Placed<[Double]>?
    var bucket: Placed<TimeBucket>?
    var sort: [Placed<String>] = []
    var limit: Int?
    var columns: [Placed<String>]?
    var name: Placed<String>?
    var title: String?
    var showsChart = true

    init(place: TextPlace) {
        self.place = place
    }

    /// The sheets whose metric is known, checked each and against each other; `unit` is the definition's, with which the
    /// names of columns end.
    static func finished(
        _ drafts: [SheetDraft], unit: DurationUnit, _ problems: inout DefinitionProblems
    ) -> [ReportSheet] {
        var names: [String: TextPlace] = [:]
        var sheets: [ReportSheet] = []
        for draft in drafts {
            draft.checkName(&names, &problems)
            if let metric = draft.metric { sheets.append(draft.finished(metric.value, unit, &problems)) }
        }
        return sheets
    }

    /// Names become file and sheet names, which do not tell capitals apart.
    private func checkName(_ names: inout [String: TextPlace], _ problems: inout DefinitionProblems) {
        guard let name = name ?? metric.map({ Placed(value: $0.value.name, place: $0.place) }) else { return }
        if let first = names[name.value.lowercased()] {
            problems.add(
                name.place, "a second sheet is called \(quoted(name.value)), first on line \(first.line)",
                advice: "give one of them another name: with name: …")
        } else {
            names[name.value.lowercased()] = name.place
        }
    }

    private func finished(
        _ metric: Metric, _ unit: DurationUnit, _ problems: inout DefinitionProblems
    ) -> ReportSheet {
        let options: [(Metric.Option, TextPlace?)] = [
            (.by, by?.place), (.percentiles, percentiles?.place), (.bucket, bucket?.place),
        ]
        for (option, place) in options {
            guard let place, !metric.options.contains(option) else { continue }
            let others = MetricCatalog.metrics.filter { $0.options.contains(option) }.map(\.name)
            problems.add(
                place, "the table \(quoted(metric.name)) takes no \(quoted(option.rawValue))",
                advice: "remove it; it is for \(others.joined(separator: ", "))")
        }
        let dimensions = metric.options.contains(.by) ? self.dimensions(metric, &problems) : nil
        let query = MetricQuery(
            metric, by: dimensions, percentiles: percentiles?.value, bucket: bucket?.value, limit: limit)
        let known = sort.isEmpty && columns == nil ? [] : ReportSheet.columns(of: query, unit: unit)
        return ReportSheet(
            metric: metric, name: name?.value ?? metric.name, title: title, by: dimensions,
            percentiles: percentiles?.value, bucket: bucket?.value, limit: limit, showsChart: showsChart,
            columns: columns?.compactMap { index(of: $0.value, $0.place, known, &problems) },
            order: order(known, &problems))
    }

    private func dimensions(_ metric: Metric, _ problems: inout DefinitionProblems) -> [Dimension]? {
        guard let by, let grain = metric.grain else { return nil }
        let available = Dimension.available(for: grain)
        return by.value.compactMap { word in
            guard let dimension = Dimension(identifier: word.value) else {
                problems.addUnknown(
                    "dimension", word.value, word.place, known: available.map(\.identifier))
                return nil
            }
            guard available.contains(dimension) else {
                problems.add(
                    word.place,
                    "the table \(quoted(metric.name)) counts \(grain.plural), which have no \(quoted(word.value))",
                    advice: "choose one of \(available.map(\.identifier).joined(separator: ", "))")
                return nil
            }
            return dimension
        }
    }

    private func order(
        _ known: [String], _ problems: inout DefinitionProblems
    ) -> [(column: Int, isDescending: Bool)] {
        sort.compactMap { key in
            let isDescending = key.value.hasPrefix("-")
            let name = isDescending ? String(key.value.dropFirst()) : key.value
            return index(of: name, key.place, known, &problems).map { (column: $0, isDescending: isDescending) }
        }
    }

    private func index(
        of name: String, _ place: TextPlace, _ known: [String], _ problems: inout DefinitionProblems
    ) -> Int? {
        if let index = known.firstIndex(of: name) { return index }
        problems.addUnknown("column", name, place, known: known)
        return nil
    }
}

extension Grain {
    fileprivate var plural: String {
        switch self {
        case .execution: "executions"
        case .phase: "phases"
        case .task: "tasks"
        }
    }
}
