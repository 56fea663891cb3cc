import FlowIO
import Foundation

/// A folder for one test, removed with everything in it.
package final class TemporaryFolder {
    package let path: String

    package init() throws {
        path = temporaryPath()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// All names below the folder, hidden ones too, sorted.
    package var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

    package func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
    }

    package func text(_ name: String) throws -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }

    package func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }
}

/// Runs `body` with the path of a file that holds some bytes and is gone afterwards.
package func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let file = temporaryPath()
    try Data(bytes).write(to: URL(filePath: file))
    defer { unlink(file) }
    return try body(file)
}

package func withFile<Result>(_ bytes: [UInt8], _ body: (String) async throws -> Result) async throws -> Result {
    let file = temporaryPath()
    try Data(bytes).write(to: URL(filePath: file))
    defer { unlink(file) }
    return try await body(file)
}

package let temporaryFolder = FileManager.default.temporaryDirectory.path

private func temporaryPath() -> String {
    "\(temporaryFolder)/flowbook-test-\(UUID())"
}

/// Runs `body` with the path of a pipe through which some pieces come one after the other.
package func withPipe<Result>(_ pieces: [[UInt8]], _ body: (String) async throws -> Result) async throws -> Result {
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
package func gzip(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { Array(Deflater(.gzip).deflate($0)) }
}
