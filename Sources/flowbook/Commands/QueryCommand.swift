import ArgumentParser
import FlowMetrics
import FlowModel
import FlowReports
import FlowTables
import FlowTime

/// `flowbook query`: one table at the prompt.
struct QueryCommand: FlowbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Answer one question: print a table.",
        discussion: """
            EXAMPLES
              flowbook query --list                                      the tables, their columns and dimensions
              flowbook query cycle_times --by template --sort -p95_days  which processes take longest
              flowbook query overdue_tasks --limit 20                    what is most overdue, and with whom
              flowbook query closing_reasons --from -1m                  why runs were closed in the last month
              flowbook query task_times --where 'template ~ "Wallbox*"' --sort -lead_p85_days   where wallbox orders wait
              flowbook query overdue_tasks --as-of +7d                   what will be late next week
              flowbook query changes --from -3m                          what changed against the quarter before
              flowbook query throughput --bucket month --format markdown
              flowbook query tasks --source executions.jsonl --format jsonl | jq .lead_days
            """)

    @OptionGroup var common: CommonOptions

    @Argument(
        help: ArgumentHelp("The table; --list names them.", valueName: "table"),
        completion: .list(MetricCatalog.metrics.map(\.name)))
    var table: String?

    @Flag(help: "List the tables with their columns and dimensions.")
    var list = false

    @Option(
        help: ArgumentHelp("Group by these dimensions.", valueName: "a,b"),
        completion: .typed(TableCompletion.dimensions), transform: { $0.commaSeparated })
    var by: [String]?

    @Option(
        help: ArgumentHelp("Percentiles in place of 50, 85 and 95.", valueName: "50,90"),
        transform: { $0.commaSeparated })
    var percentiles: [String]?

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only what meets a condition: 'status = CLOSED and template ~ \"Wall*\"'.", valueName: "condition"),
        completion: .typed(TableCompletion.condition))
    var condition: String?

    @Option(help: ArgumentHelp("Buckets of time: day, week, month, quarter or year.", valueName: "bucket"))
    var bucket: TimeBucket?

    @Option(help: ArgumentHelp("Answer again after so many seconds, until Ctrl-C.", valueName: "seconds"))
    var watch: Double?

    @OptionGroup(title: "Rows and columns") var output: TableOptions
    @OptionGroup(title: "Time") var period: PeriodOptions
    @OptionGroup(title: "Executions") var source: SourceOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        if let watch, watch <= 0 { throw ValidationError("--watch takes a number of seconds above 0") }
    }

    func run(_ environment: CommandEnvironment) async throws -> ExitStatus {
        if list {
            TableList(table).write(to: environment)
            return .done
        }
        guard let table else {
            throw UsageError(what: "query needs a table", fix: "name one; 'flowbook query --list' shows them all")
        }
        let query = try MetricQuery.reading(
            table: table, by: by, percentiles: percentiles, bucket: bucket, where: condition)
        guard let watch else { return try await answer(query, environment) }
        // Ctrl-C is how one stops to watch, so it is no error.
        while !Task.isCancelled {
            if environment.console.isOutputTerminal { environment.console.write("\u{1B}[2J\u{1B}[H") }
            _ = try await answer(query, environment)
            try? await Task.sleep(for: .seconds(watch))
        }
        return .done
    }

    private func answer(_ query: MetricQuery, _ environment: CommandEnvironment) async throws -> ExitStatus {
        let context = period.context(now: environment.console.now())
        // A limit is applied where the rows come about, unless they are sorted anew.
        let run = ReportRun(
            name: query.name, title: query.title, context: context,
            queries: [query.limited(to: output.sort == nil ? output.limit : nil)])
        var resolver = SourceResolver(source, connection, environment)
        let resolved = try await resolver.resolve(.init(options: source))
        var report = try await run.report(from: resolved.source, threads: resolved.threads)
        report.tables = try report.tables.map(output.apply)
        try output.write(report, environment)
        return resolved.status
    }
}

extension TimeBucket: ExpressibleByArgument {}
