import CZlib

/// How compressed bytes begin and end.
package enum CompressionFormat: Sendable {
    /// Nothing around the compressed data, as in the parts of a ZIP archive.
    case raw
    /// zlib's own two bytes and a checksum, as in the documents of a warehouse.
    case zlib
    /// A gzip file: one member after the other, each with a header and a checksum.
    case gzip

    /// The largest window, in the numbers that zlib tells its formats by.
    fileprivate var windowBits: Int32 {
        switch self {
        case .raw: -15
        case .zlib: 15
        case .gzip: 15 + 16
        }
    }
}

/// Compresses texts, one after the other, each as a whole.
package final class Deflater {
    private var stream = z_stream()
    private var output: [UInt8] = []

    /// - Parameters:
    ///   - format: of what comes out.
    ///   - level: from 1, the fastest, to 9.
    package init(_ format: CompressionFormat, level: Int32 = 1) {
        // This cannot fail but for want of 260 kilobytes.
        let status = deflateInit2_(
            &stream, level, Z_DEFLATED, format.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "no memory to compress with")
    }

    deinit {
        deflateEnd(&stream)
    }

    /// All of `bytes`, compressed; with a dictionary, what stands in that costs next to nothing.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - dictionary: what texts of its kind hold, the most frequent last; for zlib's own format, and at most 32 KB of it
    ///     are used.
    /// - Returns: the compressed text, until the next call.
    package func deflate(_ bytes: UnsafeRawBufferPointer, dictionary: [UInt8]? = nil) -> ArraySlice<UInt8> {
        let bound = Int(deflateBound(&stream, UInt(bytes.count))) + 4
        if output.count < bound { output = [UInt8](repeating: 0, count: bound) }
        deflateReset(&stream)
        if let dictionary { deflateSetDictionary(&stream, dictionary, UInt32(dictionary.count)) }
        let count = output.withUnsafeMutableBufferPointer { output in
            var (taken, made) = (0, 0)
            // zlib counts in 32 bits, so that what is longer goes through it in pieces.
            while true {
                let (input, room) = (UInt32(clamping: bytes.count - taken), UInt32(clamping: output.count - made))
                stream.next_in = bytes.bytes.map { $0 + taken }
                stream.avail_in = input
                stream.next_out = output.baseAddress.map { $0 + made }
                stream.avail_out = room
                let isLast = taken + Int(input) == bytes.count
                let status = CZlib.deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                taken += Int(input - stream.avail_in)
                made += Int(room - stream.avail_out)
                if status == Z_STREAM_END { return made }
                precondition(status == Z_OK || status == Z_BUF_ERROR, "zlib cannot compress: \(status)")
            }
        }
        return output[..<count]
    }
}

/// Unpacks compressed bytes, piece by piece.
package final class Inflater {
    private var stream = z_stream()
    private let format: CompressionFormat
    private var output = [UInt8](repeating: 0, count: 512 << 10)
    /// Whether the compressed data has ended; with gzip, whether nothing of another member has been read.
    package private(set) var isAtEnd = false

    /// The bytes are not as a compressor wrote them.
    package struct Damaged: Error {
        package init() {}
    }

    package init(_ format: CompressionFormat) {
        self.format = format
        // This cannot fail but for want of a few kilobytes.
        let status = inflateInit2_(
            &stream, format.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "no memory to unpack with")
    }

    deinit {
        inflateEnd(&stream)
    }

    /// Unpacks a piece of at most 4 GB and hands on what comes out.
    ///
    /// - Returns: how many bytes of the piece belong to the compressed data; what comes after its end does not. Of gzip
    ///   all do: members that follow each other, and the zeros that may follow the last one.
    /// - Throws: `Damaged`, and what `emit` throws.
    package func inflate(
        _ piece: UnsafeRawBufferPointer, _ emit: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        stream.next_in = piece.bytes
        stream.avail_in = UInt32(piece.count)
        while stream.avail_in > 0 {
            if isAtEnd {
                guard format == .gzip else { break }
                guard stream.next_in.pointee != 0 else { return piece.count }
                inflateReset(&stream)
                isAtEnd = false
            }
            try step(emit)
        }
        return piece.count - Int(stream.avail_in)
    }

    /// Unpacks until the compressed data ends or more of it is needed.
    private func step(_ emit: (UnsafeRawBufferPointer) throws -> Void) throws {
        let size = output.count
        try output.withUnsafeMutableBytes { bytes in
            repeat {
                stream.next_out = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(size)
                let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw Damaged() }
                try emit(UnsafeRawBufferPointer(rebasing: bytes[..<(size - Int(stream.avail_out))]))
                isAtEnd = status == Z_STREAM_END
            } while stream.avail_out == 0 && !isAtEnd
        }
    }

    /// Which dictionary a text in zlib's format was compressed with, as `checksum` gives it; nil where it was none.
    package static func dictionary(of bytes: UnsafeRawBufferPointer) -> UInt32? {
        guard bytes.count >= 6, bytes[1] & 0x20 != 0 else { return nil }
        return bytes[2..<6].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// What tells a dictionary from others in the texts that are compressed with it.
    package static func checksum(of dictionary: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: adler32(1, dictionary, UInt32(dictionary.count)))
    }

    /// Unpacks what `deflate` made with a dictionary.
    ///
    /// - Throws: `Damaged`, also where it is of another size or was made with another dictionary.
    package static func inflate(
        _ bytes: UnsafeRawBufferPointer, size: Int, dictionary: [UInt8]
    ) throws(Damaged) -> [UInt8] {
        var stream = z_stream()
        let opened = inflateInit2_(
            &stream, CompressionFormat.zlib.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard opened == Z_OK, bytes.count <= Int(UInt32.max), size <= Int(UInt32.max) else { throw Damaged() }
        defer { inflateEnd(&stream) }
        var isWhole = false
        let unpacked = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            stream.next_in = bytes.bytes
            stream.avail_in = UInt32(bytes.count)
            stream.next_out = buffer.baseAddress
            stream.avail_out = UInt32(size)
            guard CZlib.inflate(&stream, Z_FINISH) == Z_NEED_DICT,
                inflateSetDictionary(&stream, dictionary, UInt32(dictionary.count)) == Z_OK
            else { return }
            isWhole = CZlib.inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0
            count = isWhole ? size : 0
        }
        guard isWhole else { throw Damaged() }
        return unpacked
    }

    /// Unpacks zlib's format where the size of what comes out is known, in bytes.
    ///
    /// - Throws: `Damaged`, also where it is another size.
    package static func inflate(_ bytes: UnsafeRawBufferPointer, size: Int) throws(Damaged) -> [UInt8] {
        var isWhole = false
        let unpacked = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            var length = UInt(size)
            let status = uncompress(buffer.baseAddress, &length, bytes.bytes, UInt(bytes.count))
            isWhole = status == Z_OK && Int(length) == size
            count = isWhole ? size : 0
        }
        guard isWhole else { throw Damaged() }
        return unpacked
    }
}

extension UnsafeRawBufferPointer {
    /// As zlib wants it, which reads through a pointer that it could write through.
    fileprivate var bytes: UnsafeMutablePointer<UInt8>? {
        UnsafeMutablePointer(mutating: baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
}
