import CZlib
import Foundation

/// Runs `body` with the path of a file that holds some bytes and is gone afterwards.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let file = temporaryPath()
    try Data(bytes).write(to: URL(filePath: file))
    defer { unlink(file) }
    return try body(file)
}

func withFile<Result>(_ bytes: [UInt8], _ body: (String) async throws -> Result) async throws -> Result {
    let file = temporaryPath()
    try Data(bytes).write(to: URL(filePath: file))
    defer { unlink(file) }
    return try await body(file)
}

let temporaryFolder = FileManager.default.temporaryDirectory.path

private func temporaryPath() -> String {
    "\(temporaryFolder)/flowbook-test-\(UUID())"
}

/// Runs `body` with the path of a pipe through which some pieces come one after the other.
func withPipe<Result>(_ pieces: [[UInt8]], _ body: (String) async throws -> Result) async throws -> Result {
    let pipe = Pipe()
    let writer = pipe.fileHandleForWriting
    Thread.detachNewThread {
        for piece in pieces { try? writer.write(contentsOf: Data(piece)) }
        try? writer.close()
    }
    let result = try await body("/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
    withExtendedLifetime(pipe) {}
    return result
}

/// Packs bytes as one gzip member.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
        &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
    input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            _ = deflate(&stream, Z_FINISH)
        }
    }
    return Array(output[..<Int(stream.total_out)])
}
