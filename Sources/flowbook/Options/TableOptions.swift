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
            "\(ReportFormat.names). Default: table on a terminal, csv in a pipe.",
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

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "The file to write in place of standard output, in the format of its ending.", valueName: "file"),
        completion: .file())
    var file: String?

    @Flag(help: "Print all of a long table at once, without a pager.")
    var noPager = false

    /// Where the table goes and as what.
    ///
    /// - Throws: `UsageError` where that cannot be.
    func destination(in world: World) throws -> OutputDestination {
        try OutputDestination(
            format?.format, file: file, standard: world.isOutputTerminal ? .table : .csv, in: world)
    }

    /// Sorts, limits and selects, in this order.
    private func arranged(_ table: ReportTable) throws -> ReportTable {
        let keys = (sort ?? []).map { name in
            name.hasPrefix("-") ? SortKey(String(name.dropFirst()), descending: true) : SortKey(name)
        }
        return try table.sorted(by: keys).limited(to: limit?.value).selecting(columns)
    }

    /// Writes a report of one table where it goes, arranged as the options say.
    func write(_ report: Report, to destination: OutputDestination, _ world: World) async throws {
        var arranged = report
        arranged.tables = try report.tables.map(self.arranged)
        let (shown, options) = (arranged, destination.options(in: world))
        // A report of one table has no use for what stands around several.
        let format = destination.format.name == ReportFormat.json.name ? .jsonTable : destination.format
        for warning in shown.warnings { world.log.warning("\(warning.text)") }
        let lines = shown.tables.reduce(0) { $0 + $1.rows.count + Self.linesAroundRows }
        try await destination.write(lines: lines, isUnpaged: noPager, in: world) { sink in
            let warnings = try ReportFiles.write(shown, as: format, options: options, to: sink)
            for warning in warnings { world.log.warning("\(warning.text)") }
        }
    }

    /// The head of a table, its foot, and the prompt of the shell.
    private static let linesAroundRows = 5
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
