import CXLSXWriter
import Glibc

/// The parts of a finished workbook, read again to see that none was cut off on its way.
///
/// The library collects each part in a temporary file without asking whether the file could grow; on a full disk it
/// would pack half a part and call it done. A whole part ends with its root element's closing tag.
struct PackedParts {
    private let path: String
    private static let chunk = 1 << 16

    init(path: String) {
        self.path = path
    }

    /// Whether every part ends as it must. Takes about a tenth of the time that packing takes.
    func areWhole() throws -> Bool {
        let descriptor = try SystemFailure.check(path) { open(path, O_RDONLY | O_CLOEXEC) }
        defer { close(descriptor) }
        var offset = 0
        var count = 0
        while let start = try contentOffset(descriptor, offset) {
            guard let end = try endOfWholePart(descriptor, start) else { return false }
            offset = end
            count += 1
        }
        return count > 0
    }

    /// Where the bytes of the part lie whose header stands at `offset`; nil where the list of parts begins.
    private func contentOffset(_ descriptor: Int32, _ offset: Int) throws -> Int? {
        let header = try read(descriptor, at: offset, count: 30)
        guard header.count == 30, header.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return nil }
        let nameLength = Int(header[26]) | Int(header[27]) << 8
        let extraLength = Int(header[28]) | Int(header[29]) << 8
        return offset + 30 + nameLength + extraLength
    }

    /// Unpacks one part; gives where it ends in the file, or nil where it is not whole.
    private func endOfWholePart(_ descriptor: Int32, _ start: Int) throws -> Int? {
        var stream = z_stream()
        guard xlsx_begin_unpacking(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var ending = PartEnding()
        var unpacked = [UInt8](repeating: 0, count: Self.chunk)
        var offset = start
        var status = Z_OK
        while status == Z_OK {
            var packed = try read(descriptor, at: offset, count: Self.chunk)
            guard !packed.isEmpty else { return nil }
            let packedCount = packed.count
            packed.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(packedCount)
                repeat {
                    let produced = unpacked.withUnsafeMutableBufferPointer { output in
                        stream.next_out = output.baseAddress
                        stream.avail_out = UInt32(output.count)
                        status = inflate(&stream, Z_NO_FLUSH)
                        return output.count - Int(stream.avail_out)
                    }
                    ending.append(unpacked[..<produced])
                } while status == Z_OK && stream.avail_out == 0
            }
            offset += packedCount - Int(stream.avail_in)
            if status == Z_BUF_ERROR { status = Z_OK }
        }
        return status == Z_STREAM_END && ending.isWhole ? offset : nil
    }

    private func read(_ descriptor: Int32, at offset: Int, count: Int) throws -> [UInt8] {
        let bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let result = pread(descriptor, buffer.baseAddress, count, offset)
            guard result >= 0 else { throw SystemFailure(errno).error(path: path) }
            filled = result
        }
        return bytes
    }
}

/// The beginning and the end of an XML document that comes in pieces.
struct PartEnding {
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private static let headLength = 512
    private static let tailLength = 64

    mutating func append(_ piece: ArraySlice<UInt8>) {
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
