import BuiltInDefinitions
import FlowMetrics
import FlowModel
import FlowRenderers
import FlowTables
import FlowTime

@testable import FlowReports

/// Every message that a report can show, from the code that makes it.
enum ShownMessages {
    /// Those that other languages have a text for, each once.
    static func keyed() throws -> [String: Message] {
        Dictionary(try all().compactMap { message in message.key.map { ($0, message) } }) { first, _ in first }
    }

    static func all() throws -> Set<Message> {
        var found: Set<Message> = []
        for metric in MetricCatalog.metrics {
            found.formUnion([metric.title, metric.note])
            for query in queries(metric) { found.formUnion(messages(of: try table(query))) }
        }
        let computed = """
            {report: r, sheets: [{metric: executions, columns: [{name: c, jsonata: id}]}]}
            """
        let definition = try DefinitionReader.read(Array(computed.utf8), file: "r.yaml")
        found.formUnion(messages(of: try table(definition.sheets[0].query())))
        for attribute in Attribute.groups(of: .task) { found.formUnion([attribute.title, attribute.note]) }
        for name in BuiltInReports.names {
            let definition = try DefinitionLibrary(folder: "/nowhere").definition(name)
            found.formUnion([definition.title] + definition.sheets.compactMap(\.title))
        }
        let warnings: [SourceWarning] = [
            .unfetched(entities: 1), .unfetched(entities: 1_204), .cutShort(file: "runs.jsonl"),
            .passingPseudonyms,
        ]
        found.formUnion(warnings.map(\.message) + [.closedCaption(alsoDone: 3)])
        found.formUnion(Message.ofStaleness + calendars() + Comparison.messages)
        for list in Morning.ofNothing(MetricContext(asOf: 0)).lists { found.formUnion(messages(of: list.table)) }
        let alerts = try alerts()
        found.formUnion(alerts + alerts.map { Alert.warning($0).message } + Message.ofRenderers + Message.ofSummaries)
        return found.filter { !$0.isEmpty }
    }

    /// Calendars of every kind, with what they consist of.
    private static func calendars() -> [Message] {
        let weeks: [Set<Weekday>] = [[.monday], [.monday, .wednesday], WorkingSchedule.usualWeek, []]
        let regions: [GermanState?] = [nil, .northRhineWestphalia]
        let calendars = weeks.flatMap { week in
            regions.compactMap { region in WorkingSchedule(weekdays: week, region: region) }
        }.flatMap { schedule in [DurationUnit.days, .hours].map { Message.calendar(schedule, $0) } }
        return calendars.flatMap(withParts)
    }

    private static func withParts(_ message: Message) -> [Message] {
        let parts = message.arguments.values.flatMap { argument -> [Message] in
            if case .message(let part) = argument { withParts(part) } else { [] }
        }
        return [message] + parts
    }

    /// What a report says of alerts that are met: by a key figure, and by a row.
    private static func alerts() throws -> [Message] {
        let columns = [ReportColumn("name", .string, title: ""), ReportColumn("share", .percent, title: "")]
        var figures = ReportTable(name: "summary", title: "", columns: columns, rows: TableRows([]))
        figures.role = .keyFigures([KeyFigure("open", 7.5, unit: "executions", title: "Open")])
        let rows = ReportTable(
            name: "rows", title: "", columns: columns,
            rows: TableRows([[.text("A: b"), .number(0.825)], [.missing, .number(0.9)]]))
        return try ["open > 5", "rows.share > 50%"].flatMap {
            try Alert($0, tables: ["rows": columns], figures: ["open"])
                .findings(in: ["rows": rows, "summary": figures])
        }
    }

    /// A metric in every way that changes its titles, its notes or its chart.
    private static func queries(_ metric: MetricTable) -> [MetricQuery] {
        var queries = [MetricQuery(metric), MetricQuery(metric, by: [])]
        if metric.options.contains(.bucket) {
            queries += TimeBucket.allCases.map { MetricQuery(metric, bucket: $0) }
        }
        if metric.options.contains(.percentiles) { queries.append(MetricQuery(metric, percentiles: [0, 50, 99.5])) }
        return queries
    }

    /// The table of no executions, as it stands before a report puts it into its language.
    private static func table(_ query: MetricQuery) throws -> ReportTable {
        try query.withoutExecutions(MetricContext(asOf: 0))
    }

    /// Everything that a table says.
    static func messages(of table: ReportTable) -> [Message] {
        var found: [Message] = []
        _ = table.mapTexts { message in
            found.append(message)
            return message
        }
        return found
    }
}
