import CZlib

/// Unpacks a gzip stream piece by piece, also one of several members.
final class GzipInflater {
    private let name: String
    private var stream = z_stream()
    private var output = [UInt8](repeating: 0, count: 512 * 1_024)
    /// Between members: nothing of the next one has been read.
    private var isAtMemberEnd = false

    init(name: String) {
        self.name = name
        // 15 + 16: the largest window, with a gzip header. This cannot fail but for want of a few kilobytes.
        inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        inflateEnd(&stream)
    }

    /// Unpacks `input` and hands on what comes out.
    func inflate(
        _ input: UnsafeMutableRawBufferPointer, _ emit: (UnsafeRawBufferPointer) throws(SourceError) -> Void
    ) throws(SourceError) {
        stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_in = UInt32(input.count)
        while stream.avail_in > 0 {
            if isAtMemberEnd {
                // Padding of zeros may follow the last member.
                guard stream.next_in.pointee != 0 else { return }
                inflateReset(&stream)
                isAtMemberEnd = false
            }
            try step(emit)
        }
    }

    private func step(_ emit: (UnsafeRawBufferPointer) throws(SourceError) -> Void) throws(SourceError) {
        let size = output.count
        let result = output.withUnsafeMutableBytes { bytes in
            Result<Void, SourceError> { () throws(SourceError) in
                repeat {
                    stream.next_out = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
                    stream.avail_out = UInt32(size)
                    let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                        throw .damagedArchive(name)
                    }
                    try emit(UnsafeRawBufferPointer(rebasing: bytes[..<(size - Int(stream.avail_out))]))
                    if status == Z_STREAM_END {
                        isAtMemberEnd = true
                        return
                    }
                } while stream.avail_out == 0
            }
        }
        try result.get()
    }

    /// Checks that the stream has ended where a member ends.
    func finish() throws(SourceError) {
        guard isAtMemberEnd else { throw .truncatedArchive(name) }
    }
}
