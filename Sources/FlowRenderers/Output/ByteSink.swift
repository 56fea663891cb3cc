import Glibc

/// Where a renderer writes its bytes: a file, standard output, or a closure.
///
/// The sink itself holds nothing back: renderers collect rows in a `SinkBuffer` and hand over large pieces.
package final class ByteSink {
    private enum Target {
        case descriptor(Int32)
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
    /// A pipe whose reader has gone gives `RenderError.brokenPipe`, provided that the process ignores `SIGPIPE`.
    package convenience init(descriptor: Int32, name: String) {
        self.init(descriptor: descriptor, name: name, isRewritable: false)
    }

    init(descriptor: Int32, name: String, isRewritable: Bool) {
        self.name = name
        target = .descriptor(descriptor)
        self.isRewritable = isRewritable
    }

    /// Writes all of `bytes`.
    ///
    /// - Throws: `RenderError`, or what the closure throws.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        switch target {
        case .closure(let write): try write(bytes)
        case .descriptor(let descriptor): try Self.write(bytes, to: descriptor, name: name)
        }
    }

    /// Gives `body` the path of an empty file to fill, whose bytes become what the sink receives.
    ///
    /// A file that is being made is filled in place; for a stream it is a scratch file, copied afterwards.
    func withFile<Result>(scratchFolder: String, _ body: (_ path: String) throws -> Result) throws -> Result {
        if isRewritable, case .descriptor(let descriptor) = target { return try body("/proc/self/fd/\(descriptor)") }
        let scratch = try ScratchFile(in: scratchFolder)
        let result = try body("/proc/self/fd/\(scratch.descriptor)")
        try scratch.copy(to: self)
        return result
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, name: String) throws {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = Glibc.write(descriptor, start, rest.count)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EAGAIN {
                var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&poller, 1, -1)
            } else if errno != EINTR {
                throw SystemFailure(errno).error(path: name)
            }
        }
    }
}

/// Bytes on their way to a sink, handed over when there are enough of them.
struct SinkBuffer {
    private static let threshold = 1 << 16
    private let sink: ByteSink
    var bytes: [UInt8] = []

    init(_ sink: ByteSink) {
        self.sink = sink
        bytes.reserveCapacity(Self.threshold * 2)
    }

    /// Hands over what is there if it is much; call it between rows.
    mutating func drain() throws {
        if bytes.count >= Self.threshold { try flush() }
    }

    /// Hands over what is there.
    mutating func flush() throws {
        guard !bytes.isEmpty else { return }
        try bytes.withUnsafeBytes { try sink.write($0) }
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}
