import FlowIO

/// The parts of a finished workbook, read again to see that none was cut off on its way.
///
/// The library collects each part in a temporary file without asking whether the file could grow; on a full disk it
/// would pack half a part and call it done. A whole part ends with its root element's closing tag, and a sheet has all
/// its rows.
struct PackedParts {
    private let archive: ByteInput
    private static let chunk = 1 << 16

    init(path: String, temporaryFolder: String) throws {
        archive = try ByteInput.open(path, temporaryFolder: temporaryFolder)
    }

    /// Whether every part ends as it must and the sheets have these many rows, in their order. Takes about a tenth of the
    /// time that packing takes.
    func areWhole(rowsOfSheets rows: [Int]) throws -> Bool {
        let sheets = Dictionary(
            uniqueKeysWithValues: rows.enumerated().map { ("xl/worksheets/sheet\($0 + 1).xml", $1) })
        var offset = 0
        var count = 0
        while let (name, start) = try part(offset) {
            guard let end = try endOfWholePart(start, rows: sheets[name]) else { return false }
            offset = end
            count += 1
        }
        return count > 0
    }

    /// The name of the part whose header stands at `offset`, and where its bytes lie; nil where the list of parts begins.
    private func part(_ offset: Int) throws -> (name: String, start: Int)? {
        let header = try archive.bytes(at: offset, count: 30)
        guard header.count == 30, header.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return nil }
        let nameLength = Int(header[26]) | Int(header[27]) << 8
        let extraLength = Int(header[28]) | Int(header[29]) << 8
        let name = try archive.bytes(at: offset + 30, count: nameLength)
        return (String(decoding: name, as: UTF8.self), offset + 30 + nameLength + extraLength)
    }

    /// Unpacks one part; gives where it ends in the file, or nil where it is not whole.
    private func endOfWholePart(_ start: Int, rows: Int?) throws -> Int? {
        let inflater = Inflater(.raw)
        var ending = PartEnding(countsRows: rows != nil)
        var offset = start
        while !inflater.isAtEnd {
            let packed = try archive.bytes(at: offset, count: Self.chunk)
            guard !packed.isEmpty else { return nil }
            do {
                offset += try packed.withUnsafeBytes { try inflater.inflate($0) { ending.append($0) } }
            } catch is Inflater.Damaged {
                return nil
            }
        }
        return ending.isWhole && ending.rowCount == rows ?? 0 ? offset : nil
    }
}

/// The beginning and the end of an XML document that comes in pieces, and how many `<row>` it has.
struct PartEnding {
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private(set) var rowCount = 0
    private let countsRows: Bool
    private static let headLength = 512
    private static let tailLength = 64
    private static let row = Array("<row ".utf8)

    init(countsRows: Bool) {
        self.countsRows = countsRows
    }

    mutating func append(_ piece: UnsafeRawBufferPointer) {
        if countsRows {
            let seam = tail.suffix(Self.row.count - 1) + piece.prefix(Self.row.count - 1)
            rowCount += seam.withUnsafeBytes(Self.rows) + Self.rows(piece)
        }
        if head.count < Self.headLength { head += piece.prefix(Self.headLength - head.count) }
        tail = Array((tail + piece.suffix(Self.tailLength)).suffix(Self.tailLength))
    }

    /// How often `<row ` stands in some bytes. Looks at every fifth byte only, where that can be none of the five.
    private static func rows(_ bytes: UnsafeRawBufferPointer) -> Int {
        var count = 0
        var index = row.count - 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: " "):
                if bytes[index - 4..<index].elementsEqual(row.dropLast()) { count += 1 }
                index += 5
            case UInt8(ascii: "w"): index += 1
            case UInt8(ascii: "o"): index += 2
            case UInt8(ascii: "r"): index += 3
            case UInt8(ascii: "<"): index += 4
            default: index += 5
            }
        }
        return count
    }

    /// Whether the document ends with the closing tag of its root, or is nothing but one tag.
    var isWhole: Bool {
        let text = String(decoding: head, as: UTF8.self)
        let end = String(decoding: tail, as: UTF8.self)
        guard let root = text.firstMatch(of: /<([A-Za-z][A-Za-z0-9:]*)/)?.output.1 else { return false }
        if end.hasSuffix("</\(root)>") || end.hasSuffix("</\(root)>\n") { return true }
        return head.count < Self.headLength && text.hasSuffix("/>") && text.split(separator: "<").count == 2
    }
}
