import CZlib

/// Compresses bodies for clients that ask for it.
enum GzipBody {
    /// Shorter bodies travel as they are.
    static let threshold = 512

    /// The body as a gzip stream; nil where zlib has no memory left.
    static func compress(_ body: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        // 16 on top of the window's bits asks for a gzip header; level 1 because loopback is faster than better levels.
        guard
            deflateInit2_(
                &stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)
            )
                == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var input = body
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(body.count))))
        let status = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { return nil }
        output.removeLast(output.count - Int(stream.total_out))
        return output
    }
}
