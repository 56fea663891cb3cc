public import ArgumentParser
import FlowMetrics
import FlowModel
import FlowReports
import FlowTables
import FlowTime
import Logging

/// `flowbook query`: one table at the prompt.
struct QueryCommand: FlowbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Answer one question: print a table.",
        discussion: """
            EXAMPLES
              flowbook query --list                                      the tables, their columns and dimensions
              flowbook query --list task_times                           one of them, with an example of everything
              flowbook query cycle_times --by template --sort -p95_days  which processes take longest
              flowbook query overdue_tasks --limit 20                    what is most overdue, and with whom
              flowbook query closing_reasons --from -1m                  why runs were closed in the last month
              flowbook query task_times --where 'template ~ "Wallbox*"' --sort -lead_p85_days   where wallbox orders wait
              flowbook query overdue_tasks --as-of +7d                   what will be late next week
              flowbook query phase_times --calendar DE-NW -o phases.xlsx in working time, as a workbook
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

    @Option(
        help: ArgumentHelp(
            "Of between: the task at whose finish the time begins; * stands for any characters, ? for one.",
            valueName: "name"))
    var fromTask: String?

    @Option(help: ArgumentHelp("Of between: the task at whose finish the time ends.", valueName: "name"))
    var toTask: String?

    @Option(help: ArgumentHelp("Answer again after so many seconds, until Ctrl-C.", valueName: "seconds"))
    var watch: Seconds<604_800>?

    @OptionGroup(title: "Rows and columns") var output: TableOptions
    @OptionGroup(title: "Time") var period: PeriodOptions
    @OptionGroup(title: "Executions") var source: SourceOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run(in world: World) async throws -> ExitStatus {
        if list {
            try await TableList(table).write(in: world, pages: !output.noPager)
            return .done
        }
        guard let table else {
            throw UsageError(what: "query needs a table", fix: "name one; 'flowbook query --list' shows them all")
        }
        let destination = try output.destination(in: world)
        // A limit is applied where the rows come about, unless they are sorted anew.
        let sheet = try ReportSheet(
            reading: table, by: by, percentiles: percentiles, bucket: bucket, fromTask: fromTask, toTask: toTask,
            limit: output.sort == nil ? output.limit?.value : nil, where: condition)
        var question = ReportDefinition(
            question: [sheet], zone: period.timeZone?.zone ?? .utc,
            period: ReportPeriod(from: period.from, to: period.to), unit: period.unit ?? .days,
            schedule: period.calendar?.schedule)
        question.people.file = source.people
        guard let watch else { return try await answer(question, to: destination, world) }
        // Ctrl-C is how one stops to watch, so it is no error.
        var screen = world
        // Who watches does not read on.
        screen.height = nil
        while !Task.isCancelled {
            if world.isOutputTerminal { world.write("\u{1B}[2J\u{1B}[H") }
            _ = try await answer(question, to: destination, screen)
            try? await Task.sleep(for: .seconds(watch.value))
        }
        return .done
    }

    private func answer(
        _ question: ReportDefinition, to destination: OutputDestination, _ world: World
    ) async throws -> ExitStatus {
        let now = world.now()
        let request = try ReportRequest(
            question, asOf: period.asOf?.instant(asOf: now, zone: question.zone) ?? now, present: now,
            listed: PeopleList.listed(in: question, option: source.people, world))
        var resolver = SourceResolver(source, connection, world)
        let resolved = try await resolver.resolve(.init(options: source))
        let report = try await ReportPipeline.report(
            resolved.settled(request, isClockGiven: period.asOf != nil), by: resolved.engine)
        for hint in report.hints { world.log.warning("\(hint)") }
        try await output.write(report.report, to: destination, world)
        return resolved.status
    }
}

extension TimeBucket: ExpressibleByArgument {}

extension MetricTable.Option {
    /// As the command line names it.
    var flag: String { "--" + rawValue.replacing("_", with: "-") }
}

extension ReportSheet {
    /// Reads a table and its options as the command line names them.
    ///
    /// - Throws: `UsageError` for a table, dimension or option that does not exist or that the table does not take.
    init(
        reading name: String, by: [String]?, percentiles: [String]?, bucket: TimeBucket?, fromTask: String?,
        toTask: String?, limit: Int?, where condition: String?
    ) throws {
        guard let metric = MetricCatalog.metric(named: name) else {
            throw UsageError.unknown("table", name, among: MetricCatalog.metrics.map(\.name), seeAlso: "the tables are")
        }
        let given: [(MetricTable.Option, Bool)] = [
            (.by, by != nil), (.percentiles, percentiles != nil), (.bucket, bucket != nil),
            (.fromTask, fromTask != nil), (.toTask, toTask != nil),
        ]
        for (option, isGiven) in given {
            if isGiven, !metric.options.contains(option) {
                throw UsageError(
                    what: "\(name) does not take \(option.flag)", fix: "leave it out; see 'flowbook query --list'")
            }
            if !isGiven, metric.required.contains(option) {
                let flags = given.map(\.0).filter(metric.required.contains).map(\.flag)
                throw UsageError(
                    what: "\(name) needs \(option.flag)",
                    fix: "give \(flags.joined(separator: " and ")), each with a name or pattern, such as 'Check*'")
            }
        }
        self.init(
            metric, by: try by.map { try Self.dimensions($0, of: metric) },
            percentiles: try percentiles?.map(Self.percentile), bucket: bucket,
            fromTask: fromTask.map { Wildcard($0) }, toTask: toTask.map { Wildcard($0) }, limit: limit,
            filter: try condition.map { try Filter(option: $0, grain: metric.grain) })
    }

    private static func dimensions(_ names: [String], of metric: MetricTable) throws -> [Attribute] {
        let known = Attribute.groups(of: metric.grain)
        let dimensions = try names.map { name in
            guard let dimension = known.first(where: { $0.name == name }) else {
                throw UsageError.unknown(
                    "dimension", name, among: known.map(\.name), seeAlso: "\(metric.name) has")
            }
            return dimension
        }
        guard Set(dimensions).count == dimensions.count else {
            throw UsageError(what: "--by names a dimension twice", fix: "name each once")
        }
        return dimensions
    }

    private static func percentile(_ text: String) throws -> Double {
        guard let value = Double(decimal: text), (0...100).contains(value) else {
            throw UsageError(what: "\"\(text)\" is no percentile", fix: "give numbers from 0 to 100")
        }
        return value
    }
}

extension Filter {
    /// Reads what stands after `--where`.
    ///
    /// - Throws: `UsageError`.
    init(option text: String, grain: Grain) throws {
        do throws(FilterError) {
            try self.init(text, grain: grain)
        } catch {
            let near = error.unknown.flatMap { nearestWord(to: $0.word, among: $0.known) }
            throw UsageError(
                what: "--where, character \(error.column): \(error.what)",
                fix: near.map { "did you mean \"\($0)\"?" } ?? error.fix)
        }
    }
}
