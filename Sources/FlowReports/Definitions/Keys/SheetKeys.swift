import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import FlowYAML

/// The keys of a sheet.
enum SheetKeys {
    static let table = KeyTable<SheetDraft>(
        "a sheet",
        [
            DefinitionKey("metric", "the name of a table", required: true, unless: "sql", "The table to show.") {
                node, draft, problems in
                guard let name = node.text("metric", &problems) else { return }
                if let metric = MetricCatalog.metric(named: name) {
                    draft.metric = Placed(value: metric, place: node.place)
                } else {
                    draft.unknownMetric = name
                    let known = MetricCatalog.metrics.map(\.name)
                    problems.addUnknown("metric", name, node.place, known: known, losing: "its sheet")
                }
            },
            DefinitionKey(
                "sql", "a SELECT statement",
                "In place of metric, what the warehouse answers; such a sheet has a name, and may have title, columns, sort and limit."
            ) { node, draft, problems in
                guard case .scalar(let text, _) = node.content, !node.isNothing else {
                    return node.mustBe("sql", "a SELECT statement", &problems)
                }
                draft.sql = Placed(value: text, place: node.place)
            },
            DefinitionKey(
                "period", "a mapping with from and to", "The span that this sheet looks at. Default: the report's."
            ) { node, draft, problems in
                var period = PeriodDraft()
                PeriodKeys.table.read(node, into: &period, &problems)
                draft.period = Placed(value: period, place: node.place)
            },
            DefinitionKey(
                "by", "a list of dimensions",
                "What the rows are groups of; [] is one row for all. Default: the table's own."
            ) { node, draft, problems in
                let items = node.list("by", of: "dimensions", mayBeEmpty: true, &problems)
                draft.by = items.map { Placed(value: $0.texts("by", "dimension", &problems), place: node.place) }
            },
            DefinitionKey(
                "percentiles", "a list of numbers from 0 to 100", "The percentiles to show in place of the table's own."
            ) { node, draft, problems in
                draft.percentiles = node.percentiles(&problems).map { Placed(value: $0, place: node.place) }
            },
            DefinitionKey(
                "bucket", TimeBucket.allCases.map(\.rawValue).joined(separator: ", "),
                "The span of time that is one row."
            ) { node, draft, problems in
                let spans = TimeBucket.allCases.map(\.rawValue)
                draft.bucket = node.word("bucket", "bucket", among: spans, &problems)
                    .flatMap(TimeBucket.init(rawValue:))
                    .map { Placed(value: $0, place: node.place) }
            },
            DefinitionKey(
                "from_task", "a name, where * stands for any characters and ? for one",
                "The task at whose finish a way begins; for between."
            ) { node, draft, problems in
                draft.fromTask = node.text("from_task", &problems).map {
                    Placed(value: Wildcard($0), place: node.place)
                }
            },
            DefinitionKey(
                "to_task", "a name, where * stands for any characters and ? for one",
                "The task at whose finish it ends; for between."
            ) { node, draft, problems in
                draft.toTask = node.text("to_task", &problems).map { Placed(value: Wildcard($0), place: node.place) }
            },
            DefinitionKey("sort", "a list of columns", "Columns to sort by, with - before one that falls.") {
                node, draft, problems in
                draft.sort = node.list("sort", of: "columns", &problems)?.texts("sort", "column", &problems) ?? []
            },
            DefinitionKey("limit", "a whole number", "At most this many rows.") {
                $1.limit = $0.count("limit", &$2)
            },
            DefinitionKey(
                "columns", "a list of columns, or of mappings with name and jsonata",
                "Only these columns, in this order. Computed columns alone come after the table's own."
            ) { $1.columns = $0.columns(&$2) },
            DefinitionKey(
                "where", "a condition",
                "Only what meets it: runs, or the phases or tasks that the table is about. age > 30d and assignee = null."
            ) { node, draft, _ in draft.filter = Placed(value: node, place: node.place) },
            DefinitionKey(
                "where_jsonata", "a JSONata expression",
                "Only runs for whose JSON it is true; for executions and tasks."
            ) { node, draft, problems in
                draft.condition = node.expression("where_jsonata", &problems)
                    .map { Placed(value: $0, place: node.place) }
            },
            DefinitionKey("name", "a name", "The table's name, for files and machines. Default: the metric's.") {
                node, draft, problems in
                draft.name = node.name("name", &problems).map { Placed(value: $0, place: node.place) }
            },
            DefinitionKey("title", "a text", "The title for people. Default: the table's own.") {
                $1.title = $0.text("title", &$2).map(Message.init(verbatim:))
            },
            DefinitionKey(
                "thresholds", "a list of thresholds",
                "Which values of which columns stand out, in all formats that people read: {column: p85_days, warning: \"> 10\", "
                    + "alarm: \"> 20\"}."
            ) { $1.thresholds = ThresholdKeys.read($0, &$2) },
            DefinitionKey(
                "totals", "true or false",
                "Whether the sums of those columns that add up, such as counts, stand under the table, in all formats that people "
                    + "read. Default: true for a table without a limit whose rows have nothing in common."
            ) { node, draft, problems in
                draft.totals = node.truth("totals", &problems).map { Placed(value: $0, place: node.place) }
            },
            DefinitionKey(
                "chart", "true or false", "Whether a table that has a chart shows it. Default: true."
            ) { $1.showsChart = $0.truth("chart", &$2) ?? true },
        ])
}

extension YAMLNode {
    fileprivate func percentiles(_ problems: inout DefinitionProblems) -> [Double]? {
        guard let items = list("percentiles", of: "percentiles", &problems) else { return nil }
        var found: [Double] = []
        for item in items {
            guard let number = item.number("percentiles", "numbers from 0 to 100", &problems) else { continue }
            if !(0...100).contains(number) {
                item.mustBe("percentiles", "numbers from 0 to 100", &problems)
            } else if found.contains(number) {
                problems.add(item.place, "the percentile \(item.description) stands twice", advice: "keep one of them")
            } else {
                // A minus before zero must not reach the column's name.
                found.append(number.magnitude)
            }
        }
        return found
    }
}
