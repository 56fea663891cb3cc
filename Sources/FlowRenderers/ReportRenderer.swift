package import FlowIO
package import FlowTables

/// A format: turns a report into one document.
///
/// A renderer computes nothing. Whatever it shows stands in the tables, so that a number is the same in every format.
package protocol ReportRenderer: Sendable {
    /// Writes the report to `sink` and returns what its reader must know about the writing: cut cells, missing links.
    ///
    /// - Throws: `RenderError`, `FileError` for the writing, and whatever walking over streamed rows throws.
    func render(_ report: Report, to sink: ByteSink) throws -> [ReportWarning]
}

/// What a user may choose about the formats; each format reads its own part.
package struct RenderOptions: Sendable {
    package var csv: CSVOptions
    package var terminal: TerminalOptions
    /// Where a format that needs a scratch file puts it; nil for the system's place for such files.
    package var temporaryFolder: String?

    package init(
        csv: CSVOptions = CSVOptions(), terminal: TerminalOptions = TerminalOptions(), temporaryFolder: String? = nil
    ) {
        self.csv = csv
        self.terminal = terminal
        self.temporaryFolder = temporaryFolder
    }
}
