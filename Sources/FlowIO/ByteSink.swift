import Synchronization
import SystemPackage

/// Where a renderer writes its bytes: a file, a stream of the process, or a closure.
///
/// The sink itself holds nothing back: renderers collect rows in a `SinkBuffer` and hand over large pieces.
package final class ByteSink {
    private enum Target {
        case descriptor(FileDescriptor)
        case closure((UnsafeRawBufferPointer) throws -> Void)
    }

    /// The name of the target in errors: a path, or `standard output`.
    package let name: String
    private let target: Target
    /// Whether a library may open the descriptor's file by its path and write there at any place.
    private let isRewritable: Bool

    /// A sink that hands every piece to `write`.
    package init(name: String, write: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.name = name
        target = .closure(write)
        isRewritable = false
    }

    /// A sink on an open file descriptor, which stays the caller's.
    ///
    /// A pipe whose reader has gone gives `FileError.brokenPipe`, provided that the process ignores `SIGPIPE`.
    package convenience init(descriptor: Int32, name: String) {
        self.init(descriptor: descriptor, name: name, isRewritable: false)
    }

    init(descriptor: Int32, name: String, isRewritable: Bool) {
        self.name = name
        target = .descriptor(FileDescriptor(rawValue: descriptor))
        self.isRewritable = isRewritable
    }

    /// Writes all of `bytes`.
    ///
    /// - Throws: `FileError`, or what the closure throws.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        switch target {
        case .closure(let write): try write(bytes)
        case .descriptor(let descriptor): try FileError.writing(name) { try descriptor.writeWhole(bytes) }
        }
    }

    /// Gives `body` the path of an empty file to fill, whose bytes become what the sink receives.
    ///
    /// A file that is being made is filled in place; for a stream it is a scratch file, copied afterwards.
    package func withFile<Result>(
        scratchFolder: String, _ body: (_ path: String) throws -> Result
    ) throws -> Result {
        if isRewritable, case .descriptor(let file) = target { return try body("/proc/self/fd/\(file.rawValue)") }
        let scratch = try ScratchFile(in: scratchFolder)
        let result = try body("/proc/self/fd/\(scratch.descriptor)")
        try scratch.copy(to: self)
        return result
    }
}

/// Bytes on their way to a sink, handed over when there are enough of them.
package struct SinkBuffer {
    private static let threshold = 1 << 16
    private let sink: ByteSink
    package var bytes: [UInt8] = []

    package init(_ sink: ByteSink) {
        self.sink = sink
        bytes.reserveCapacity(Self.threshold * 2)
    }

    /// Hands over what is there if it is much; call it between rows.
    package mutating func drain() throws {
        if bytes.count >= Self.threshold { try flush() }
    }

    /// Hands over what is there.
    package mutating func flush() throws {
        guard !bytes.isEmpty else { return }
        try bytes.withUnsafeBytes { try sink.write($0) }
        bytes.removeAll(keepingCapacity: true)
    }

    package mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}

/// A stream of the process for text, such as standard output, which remembers the first write that failed.
///
/// Who prints a line need not look whether it arrived: nothing is written after a failure, and the end of the run asks
/// for it, once for all that was printed.
package final class StandardStream: Sendable {
    package let descriptor: Int32
    /// `standard output`, as errors call it.
    package let name: String
    private let firstFailure = Mutex<FileError?>(nil)

    /// A stream over a descriptor that stays the caller's.
    package init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    package static let output = StandardStream(
        descriptor: FileDescriptor.standardOutput.rawValue, name: "standard output")
    package static let error = StandardStream(
        descriptor: FileDescriptor.standardError.rawValue, name: "standard error")

    /// Holds the place of each standard stream that the process was started without. Otherwise the next file that is
    /// opened would take it, and what is printed would go there.
    package static func reserveDescriptors() {
        let streams = [FileDescriptor.standardInput, .standardOutput, .standardError]
        for stream in streams where (try? stream.stat()) == nil {
            // Opened the wrong way round, so that whoever uses it gets an error as before.
            _ = try? FileDescriptor.open("/dev/null", stream == .standardInput ? .writeOnly : .readOnly)
        }
    }

    /// Why something that was written did not arrive; nil where all of it did.
    package var failure: FileError? { firstFailure.withLock { $0 } }

    /// Writes text, unless an earlier write failed.
    package func write(_ text: String) {
        try? Array(text.utf8).withUnsafeBytes { try write($0) }
    }

    /// Writes text and a line feed.
    package func writeLine(_ text: String) {
        write(text + "\n")
    }

    /// The stream for renderers. What fails there is thrown to them, and remembered too.
    package var sink: ByteSink { ByteSink(name: name) { try self.write($0) } }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        let failure = firstFailure.withLock { failure in
            if failure != nil { return failure }
            do throws(FileError) {
                try FileError.writing(name) { try FileDescriptor(rawValue: descriptor).writeWhole(bytes) }
            } catch .unwritable(_, let reason) {
                failure = .lostOutput(stream: name, reason: reason)
            } catch .diskFull {
                failure = .lostOutput(stream: name, reason: Errno.noSpace.description)
            } catch {
                failure = error
            }
            return failure
        }
        if let failure { throw failure }
    }
}
