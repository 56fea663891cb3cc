import CXLSXWriter
import FlowIO

/// An open workbook of the library, released or closed exactly once.
final class Workbook {
    let pointer: UnsafeMutablePointer<lxw_workbook>
    /// Whether rows go to the disk at once, so that memory does not grow with them. Such a workbook has no Excel tables,
    /// its texts stand in their cells, and the rows of each sheet are written from the top.
    let isStreamed: Bool
    let options: Options
    /// The file's name in errors.
    private let name: String
    private let path: String
    private let texts = LibraryTexts()
    private let files: UnsafeMutablePointer<xlsx_files>
    private var isClosed = false
    private var sheets: [Sheet] = []

    struct Options {
        /// Where the library puts the parts before it packs them.
        var temporaryFolder: String
        var isStreamed: Bool
        /// Whether parts may pass 4 GiB, in a form of the archive that some old readers do not know.
        var hasLongParts: Bool
        var limits: SheetLimits
        /// What stands at the end of a text that is too long for a cell.
        var cutMark: String
    }

    /// A sheet whose part of the file may pass 4 GiB, where that was not foreseen.
    struct PartTooLong: Error {}

    /// Opens a workbook that fills the file at `path` when it is closed, called `name` in errors.
    init(path: String, name: String, _ options: Options) throws {
        self.name = name
        self.path = path
        self.options = options
        isStreamed = options.isStreamed
        var library = lxw_workbook_options()
        library.tmpdir = texts.add(options.temporaryFolder)
        library.constant_memory = options.isStreamed ? 1 : 0
        library.use_zip64 = options.hasLongParts ? 1 : 0
        guard let opened = workbook_new_opt(path, &library) else {
            throw RenderError.workbook(path: name, reason: "no memory")
        }
        pointer = opened
        // With another library the columns are as wide as it makes them.
        _ = xlsx_set_default_font(opened, WorkbookTheme.font, WorkbookTheme.fontSize)
        files = .allocate(capacity: 1)
        files.initialize(to: xlsx_files())
    }

    deinit {
        if !isClosed { lxw_workbook_free(pointer) }
        files.deallocate()
    }

    /// Calls a function of the library that opens files.
    private func opening<Result>(_ call: () -> Result) -> Result {
        xlsx_enter(files)
        defer { xlsx_enter(nil) }
        return call()
    }

    /// Adds a sheet; its name comes from `SheetNames`.
    func addSheet(_ sheetName: String) throws -> Sheet {
        try checkRows()
        guard let added = opening({ workbook_add_worksheet(pointer, sheetName) }) else {
            throw RenderError.workbook(path: name, reason: "no sheet \(sheetName) can be added")
        }
        let sheet = Sheet(sheetName, added, self)
        sheets.append(sheet)
        return sheet
    }

    func addFormat() throws -> UnsafeMutablePointer<lxw_format> {
        guard let format = workbook_add_format(pointer) else {
            throw RenderError.workbook(path: name, reason: "no memory")
        }
        return format
    }

    /// Gives a range of cells a name for formulas, which comes from `TableNames`.
    func define(_ name: String, as range: String) throws {
        try check(workbook_define_name(pointer, texts.add(name), texts.add("=" + range)))
    }

    /// What the properties of a document say; `created` in seconds since 1970.
    func setProperties(title: String, subject: String, author: String, comments: String, created: Int) throws {
        let texts = LibraryTexts()
        var properties = lxw_doc_properties()
        properties.title = texts.add(title)
        properties.subject = texts.add(subject)
        properties.author = texts.add(author)
        properties.comments = texts.add(comments)
        // Zero would stand for now.
        properties.created = created == 0 ? 1 : created
        try check(workbook_set_properties(pointer, &properties))
    }

    /// Throws what the library refused.
    @inline(__always)
    func check(_ code: lxw_error) throws {
        if code != LXW_NO_ERROR { throw refusal(code) }
    }

    private func refusal(_ code: lxw_error) -> RenderError {
        .workbook(path: name, reason: String(cString: lxw_strerror(code)))
    }

    /// Throws if a row did not arrive in its temporary file.
    @inline(__always)
    func checkRows() throws {
        if files.pointee.temporary_error != 0 { throw temporaryError }
    }

    private var temporaryError: FileError {
        FileError(inTemporary: options.temporaryFolder, systemError: files.pointee.temporary_error)
    }

    /// Writes the file.
    ///
    /// Where the library makes its temporary files itself, it does not look whether they grow, and what it has packed is read
    /// again.
    func close() throws {
        try checkRows()
        isClosed = true
        let rowCounts = sheets.map(\.rowCount)
        let code = opening { workbook_close(pointer) }
        try checkRows()
        if files.pointee.packed_error != 0 { throw FileError(writing: name, systemError: files.pointee.packed_error) }
        guard code == LXW_NO_ERROR else { throw refusal(code) }
        if files.pointee.has_temporaries { return }
        guard try PackedParts(path: path, temporaryFolder: options.temporaryFolder).areWhole(rowsOfSheets: rowCounts)
        else {
            throw FileError.diskFull(path: options.temporaryFolder)
        }
    }
}
