import ArgumentParser
import FlowIO
import FlowMetrics
import FlowModel
import FlowRenderers
import FlowReports
import FlowTables
import FlowTime
import Logging

/// `flowbook report`: the main job.
struct ReportCommand: FlowbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Compute reports and write them as workbooks, CSV and JSON.",
        discussion: """
            A definition is a path or the name of a report in ./reports or built in. Without one, it is the nightly report.

            EXAMPLES
              flowbook report
              flowbook report cycle-times overdue --out /srv/reports --format xlsx
              flowbook report nightly --source executions.jsonl.gz --as-of 2026-11-01
              flowbook report overdue --where 'template ~ "Wallbox*"' --calendar DE-NW
              flowbook report --print nightly > reports/mine.yaml
              flowbook report --print schema > reports/definition.schema.json
              flowbook report closing-reasons --format json --out - | jq .tables
            """)

    @OptionGroup var common: CommonOptions

    @Argument(
        help: ArgumentHelp("The report definitions.", valueName: "definition"),
        completion: .typed { line in
            DefinitionLibrary().names.filter { $0.hasPrefix(line.begun) }
                + line.paths { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
        })
    var definitions: [String] = []

    @Option(
        help: ArgumentHelp("Folder of the files; - writes one format to standard output.", valueName: "folder"),
        completion: .directory)
    var out = "out"

    @Option(
        help: ArgumentHelp("Formats in place of the definition's, such as xlsx,csv,json.", valueName: "formats"),
        completion: .typed { $0.lists(of: ReportFormat.all.map(\.name)) }, transform: { $0.commaSeparated })
    var format: [String]?

    @Option(
        help: ArgumentHelp(
            """
            The language of titles, notes and numbers: \(Languages.codes.joined(separator: " or ")). Default: the definition's.
            """, valueName: "language"))
    var language: LanguageName?

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only runs that meet a condition, besides those of the definition.", valueName: "condition"),
        completion: .typed(TableCompletion.condition))
    var condition: String?

    @Option(
        name: .customLong("print"),
        help: ArgumentHelp(
            "Print the text of a definition, to start one's own from, or with the word schema the JSON Schema of them all.",
            valueName: "definition"),
        completion: .typed { line in DefinitionLibrary().names.filter { $0.hasPrefix(line.begun) } })
    var printed: String?

    @Flag(help: "Say what would be fetched and written, and do neither.")
    var dryRun = false

    @Flag(help: "Exit with 0 even if some entities could not be fetched.")
    var allowPartial = false

    @Flag(help: "Exit with 7 where an alert of the definition is met.")
    var failOnAlert = false

    @Flag(help: "Exit with 8 where the data is stale: too old, from a sync that failed, or no runs at all.")
    var failOnStale = false

    @Option(
        help: ArgumentHelp(
            "How old the last sync may be before the data counts as stale. Default: the definition's, or 26h.",
            valueName: "time"))
    var maxAge: TimeSpan?

    @Flag(
        help: """
            Print what the report says in a few sentences, and its alerts, to standard output. With --format markdown or html \
            they are printed as that, for mails, and the files are those of the definition.
            """)
    var summary = false

    @OptionGroup(title: "Time") var period: PeriodOptions
    @OptionGroup(title: "Executions") var source: SourceOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run(in world: World) async throws -> ExitStatus {
        let library = DefinitionLibrary()
        if let printed {
            // Beside what it describes, the schema makes editors complete keys.
            let isSchema = printed == "schema"
            let text = isSchema ? "" : String(decoding: try library.find(printed).bytes, as: UTF8.self)
            world.write(isSchema ? DefinitionSchema.text : DefinitionSchema.mark + text)
            return .done
        }
        let now = world.now()
        // Every definition is checked before anything is fetched or written.
        let requests = try (definitions.isEmpty ? ["nightly"] : definitions).map { name in
            try request(library.definition(name), now: now, world)
        }
        var files = OutputFiles()
        for request in requests { try files.add(request, in: out) }
        if dryRun {
            for request in requests { describe(request, in: world) }
            return status(.done, of: requests)
        }
        var sourceStatus = ExitStatus.done
        var mustTell = false
        var hasAlerts = false
        var isStale = false
        var resolver = SourceResolver(source, connection, world)
        for request in requests {
            let resolved = try await resolver.resolve(request.definition.source, of: request.definition.name)
            let request = try resolved.settled(request, isClockGiven: period.asOf != nil)
            for hint in try await request.hints(by: resolved.engine) { world.log.warning("\(hint)") }
            let parts = try await request.reports(by: resolved.engine)
            if parts.isEmpty { world.log.warning("\(request.definition.name) has nothing to make a report of") }
            // Values of one dimension may differ in what no file's name can have.
            var files = OutputFiles()
            for part in parts { try files.add(part, in: out) }
            for part in parts {
                let report = try await ReportPipeline.report(
                    part, by: resolved.engine, statements: resolved.statements(of: part.definition))
                if summary { world.write(report.summary(removed: resolved.removed).text(as: summaryFormat ?? .text)) }
                let warnings = try write(report, of: part.definition, in: world)
                for warning in report.warnings + warnings { world.log.warning("\(warning.text)") }
                for hint in report.hints { world.log.warning("\(hint)") }
                hasAlerts = hasAlerts || !report.alerts.isEmpty
                isStale = isStale || report.report.source.isStale
            }
            if resolved.status != .done { sourceStatus = resolved.status }
            mustTell = mustTell || resolved.mustTell
        }
        // Lost data tells more than stale data, and that more than an alert, which may have fired for want of it.
        let dataStatus = mustTell ? ExitStatus.incomplete : status(sourceStatus, of: requests)
        if dataStatus != .done { return dataStatus }
        if failOnStale && isStale { return .stale }
        return failOnAlert && hasAlerts ? .alert : .done
    }

    /// How the summary is set where `--format` says it rather than how the files are.
    private var summaryFormat: ReportSummary.Format? {
        guard summary, let format, format.count == 1 else { return nil }
        return ReportSummary.Format(rawValue: format[0])
    }

    /// What the source says, or that data is missing where a definition lost one of its sheets.
    private func status(_ source: ExitStatus, of requests: [ReportRequest]) -> ExitStatus {
        if allowPartial { return .done }
        return source == .done && requests.contains { !$0.definition.lost.isEmpty } ? .incomplete : source
    }

    /// A definition with what the command line changes about it, and its clock.
    private func request(_ library: ReportDefinition, now: Instant, _ world: World) throws -> ReportRequest {
        let overrides = DefinitionOverrides(
            from: period.from, to: period.to, zone: period.timeZone?.zone, unit: period.unit,
            schedule: period.calendar?.schedule, formats: try summaryFormat == nil ? format.map(Self.formats) : nil,
            language: language?.words,
            origin: source.source.map(ReportSource.Origin.init), schemas: source.schema.isEmpty ? nil : source.schema,
            entitiesFile: source.entities, includesV1: source.sync.v1 ? true : nil, peopleFile: source.people,
            maxAge: maxAge?.milliseconds,
            filter: try condition.map { try Filter(option: $0, grain: .execution) })
        let definition = library.applying(overrides)
        let clock = period.asOf?.instant(asOf: now, zone: definition.zone) ?? now
        guard !definition.period.isEmpty(asOf: clock, zone: definition.zone) else {
            throw UsageError(what: "the period of \(definition.name) is empty", fix: "let --from lie before --to")
        }
        if let unit = period.unit, unit != library.unit, let limits = definition.limitsInUnit {
            throw UsageError(
                what: "the \(limits) of \(definition.name) are in \(library.unit.rawValue)", fix: "leave out --unit")
        }
        if out == "-", definition.formats.count > 1 {
            throw UsageError(what: "--out - writes one format", fix: "choose it with --format")
        }
        if out == "-", world.isOutputTerminal, let format = definition.formats.first, !format.isText {
            throw UsageError.notForTerminal(format, fix: "name a folder with --out, or send it to a file")
        }
        if out == "-", definition.dimension != nil {
            throw UsageError(
                what: "\(definition.name) makes a report for each \(definition.dimension?.name ?? "value")",
                fix: "name a folder with --out")
        }
        if case .file = definition.source.origin, let statement = definition.statements.first {
            throw RequestError.noWarehouse(table: statement.name)
        }
        if out == "-", summary {
            throw UsageError(
                what: "--summary and --out - both write to standard output", fix: "name a folder with --out")
        }
        return try ReportRequest(
            definition, asOf: clock, present: now,
            listed: PeopleList.listed(in: definition, option: source.people, world),
            wantsSummary: summary)
    }

    private static func formats(_ names: [String]) throws -> [ReportFormat] {
        guard !names.isEmpty else { throw UsageError(what: "--format is empty", fix: "name xlsx, csv or json") }
        return try names.map { name in
            guard let format = ReportFormat.named(name) else {
                throw UsageError.unknown(
                    "format", name, among: ReportFormat.all.map(\.name), seeAlso: "the formats are")
            }
            return format
        }
    }

    private func describe(_ request: ReportRequest, in world: World) {
        let definition = request.definition
        world.writeLine("\(definition.name): \(definition.title)")
        world.writeLine("  reads   \(SourceResolver.describe(definition.source))")
        for path in definition.paths(asOf: request.context.asOf, in: out) { world.writeLine("  writes  \(path)") }
        for error in definition.lost { world.log.warning("\(error.warning)") }
    }

    private func write(
        _ report: FinishedReport, of definition: ReportDefinition, in world: World
    ) throws -> [ReportWarning] {
        let isStream = out == "-"
        let written = try report.write(
            to: isStream
                ? .stream(world.output.sink) : .folder(out),
            terminal: TerminalOptions(width: world.width, hasColor: world.usesColor),
            temporaryFolder: world.temporaryFolder)
        if !isStream {
            let executions = counted(report.report.source.executions, "execution")
            world.log.info("\(definition.name): \(executions), \(counted(written.paths.count, "file")) in \(out)")
        }
        return written.warnings
    }
}

/// The files that a run will write, so that no report replaces another's.
struct OutputFiles {
    /// By path: which report writes it.
    private var writers: [String: String] = [:]

    /// Takes in the files of a report.
    ///
    /// - Throws: `UsageError` where another one would write one of them too.
    mutating func add(_ request: ReportRequest, in folder: String) throws {
        guard folder != "-" else { return }
        let definition = request.definition
        let name = definition.part.map { "\(definition.name) of \($0)" } ?? definition.name
        for path in definition.paths(asOf: request.context.asOf, in: folder) {
            if let other = writers.updateValue(name, forKey: path) {
                throw UsageError(
                    what: "\(path) would be written twice, by \(other) and by \(name)",
                    fix: "give one of them another \"file\" or another --out")
            }
        }
    }
}

/// The language of a report by its code.
struct LanguageName: ExpressibleByArgument {
    let words: Words

    init?(argument: String) {
        guard let words = Languages.named(argument) else { return nil }
        self.words = words
    }

    static var allValueStrings: [String] { Languages.codes }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
