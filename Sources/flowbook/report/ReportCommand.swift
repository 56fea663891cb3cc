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

    @Flag(help: "Say what would be fetched and written, and do neither.")
    var dryRun = false

    @Flag(help: "Exit with 0 even if some entities could not be fetched.")
    var allowPartial = false

    @Flag(help: "Exit with 7 where an alert of the definition is met.")
    var failOnAlert = false

    @Flag(help: "Print the key figures and alerts to standard output.")
    var summary = false

    @OptionGroup(title: "Time") var period: PeriodOptions
    @OptionGroup(title: "Executions") var source: SourceOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run(in world: World) async throws -> ExitStatus {
        let library = DefinitionLibrary()
        let now = world.now()
        // Every definition is checked before anything is fetched or written.
        let requests = try (definitions.isEmpty ? ["nightly"] : definitions).map { name in
            try request(library.definition(name), now: now, world)
        }
        if dryRun {
            for request in requests { describe(request, in: world) }
            return status(.done, of: requests)
        }
        var sourceStatus = ExitStatus.done
        var mustTell = false
        var hasAlerts = false
        var resolver = SourceResolver(source, connection, world)
        for request in requests {
            let resolved = try await resolver.resolve(request.definition.source, of: request.definition.name)
            let report = try await ReportPipeline.report(request, by: resolved.engine)
            if summary { for line in report.summary { world.writeLine(line) } }
            let warnings = try write(report, of: request.definition, in: world)
            for warning in report.warnings + warnings { world.log.warning("\(warning.text)") }
            if resolved.status != .done { sourceStatus = resolved.status }
            mustTell = mustTell || resolved.mustTell
            hasAlerts = hasAlerts || !report.alerts.isEmpty
        }
        // Lost data tells more than an alert, which may have fired for want of it.
        let dataStatus = mustTell ? ExitStatus.incomplete : status(sourceStatus, of: requests)
        return dataStatus == .done && failOnAlert && hasAlerts ? .alert : dataStatus
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
            formats: try format.map(Self.formats), language: language?.words,
            origin: source.source.map(ReportSource.Origin.init), schemas: source.schema.isEmpty ? nil : source.schema,
            entitiesFile: source.entities, includesV1: source.sync.v1 ? true : nil, peopleFile: source.people)
        let definition = library.applying(overrides)
        let clock = period.asOf?.instant(asOf: now, zone: definition.zone) ?? now
        guard !definition.period.isEmpty(asOf: clock, zone: definition.zone) else {
            throw UsageError(what: "the period of \(definition.name) is empty", fix: "let --from lie before --to")
        }
        if let unit = period.unit, unit != library.unit, !definition.alerts.isEmpty {
            throw UsageError(
                what: "the alerts of \(definition.name) are in \(library.unit.rawValue)", fix: "leave out --unit")
        }
        if out == "-", definition.formats.count > 1 {
            throw UsageError(what: "--out - writes one format", fix: "choose it with --format")
        }
        if out == "-", summary {
            throw UsageError(
                what: "--summary and --out - both write to standard output", fix: "name a folder with --out")
        }
        return try ReportRequest(
            definition, asOf: clock, listed: PeopleList.listed(in: definition, option: source.people, world))
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
            let executions = report.report.source.executions
            world.log.info("\(definition.name): \(executions) executions, \(written.paths.count) files in \(out)")
        }
        return written.warnings
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
