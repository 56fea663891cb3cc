import CZlib

/// Compresses documents in zlib's format, one after the other.
final class Deflate {
    private var stream = z_stream()
    private var output: [UInt8] = []

    /// The fastest level still makes an execution's JSON an eighth of its size; a higher one gains little.
    private static let level = Int32(1)

    struct Damaged: Error {}

    init() {
        // This cannot fail but for want of 260 kilobytes.
        deflateInit_(&stream, Self.level, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        deflateEnd(&stream)
    }

    /// `bytes` compressed, or as they are where that is not shorter.
    func deflate(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return [] }
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        if output.count < bound { output = [UInt8](repeating: 0, count: bound) }
        deflateReset(&stream)
        let size = output.count
        let count = output.withUnsafeMutableBufferPointer { buffer in
            stream.next_in = UnsafeMutablePointer(mutating: base.assumingMemoryBound(to: UInt8.self))
            stream.avail_in = UInt32(bytes.count)
            stream.next_out = buffer.baseAddress
            stream.avail_out = UInt32(size)
            let status = CZlib.deflate(&stream, Z_FINISH)
            return status == Z_STREAM_END ? size - Int(stream.avail_out) : Int.max
        }
        return count < bytes.count ? Array(output[..<count]) : Array(bytes)
    }

    /// The `size` bytes that were compressed to `bytes`; `bytes` themselves where they are that many already.
    static func inflate(_ bytes: UnsafeRawBufferPointer, size: Int) throws -> [UInt8] {
        if bytes.count == size { return Array(bytes) }
        return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            var length = UInt(size)
            let status = uncompress(
                buffer.baseAddress, &length, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt(bytes.count))
            guard status == Z_OK, Int(length) == size else { throw Damaged() }
            count = size
        }
    }
}
