package import FlowIO
package import FlowRenderers
package import FlowTables
package import FlowTime

/// A report in the words of its language, ready to be written.
package struct FinishedReport: Sendable {
    package let report: Report
    /// The alerts that are met.
    package let alerts: [Message]
    /// What its readers must know, in English.
    package let warnings: [ReportWarning]
    /// What whoever asked may have meant otherwise, such as a value that never occurs; no part of the report.
    package let hints: [String]
    private let definition: ReportDefinition
    private let keyFigures: [KeyFigure]
    private let faults: [ExpressionFaults]

    init(
        report: Report, definition: ReportDefinition, alerts: [Message], warnings: [ReportWarning],
        keyFigures: [KeyFigure], faults: [ExpressionFaults], hints: [String]
    ) {
        self.report = report
        self.definition = definition
        self.alerts = alerts
        self.warnings = warnings
        self.keyFigures = keyFigures
        self.faults = faults
        self.hints = hints
    }

    /// What went wrong with expressions, which are evaluated when the rows are: ask when the report is written.
    package var expressionWarnings: [ReportWarning] { faults.flatMap(\.warnings) }

    /// The report in a few sentences.
    ///
    /// - Parameter removed: how many runs the sync before the report removed. That stands in no file of the report, which is
    ///   the same after any sync.
    /// - Returns: the sentences, in the report's language.
    package func summary(removed: Int = 0) -> ReportSummary {
        let time = InstantText.local(report.asOf, offset: report.utcOffset(report.asOf))
        return ReportSummary(
            title: definition.title, clock: .summaryClock(time, report.timeZone), figures: keyFigures, removed: removed,
            morning: MorningNews(report), alerts: report.warnings.filter { $0.kind != .finding }.map(\.text),
            in: definition.language)
    }

    /// Where the formats of a report go.
    package enum Destination {
        /// A folder, for all of them.
        case folder(String)
        /// A stream, for the first one.
        case stream(ByteSink)
    }

    /// Writes the definition's formats.
    ///
    /// - Parameters:
    ///   - destination: where they go.
    ///   - terminal: what a format for people at a terminal knows of it.
    ///   - temporaryFolder: for what a format has to put aside.
    /// - Returns: the files, and what the formats and the expressions of the sheets have to say.
    /// - Throws: `RenderError`, and what walking over streamed rows throws.
    package func write(
        to destination: Destination, terminal: TerminalOptions, temporaryFolder: String
    ) throws -> (paths: [String], warnings: [ReportWarning]) {
        let options = RenderOptions(
            csv: definition.csv, terminal: terminal, temporaryFolder: temporaryFolder)
        switch destination {
        case .folder(let folder):
            let written = try ReportFiles.write(
                report, as: definition.formats, options: options, named: definition.fileName(asOf: report.asOf),
                in: folder)
            return (written.paths, written.warnings + expressionWarnings)
        case .stream(let sink):
            let warnings = try definition.formats.prefix(1).flatMap {
                try ReportFiles.write(report, as: $0, options: options, to: sink)
            }
            return ([], warnings + expressionWarnings)
        }
    }
}

extension ReportDefinition {
    /// The files that a report of this clock would leave in a folder.
    package func paths(asOf: Instant, in folder: String) -> [String] {
        ReportFiles.paths(ofTables: tableNames, as: formats, named: fileName(asOf: asOf), in: folder)
    }
}

extension Report {
    /// A report of a table that no definition asks for, such as the answer to a statement.
    ///
    /// - Parameters:
    ///   - table: the only table.
    ///   - asOf: when it was made.
    ///   - kind: where the table comes from.
    package init(of table: ReportTable, asOf: Instant, from kind: String) {
        self.init(
            name: table.name, title: table.title, asOf: asOf, timeZone: "UTC", utcOffset: { _ in 0 },
            period: .init(from: nil, to: asOf), durationUnit: "days",
            source: .init(kind: kind, executions: 0, entities: 0, fetchedAt: nil), tables: [table])
    }
}
