import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import FlowYAML
import JSONata

/// A sheet while its keys are read; what depends on its metric is checked when all of them are.
struct SheetDraft {
    let place: TextPlace
    var metric: Placed<MetricTable>?
    /// The name of a table that there is none of.
    var unknownMetric: String?
    var sql: Placed<String>?
    var period: Placed<PeriodDraft>?
    var by: Placed<[Placed<String>]>?
    var percentiles: Placed<[Double]>?
    var bucket: Placed<TimeBucket>?
    var fromTask: Placed<Wildcard>?
    var toTask: Placed<Wildcard>?
    var sort: [Placed<String>] = []
    var limit: Int?
    var columns: [ColumnDraft]?
    /// Read when the metric is known: it says what the condition is on.
    var filter: Placed<YAMLNode>?
    var condition: Placed<JSONataExpression>?
    var name: Placed<String>?
    var title: Message?
    var showsChart = true
    var thresholds: [ThresholdDraft] = []
    var totals: Placed<Bool>?
    /// The keys whose values are wrong.
    var wrong: Set<String> = []

    init(place: TextPlace) {
        self.place = place
    }

    /// What the table would be called that the report is made without; nil for one that it has.
    var lostName: String? { unknownMetric.map { name?.value ?? $0 } }

    /// The sheets whose metric is known and those of statements, checked each and against each other; `unit` is the
    /// definition's, with which the names of columns end, nil where it is wrong.
    static func finished(
        _ drafts: [SheetDraft], unit: DurationUnit?, _ zone: ZoneTable, _ problems: inout DefinitionProblems
    ) -> (sheets: [ReportSheet], statements: [ReportStatement]) {
        var names: [String: TextPlace] = [:]
        var sheets: [ReportSheet] = []
        var statements: [ReportStatement] = []
        for draft in drafts {
            draft.checkName(&names, &problems)
            draft.period?.value.check(zone, &problems)
            if let sql = draft.sql {
                let place = sheets.count + statements.count
                if let statement = draft.statement(sql, at: place, &problems) { statements.append(statement) }
            } else if let metric = draft.metric {
                sheets.append(draft.finished(metric.value, unit, &problems))
            }
        }
        return (sheets, statements)
    }

    /// The sheet of a statement, whose columns only its answer tells.
    private func statement(
        _ sql: Placed<String>, at place: Int, _ problems: inout DefinitionProblems
    ) -> ReportStatement? {
        let others: [(String, TextPlace?)] = [
            ("metric", metric?.place), ("by", by?.place), ("percentiles", percentiles?.place),
            ("bucket", bucket?.place), ("from_task", fromTask?.place), ("to_task", toTask?.place),
            ("period", period?.place), ("where", filter?.place), ("where_jsonata", condition?.place),
            ("totals", totals?.place),
        ]
        for case (let key, let place?) in others {
            problems.add(place, "\(quoted(key)) has no meaning beside \"sql\"", advice: "remove one of them")
        }
        var chosen: [String]?
        if let columns {
            chosen = columns.compactMap { column in
                switch column {
                case .named(let name): return name.value
                case .computed(let draft):
                    problems.add(
                        draft.place, "a sheet of a statement has no run for JSONata to look at",
                        advice: "let the statement work it out")
                    return nil
                }
            }
        }
        guard let name else {
            if !wrong.contains("name") {
                problems.add(self.place, "a sheet of a statement lacks the key \"name\"", advice: "give it a name")
            }
            return nil
        }
        let keys = sort.map { key in
            key.value.hasPrefix("-")
                ? SortKey(String(key.value.dropFirst()), descending: true) : SortKey(key.value)
        }
        return ReportStatement(
            name: name.value, title: title, sql: sql.value, columns: chosen, order: keys, limit: limit, place: place,
            thresholds: thresholds.compactMap { draft in draft.column.map { ($0.value, draft.thresholds) } })
    }

    /// Names become file and sheet names, which do not tell capitals apart.
    private func checkName(_ names: inout [String: TextPlace], _ problems: inout DefinitionProblems) {
        guard !wrong.contains("name"), let name = name ?? metric.map({ Placed(value: $0.value.name, place: $0.place) })
        else { return }
        if let first = names[name.value.lowercased()] {
            problems.add(
                name.place, "a second sheet is called \(quoted(name.value)), first on line \(first.line)",
                advice: "give one of them another name: with name: …")
        } else {
            names[name.value.lowercased()] = name.place
        }
    }

    private func finished(
        _ metric: MetricTable, _ unit: DurationUnit?, _ problems: inout DefinitionProblems
    ) -> ReportSheet {
        let before = problems.count
        let options: [(MetricTable.Option, TextPlace?)] = [
            (.by, by?.place), (.percentiles, percentiles?.place), (.bucket, bucket?.place),
            (.fromTask, fromTask?.place), (.toTask, toTask?.place),
        ]
        for (option, given) in options
        where given == nil && metric.required.contains(option) && !wrong.contains(option.rawValue) {
            problems.add(
                self.metric?.place ?? place, "the table \(quoted(metric.name)) needs \(quoted(option.rawValue))",
                advice: "add \(option.rawValue): and a name or pattern")
        }
        for (option, place) in options {
            guard let place, !metric.options.contains(option) else { continue }
            let others = MetricCatalog.metrics.filter { $0.options.contains(option) }.map(\.name)
            problems.add(
                place, "the table \(quoted(metric.name)) takes no \(quoted(option.rawValue))",
                advice: "remove it; it is for \(others.joined(separator: ", "))")
        }
        let dimensions = metric.options.contains(.by) ? self.dimensions(metric, &problems) : nil
        let computed = self.computed(metric, &problems)
        let query = MetricQuery(
            metric, by: dimensions, percentiles: percentiles?.value, bucket: bucket?.value, fromTask: fromTask?.value,
            toTask: toTask?.value, limit: limit, computed: computed.map { $0.column(noting: ExpressionFaults()) })
        // What the table is grouped by and measured in says which columns it has.
        var known: [String]?
        if let unit, problems.count == before, wrong.isDisjoint(with: ["by", "percentiles", "bucket"]) {
            let isAsked = !sort.isEmpty || columns != nil || !thresholds.isEmpty
            known = isAsked ? ReportSheet.columns(of: query, unit: unit) : []
        }
        var sheet = ReportSheet(
            metric: metric, name: name?.value ?? metric.name, title: title, by: dimensions,
            percentiles: percentiles?.value, bucket: bucket?.value, fromTask: fromTask?.value,
            toTask: toTask?.value, limit: limit, showsChart: showsChart,
            filter: filter?.value.filter(metric.grain, &problems), computed: computed,
            condition: condition.map {
                SheetExpression($0.value, label: "where_jsonata of \(metric.name)")
            }, period: period?.value.value,
            columns: chosen(known, &problems), order: order(known, &problems))
        sheet.thresholds = thresholds(query, unit, known, &problems)
        sheet.showsTotals = showsTotals(query, &problems)
        return sheet
    }

    /// The thresholds of columns of numbers.
    private func thresholds(
        _ query: MetricQuery, _ unit: DurationUnit?, _ known: [String]?, _ problems: inout DefinitionProblems
    ) -> [(column: Int, thresholds: [Threshold])] {
        guard let known, let unit, !thresholds.isEmpty else { return [] }
        let columns = query.columns(MetricContext(asOf: 0, unit: unit))
        return thresholds.compactMap { draft in
            guard let name = draft.column, let index = index(of: name.value, name.place, known, &problems) else {
                return nil
            }
            guard columns[index].isMeasured else {
                problems.add(
                    name.place, "the column \(quoted(name.value)) holds no numbers",
                    advice: "choose one of \(columns.filter(\.isMeasured).map(\.name).joined(separator: ", "))")
                return nil
            }
            return (index, draft.thresholds)
        }
    }

    /// Whether sums stand under the table: where a definition does not say, under what is whole and adds up.
    private func showsTotals(_ query: MetricQuery, _ problems: inout DefinitionProblems) -> Bool {
        guard let totals else { return limit == nil && query.metric.defaultLimit == nil }
        if totals.value, !wrong.contains("by"), !query.columns(MetricContext(asOf: 0)).contains(where: \.addsUp) {
            problems.add(
                totals.place,
                query.by.mayOverlap
                    ? "the rows of the table \(quoted(query.metric.name)) may count the same twice, so they do not add up"
                    : "the table \(quoted(query.metric.name)) has no column that adds up",
                advice: "remove \"totals\"")
        }
        return totals.value
    }

    /// The computed columns, for which the table needs a row for each run or task.
    private func computed(
        _ metric: MetricTable, _ problems: inout DefinitionProblems
    ) -> [SheetColumn] {
        let drafts = (columns ?? []).compactMap { column -> ComputedColumnDraft? in
            guard case .computed(let draft) = column else { return nil }
            return draft
        }
        if !metric.isStreamed {
            let tables = MetricCatalog.metrics.filter(\.isStreamed).map(\.name).joined(separator: " and ")
            for place in drafts.map(\.place) + [condition?.place].compactMap(\.self) {
                problems.add(
                    place, "the table \(quoted(metric.name)) has no row for each run, so it takes no JSONata",
                    advice: "remove it; it is for \(tables)")
            }
            return []
        }
        let own = metric.exampleColumns.map(\.name)
        return drafts.compactMap { draft in
            if let name = draft.name, own.contains(name.value) {
                problems.add(
                    name.place, "the table has a column \(quoted(name.value)) of its own",
                    advice: "give this one another name")
            }
            return draft.finished()
        }
    }

    /// The columns to keep; nil for all, also where only further ones are named.
    private func chosen(_ known: [String]?, _ problems: inout DefinitionProblems) -> [Int]? {
        guard let columns, let known else { return nil }
        var chosen: [Int] = []
        var namesOwn = false
        for column in columns {
            switch column {
            case .named(let name):
                namesOwn = true
                if let index = index(of: name.value, name.place, known, &problems) { chosen.append(index) }
            case .computed(let draft):
                if let index = known.firstIndex(where: { $0 == draft.name?.value }) { chosen.append(index) }
            }
        }
        return namesOwn ? chosen : nil
    }

    private func dimensions(_ metric: MetricTable, _ problems: inout DefinitionProblems) -> [Attribute]? {
        guard let by else { return nil }
        let grain = metric.grain
        let available = Attribute.groups(of: grain)
        return by.value.compactMap { word in
            guard let dimension = Attribute.groups(of: .task).first(where: { $0.name == word.value }) else {
                problems.addUnknown("dimension", word.value, word.place, known: available.map(\.name))
                return nil
            }
            guard available.contains(dimension) else {
                problems.add(
                    word.place,
                    "the table \(quoted(metric.name)) counts \(grain.plural), which have no \(quoted(word.value))",
                    advice: "choose one of \(available.map(\.name).joined(separator: ", "))")
                return nil
            }
            return dimension
        }
    }

    private func order(
        _ known: [String]?, _ problems: inout DefinitionProblems
    ) -> [(column: Int, isDescending: Bool)] {
        guard let known else { return [] }
        return sort.compactMap { key in
            let isDescending = key.value.hasPrefix("-")
            let name = isDescending ? String(key.value.dropFirst()) : key.value
            return index(of: name, key.place, known, &problems).map { (column: $0, isDescending: isDescending) }
        }
    }

    private func index(
        of name: String, _ place: TextPlace, _ known: [String], _ problems: inout DefinitionProblems
    ) -> Int? {
        if let index = known.firstIndex(of: name) { return index }
        // A column that is to be worked out and cannot be has been told of.
        let isComputed = (columns ?? []).contains { column in
            if case .computed(let draft) = column { draft.name?.value == name } else { false }
        }
        if isComputed { return nil }
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
