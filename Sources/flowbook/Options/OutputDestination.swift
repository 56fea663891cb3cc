import FlowIO
import FlowRenderers

/// Where an answer at the prompt goes and as what: standard output, with a pager for what is longer than the screen, or a file.
struct OutputDestination {
    let format: ReportFormat
    /// Nil for standard output.
    private let file: String?

    /// Made before anything is fetched or computed, so that nobody waits for a mistake: from the format and the file that the
    /// command line names, where `-` is standard output, and the format for that where it names none.
    ///
    /// - Throws: `UsageError` for a file whose ending says no format, and for a workbook on a terminal.
    init(_ format: ReportFormat?, file: String?, standard: ReportFormat, in world: World) throws {
        guard let file, file != "-" else {
            self.format = format ?? standard
            self.file = nil
            if world.isOutputTerminal, !self.format.isText {
                throw UsageError.notForTerminal(
                    self.format, fix: "name a file for it, such as -o answer.\(self.format.fileExtension)")
            }
            return
        }
        guard let format = format ?? ReportFormat.ofFile(file) else {
            let endings = ReportFormat.all.map { ".\($0.fileExtension)" }
            throw UsageError(
                what: "the ending of \(file) names no format",
                fix: "end it with one of \(endings.joined(separator: ", ")), or choose one with --format")
        }
        self.format = format
        self.file = file
    }

    /// What `render` may know of the terminal: nothing where the answer goes to a file.
    func options(in world: World) -> RenderOptions {
        RenderOptions(
            terminal: file == nil
                ? TerminalOptions(width: world.width, hasColor: world.usesColor) : TerminalOptions(),
            temporaryFolder: world.temporaryFolder)
    }

    /// Writes what `render` gives, of so many lines, where it goes; a file appears when it is whole.
    ///
    /// - Parameters:
    ///   - lines: how many there are, for those who read on a screen.
    ///   - isUnpaged: whether nobody wants a pager.
    ///   - world: whose standard output it is.
    ///   - render: writes the answer.
    /// - Throws: what `render` throws, `FileError`.
    func write(
        lines: Int, isUnpaged: Bool, in world: World, _ render: @escaping @Sendable (ByteSink) throws -> Void
    ) async throws {
        guard let file else {
            return try await world.paging(lines, unless: isUnpaged) { try render($0.output.sink) }
        }
        let whole = try AtomicFile(path: file)
        try render(whole.sink)
        try AtomicFile.publish([whole])
    }
}
