import ArgumentParser
import FlowIO
import FlowRenderers
import FlowTables
import Logging

/// The options of commands that print one table.
struct TableOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "table, csv, json, jsonl, xlsx or markdown. Default: table on a terminal, csv in a pipe.",
            valueName: "format"))
    var format: FormatName?

    @Option(
        help: ArgumentHelp("Only these columns, in this order.", valueName: "a,b"),
        completion: .typed(TableCompletion.columns), transform: { $0.commaSeparated })
    var columns: [String]?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Sort by these columns; a minus in front sorts downwards.", valueName: "-a,b"),
        completion: .typed(TableCompletion.sortKeys), transform: { $0.commaSeparated })
    var sort: [String]?

    @Option(help: ArgumentHelp("At most this many rows.", valueName: "count"))
    var limit: WholeNumber<0, 1_000_000_000>?

    /// Sorts, limits and selects, in this order.
    private func arranged(_ table: ReportTable) throws -> ReportTable {
        let keys = (sort ?? []).map { name in
            name.hasPrefix("-") ? SortKey(String(name.dropFirst()), descending: true) : SortKey(name)
        }
        return try table.sorted(by: keys).limited(to: limit?.value).selecting(columns)
    }

    /// Writes a report of one table to standard output, arranged as the options say.
    func write(_ report: Report, _ world: World) throws {
        var report = report
        report.tables = try report.tables.map(arranged)
        let format = format?.format ?? (world.isOutputTerminal ? .table : .csv)
        let options = RenderOptions(
            terminal: TerminalOptions(width: world.width, hasColor: world.usesColor),
            temporaryFolder: world.temporaryFolder)
        let warnings = try ReportFiles.write(report, as: format, options: options, to: world.output.sink)
        for warning in report.warnings + warnings { world.log.warning("\(warning.text)") }
    }
}

/// A format by its name.
struct FormatName: ExpressibleByArgument {
    let format: ReportFormat

    init?(argument: String) {
        guard let format = ReportFormat.named(argument) else { return nil }
        self.format = format
    }

    static var allValueStrings: [String] { ReportFormat.all.map(\.name) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

extension String {
    /// The parts between commas, without white space around them.
    var commaSeparated: [String] {
        split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }
}
