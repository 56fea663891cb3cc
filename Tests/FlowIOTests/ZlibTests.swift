import FlowIO
import FuzzSupport
import Testing

@Suite("What is compressed comes out as it went in")
struct ZlibTests {
    private static func unpack(
        _ bytes: [UInt8], _ format: CompressionFormat, inPiecesOf size: Int
    ) throws -> (bytes: [UInt8], rest: Int, isWhole: Bool) {
        let inflater = Inflater(format)
        var unpacked: [UInt8] = []
        var offset = 0
        while offset < bytes.count, format == .gzip || !inflater.isAtEnd {
            let piece = bytes[offset..<min(offset + size, bytes.count)]
            offset += try piece.withUnsafeBytes { try inflater.inflate($0) { unpacked += $0 } }
        }
        return (unpacked, bytes.count - offset, inflater.isAtEnd)
    }

    /// Runs of bytes that compress well between others that do not, longer than the inflater's own buffer.
    private static func text(_ random: inout SeededGenerator) -> [UInt8] {
        var text: [UInt8] = []
        for _ in 0..<random.below(20) {
            let byte = UInt8(truncatingIfNeeded: random.next())
            text += [UInt8](repeating: byte, count: random.oneIn(8) ? 600_000 : random.below(300))
            for _ in 0..<random.below(300) { text.append(UInt8(truncatingIfNeeded: random.next())) }
        }
        return text
    }

    @Test("in each format, in pieces of any size", arguments: [CompressionFormat.raw, .zlib, .gzip])
    func roundTrip(format: CompressionFormat) throws {
        var random = FuzzEffort.generator(11)
        let deflater = Deflater(format)
        for _ in 0..<FuzzEffort.tries(20) {
            let text = Self.text(&random)
            let packed = text.withUnsafeBytes { Array(deflater.deflate($0)) }
            for size in [1, 1 + random.below(50), 1 << 20] where size > 1 || packed.count < 5_000 {
                let unpacked = try Self.unpack(packed, format, inPiecesOf: size)
                #expect(unpacked.bytes == text && unpacked.isWhole && unpacked.rest == 0)
            }
        }
    }

    @Test("and what follows its end is left alone, but for what may follow in a gzip file")
    func rest() throws {
        let text = Array("some text, some text, some text".utf8)
        for format in [CompressionFormat.raw, .zlib] {
            let packed = text.withUnsafeBytes { Array(Deflater(format).deflate($0)) }
            let unpacked = try Self.unpack(packed + [7, 7, 7], format, inPiecesOf: 1 << 20)
            #expect(unpacked.bytes == text && unpacked.isWhole && unpacked.rest == 3)
        }
        let members = gzip(text) + gzip(text) + [0, 0]
        #expect(try Self.unpack(members, .gzip, inPiecesOf: 1 << 20).bytes == text + text)
        #expect(throws: Inflater.Damaged.self) { try Self.unpack(gzip(text) + [1, 2], .gzip, inPiecesOf: 100) }
    }

    @Test("or is told to be cut or damaged, at whatever byte")
    func damage() throws {
        let text = Array((0..<300).map { "line \($0)\n" }.joined().utf8)
        let packed = text.withUnsafeBytes { Array(Deflater(.zlib).deflate($0)) }
        #expect(try packed.withUnsafeBytes { try Inflater.inflate($0, size: text.count) } == text)
        for size in [0, 1, text.count - 1, text.count + 1] {
            #expect(throws: Inflater.Damaged.self) {
                try packed.withUnsafeBytes { try Inflater.inflate($0, size: size) }
            }
        }
        for cut in 0..<packed.count {
            #expect(throws: Inflater.Damaged.self) {
                try packed[..<cut].withUnsafeBytes { try Inflater.inflate($0, size: text.count) }
            }
            #expect(try Self.unpack(Array(packed[..<cut]), .zlib, inPiecesOf: 64).isWhole == false)
        }
    }
}
