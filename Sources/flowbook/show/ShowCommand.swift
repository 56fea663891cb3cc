import ArgumentParser
import FlowMetrics
import FlowModel
import FlowRenderers
import FlowReports
import FlowTables
import FlowTime
import Logging

/// `flowbook show`: one run whole.
struct ShowCommand: FlowbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one run whole: its phases and tasks, who, when, how long, what next.",
        discussion: """
            A run is named by its id, by the id of its entity, or by a part of its name or of its entity's title. Where several
            runs fit they are listed, and the exit code is 2.

            EXAMPLES
              flowbook show 6f1c0b52
              flowbook show 'Müller' --source executions.jsonl
              flowbook show 6f1c0b52 --calendar DE-NW --time-zone Europe/Berlin
              flowbook show 6f1c0b52 --format json | jq '.tables[1].rows[] | select(.state == "current")'
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: ArgumentHelp("An id of a run or entity, or a part of a title.", valueName: "run"))
    var name: String

    @Option(
        help: ArgumentHelp("table, json, markdown or xlsx. Default: table.", valueName: "format"))
    var format: FormatName?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write, in the format of its ending.", valueName: "file"), completion: .file())
    var file: String?

    @Flag(help: "Print all of a long run at once, without a pager.")
    var noPager = false

    @OptionGroup(title: "Time") var clock: ClockOptions
    @OptionGroup(title: "Executions") var source: SourceOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run(in world: World) async throws -> ExitStatus {
        let destination = try OutputDestination(format?.format, file: file, standard: .table, in: world)
        let now = world.now()
        let zone = clock.timeZone?.zone ?? .utc
        let asOf = clock.asOf?.instant(asOf: now, zone: zone) ?? now
        var question = ReportDefinition(
            question: [MetricTable.run, .timeline].map { ReportSheet($0) }, zone: zone, unit: clock.unit ?? .days,
            schedule: clock.calendar?.schedule)
        question.people.file = source.people
        var resolver = SourceResolver(source, connection, world)
        // To look at one run nobody waits for a sync, unless it is asked for.
        let resolved = try await resolver.resolve(.init(options: source, default: .warehouse))
        let listed = try PeopleList.listed(in: question, option: source.people, world)
        let context = question.context(asOf: asOf, listed: listed)
        question.filter = Filter(
            .executionID, is: try await RunSearch(name, context).id(by: resolved.engine, world), grain: .execution)
        let request = try ReportRequest(question, asOf: asOf, present: now, listed: listed)
        let report = try await ReportPipeline.report(request, by: resolved.engine).report
        for warning in report.warnings { world.log.warning("\(warning.text)") }
        try await write(report, to: destination, world)
        return resolved.status
    }

    private func write(_ report: Report, to destination: OutputDestination, _ world: World) async throws {
        let options = destination.options(in: world)
        let text = RunText(report)
        try await destination.write(lines: text.lineCount, isUnpaged: noPager, in: world) { sink in
            guard destination.format.name != ReportFormat.table.name else {
                return try text.write(options.terminal, to: sink)
            }
            let warnings = try ReportFiles.write(report, as: destination.format, options: options, to: sink)
            for warning in warnings { world.log.warning("\(warning.text)") }
        }
    }
}
