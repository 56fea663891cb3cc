import FlowIO

/// The parts of a finished workbook, read again to see that none was cut off on its way.
///
/// The library collects each part in a temporary file without asking whether the file could grow; on a full disk it
/// would pack half a part and call it done. A whole part ends with its root element's closing tag.
struct PackedParts {
    private let archive: ByteInput
    private static let chunk = 1 << 16

    init(path: String, temporaryFolder: String) throws {
        archive = try ByteInput.open(path, temporaryFolder: temporaryFolder)
    }

    /// Whether every part ends as it must. Takes about a tenth of the time that packing takes.
    func areWhole() throws -> Bool {
        var offset = 0
        var count = 0
        while let start = try contentOffset(offset) {
            guard let end = try endOfWholePart(start) else { return false }
            offset = end
            count += 1
        }
        return count > 0
    }

    /// Where the bytes of the part lie whose header stands at `offset`; nil where the list of parts begins.
    private func contentOffset(_ offset: Int) throws -> Int? {
        let header = try archive.bytes(at: offset, count: 30)
        guard header.count == 30, header.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return nil }
        let nameLength = Int(header[26]) | Int(header[27]) << 8
        let extraLength = Int(header[28]) | Int(header[29]) << 8
        return offset + 30 + nameLength + extraLength
    }

    /// Unpacks one part; gives where it ends in the file, or nil where it is not whole.
    private func endOfWholePart(_ start: Int) throws -> Int? {
        let inflater = Inflater(.raw)
        var ending = PartEnding()
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
        return ending.isWhole ? offset : nil
    }
}

/// The beginning and the end of an XML document that comes in pieces.
struct PartEnding {
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private static let headLength = 512
    private static let tailLength = 64

    mutating func append(_ piece: UnsafeRawBufferPointer) {
        if head.count < Self.headLength { head += piece.prefix(Self.headLength - head.count) }
        tail = Array((tail + piece.suffix(Self.tailLength)).suffix(Self.tailLength))
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
