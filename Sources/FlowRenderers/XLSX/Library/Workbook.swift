import CXLSXWriter
import FlowIO
import Glibc

/// An open workbook of the library, released or closed exactly once.
final class Workbook {
    let pointer: UnsafeMutablePointer<lxw_workbook>
    /// The file's name in errors.
    private let name: String
    private let path: String
    private let folder: String
    private let temporaryFolder: UnsafeMutablePointer<CChar>
    private var isClosed = false
    private var rows: [(sheet: UnsafeMutablePointer<lxw_worksheet>, rows: SheetRows)] = []

    /// Opens a workbook that fills the file at `path` when it is closed, called `name` in errors; the library puts the
    /// parts into the temporary folder before it packs them.
    init(path: String, name: String, temporaryFolder: String) throws {
        self.name = name
        self.path = path
        self.folder = temporaryFolder
        guard let folder = strdup(temporaryFolder) else { throw RenderError.workbook(path: name, reason: "no memory") }
        self.temporaryFolder = folder
        var options = lxw_workbook_options()
        options.tmpdir = folder
        let (opened, messages) = LibraryMessages.collecting { workbook_new_opt(path, &options) }
        guard let opened else {
            free(folder)
            throw RenderError.workbook(path: name, reason: messages.isEmpty ? "no memory" : messages)
        }
        pointer = opened
    }

    deinit {
        if !isClosed { lxw_workbook_free(pointer) }
        free(temporaryFolder)
    }

    /// Adds a sheet; its name must be valid and new.
    func addSheet(_ sheetName: String) throws -> UnsafeMutablePointer<lxw_worksheet> {
        let (sheet, messages) = LibraryMessages.collecting { workbook_add_worksheet(pointer, sheetName) }
        guard let sheet else { throw RenderError.workbook(path: name, reason: messages) }
        return sheet
    }

    /// Throws what the library refused.
    func check(_ code: lxw_error) throws {
        guard code != LXW_NO_ERROR else { return }
        throw RenderError.workbook(path: name, reason: String(cString: lxw_strerror(code)))
    }

    /// Lets `sheet` have these rows when the workbook is closed.
    func setRows(_ rows: SheetRows, of sheet: UnsafeMutablePointer<lxw_worksheet>) {
        self.rows.append((sheet, rows))
    }

    /// Writes the file.
    ///
    /// The library does not look at whether its temporary files grow, so what it has packed is read again.
    func close() throws {
        for (sheet, rows) in rows { try rows.hand(over: sheet, of: pointer) }
        isClosed = true
        let ((code, number), messages) = LibraryMessages.collecting {
            errno = 0
            let code = workbook_close(pointer)
            return (code, errno)
        }
        if [ENOSPC, EDQUOT, EFBIG].contains(number) { throw FileError.diskFull(path: name) }
        guard code == LXW_NO_ERROR else {
            throw RenderError.workbook(
                path: name, reason: messages.isEmpty ? String(cString: lxw_strerror(code)) : messages)
        }
        guard try PackedParts(path: path, temporaryFolder: folder).areWhole() else {
            throw FileError.diskFull(path: folder)
        }
    }
}
