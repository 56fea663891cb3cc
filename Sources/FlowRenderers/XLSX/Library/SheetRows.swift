import CXLSXWriter
import FlowIO
import Glibc

/// The rows of one sheet as XML on their way to a scratch file, so that a sheet's size does not show in memory.
///
/// The bytes are the content of `<sheetData>`. Numbers keep every digit of the double, and a disk that is full is
/// noticed at once.
struct SheetRows {
    private static let threshold = 1 << 17
    private let file: ScratchFile
    private let path: String
    private(set) var byteCount = 0
    private(set) var rowCount = 0
    private let columnCount: Int
    var bytes: [UInt8] = []

    /// Opens the scratch file.
    init(columnCount: Int, scratchFolder: String) throws {
        file = try ScratchFile(in: scratchFolder)
        self.columnCount = columnCount
        path = scratchFolder
        bytes.reserveCapacity(Self.threshold * 2)
    }

    /// Begins the next row, with a height in points where it is not the sheet's usual one; gives its number in digits.
    mutating func beginRow(height: Int? = nil) -> RowDigits {
        rowCount += 1
        let digits = RowDigits(rowCount)
        bytes.append(contentsOf: #"<row r=""#.utf8)
        digits.append(to: &bytes)
        if let height { bytes.append(contentsOf: #"" ht="\#(height)" customHeight="1"#.utf8) }
        bytes.append(contentsOf: #"">"#.utf8)
        return digits
    }

    mutating func endRow() throws {
        bytes.append(contentsOf: "</row>".utf8)
        if bytes.count >= Self.threshold { try flush() }
    }

    mutating func flush() throws {
        guard !bytes.isEmpty else { return }
        try bytes.withUnsafeBytes { try file.write($0) }
        byteCount += bytes.count
        bytes.removeAll(keepingCapacity: true)
    }

    /// Gives the rows to the library, which reads them while it closes the workbook. Everything must be flushed.
    func hand(
        over sheet: UnsafeMutablePointer<lxw_worksheet>, of workbook: UnsafeMutablePointer<lxw_workbook>
    ) throws {
        guard rowCount > 0, columnCount > 0 else { return }
        let descriptor = dup(file.descriptor)
        guard descriptor >= 0, let stream = fdopen(descriptor, "r") else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw FileError.noTemporarySpace(folder: path, reason: reason)
        }
        if byteCount > SheetLimits.excel.bytesOf32BitPart { xlsx_use_zip64(workbook) }
        xlsx_set_rows(sheet, stream, lxw_row_t(rowCount - 1), lxw_col_t(columnCount - 1))
    }
}

/// The number of a row in decimal digits, made once and used by each cell of the row.
struct RowDigits {
    private let digits: (UInt64, Int)

    /// The number lies between 1 and 9,999,999.
    init(_ number: Int) {
        var packed: UInt64 = 0
        var count = 0
        var rest = number
        repeat {
            packed = packed << 8 | UInt64(0x30 + rest % 10)
            rest /= 10
            count += 1
        } while rest > 0 && count < 8
        digits = (packed, count)
    }

    func append(to bytes: inout [UInt8]) {
        var rest = digits.0
        for _ in 0..<digits.1 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}
