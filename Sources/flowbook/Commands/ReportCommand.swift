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
        completion: .typed(PathCompletion.definitions))
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
            "The language of titles, notes and numbers: en or de. Default: the definition's.", valueName: "language"))
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

    func run(_ environment: CommandEnvironment) async throws -> ExitStatus {
        let library = DefinitionLibrary()
        let now = environment.console.now()
        // Every definition is checked before anything is fetched or written.
        let jobs = try (definitions.isEmpty ? ["nightly"] : definitions).map { name in
            try ReportJob(library.definition(name), self, now: now)
        }
        if dryRun {
            for job in jobs { try job.describe(environment) }
            return .done
        }
        var status = ExitStatus.done
        var hasAlerts = false
        var resolver = SourceResolver(source, connection, environment)
        for job in jobs {
            let resolved = try await resolver.resolve(job.definition.source)
            let outcome = try await job.run(resolved, environment)
            for warning in outcome.warnings { environment.log.warning("\(warning.text)") }
            if resolved.status != .done, !allowPartial { status = resolved.status }
            hasAlerts = hasAlerts || !outcome.alerts.isEmpty
        }
        return failOnAlert && hasAlerts ? .alert : status
    }
}

/// One definition with what the command line changes about it.
private struct ReportJob {
    let definition: ReportDefinition
    private let options: ReportCommand
    private let run: ReportRun

    init(_ library: ReportDefinition, _ options: ReportCommand, now: Instant) throws {
        let overrides = DefinitionOverrides(
            from: options.period.from, to: options.period.to, zone: options.period.timeZone?.zone,
            unit: options.period.unit, formats: try options.format.map(Self.formats),
            language: options.language?.language, origin: options.source.source.map(ReportSource.Origin.init),
            schemas: options.source.schema.isEmpty ? nil : options.source.schema,
            entitiesFile: options.source.entities)
        let definition = library.applying(overrides)
        let clock = options.period.asOf?.instant(asOf: now, zone: definition.zone) ?? now
        guard !definition.period.isEmpty(asOf: clock, zone: definition.zone) else {
            throw UsageError(what: "the period of \(definition.name) is empty", fix: "let --from lie before --to")
        }
        if let unit = options.period.unit, unit != library.unit, !definition.alerts.isEmpty {
            throw UsageError(
                what: "the alerts of \(definition.name) are in \(library.unit.rawValue)", fix: "leave out --unit")
        }
        if options.out == "-", definition.formats.count > 1 {
            throw UsageError(what: "--out - writes one format", fix: "choose it with --format")
        }
        if options.out == "-", options.summary {
            throw UsageError(
                what: "--summary and --out - both write to standard output", fix: "name a folder with --out")
        }
        self.definition = definition
        self.options = options
        run = ReportRun(
            name: definition.name, title: definition.title, context: definition.context(asOf: clock),
            queries: definition.queries + definition.alertQueries, filter: definition.filter,
            executionLink: definition.link)
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

    private var fileName: String { definition.fileName(asOf: run.context.asOf) }

    func describe(_ environment: CommandEnvironment) throws {
        environment.console.writeLine("\(definition.name): \(definition.title)")
        environment.console.writeLine("  reads   \(SourceResolver.describe(definition.source))")
        let paths = ReportFiles.paths(
            ofTables: definition.sheets.map(\.name), as: definition.formats, named: fileName, in: options.out)
        for path in paths { environment.console.writeLine("  writes  \(path)") }
    }

    struct Outcome {
        /// The alerts that are met, in words.
        let alerts: [String]
        /// What its readers must know, the alerts among it.
        let warnings: [ReportWarning]
    }

    /// Computes the report and writes its files.
    func run(_ resolved: ResolvedSource, _ environment: CommandEnvironment) async throws -> Outcome {
        var report = try await run.report(from: resolved.source, threads: resolved.threads)
        let keyFigures = report.tables.first(where: \.isKeyFigures)
        let tables = Dictionary(report.tables.map { ($0.name, $0) }) { first, _ in first }
        let alerts = try definition.alerts.flatMap { try $0.findings(in: tables) }
        report.warnings =
            alerts.map { ReportWarning("alert: \($0)", isAlert: true) } + report.warnings + resolved.warnings
        report.tables = try zip(definition.sheets, report.tables).map { try $0.arranged($1) }
        if options.summary { try print(keyFigures, alerts, environment) }
        let written = try write(report, environment)
        return Outcome(
            alerts: alerts, warnings: report.warnings + written + definition.sheets.flatMap(\.faults.warnings))
    }

    private func write(_ report: Report, _ environment: CommandEnvironment) throws -> [ReportWarning] {
        let report = report.translated(to: definition.language)
        let options = RenderOptions(
            csv: definition.csv,
            terminal: TerminalOptions(width: environment.console.width, hasColor: environment.usesColor),
            temporaryFolder: environment.console.temporaryFolder, language: definition.language)
        if self.options.out == "-", let format = definition.formats.first {
            return try ReportFiles.write(report, as: format, options: options, to: environment.console.output.sink)
        }
        let written = try ReportFiles.write(
            report, as: definition.formats, options: options, named: fileName, in: self.options.out)
        environment.log.info(
            "\(definition.name): \(report.source.executions) executions, \(written.paths.count) files in \(self.options.out)"
        )
        return written.warnings
    }

    /// The key figures as a line each, and the alerts, for a mail or a chat.
    private func print(
        _ keyFigures: ReportTable?, _ alerts: [String], _ environment: CommandEnvironment
    ) throws {
        let rows = try keyFigures?.rows.collected() ?? []
        environment.console.writeLine(definition.title)
        for row in rows {
            let unit = row[2].textValue ?? ""
            let value = row[1].numericValue.map {
                unit == "ratio" ? "\(Alert.text($0 * 100))%" : "\(Alert.text($0)) \(unit)"
            }
            environment.console.writeLine("  \(row[0].textValue ?? ""): \(value ?? "–")")
        }
        for alert in alerts { environment.console.writeLine("  ALERT \(alert)") }
    }
}

/// The language of a report by its code.
struct LanguageName: ExpressibleByArgument {
    let language: WorkbookLanguage

    init?(argument: String) {
        guard let language = WorkbookLanguage.named(argument) else { return nil }
        self.language = language
    }

    static var allValueStrings: [String] { WorkbookLanguage.all.map(\.code) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
