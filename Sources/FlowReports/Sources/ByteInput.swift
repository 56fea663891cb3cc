import FlowModel
import Foundation

/// Bytes that can be read at any place, by several threads at once: a file, or what a pipe gave.
final class ByteInput: Sendable {
    /// What people call it: a path, or "standard input".
    let name: String
    let count: Int
    private let descriptor: Int32
    /// Where the text begins: after a byte-order mark, which some editors put first.
    private let base: Int

    /// Takes over the descriptor of a regular file.
    init(name: String, descriptor: Int32, count: Int) {
        self.name = name
        self.descriptor = descriptor
        base = Self.hasByteOrderMark(descriptor) ? 3 : 0
        self.count = count - base
    }

    private static func hasByteOrderMark(_ descriptor: Int32) -> Bool {
        var start = [UInt8](repeating: 0, count: 3)
        return pread(descriptor, &start, 3, 0) == 3 && start == [0xEF, 0xBB, 0xBF]
    }

    deinit {
        close(descriptor)
    }

    /// Fills `buffer` from `offset` on and gives how much of it; less than asked for at the end only.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SourceError) -> Int {
        var filled = 0
        while filled < buffer.count {
            guard let start = buffer.baseAddress else { break }
            let got = pread(descriptor, start + filled, buffer.count - filled, off_t(base + offset + filled))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .unreadable(name, reason: String(cString: strerror(errno))) }
            if got == 0 { break }
            filled += got
        }
        return filled
    }

    /// All bytes; for documents that have to be looked at as a whole.
    func contents() throws(SourceError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let result = bytes.withUnsafeMutableBytes { buffer in
            Result<Int, SourceError> { () throws(SourceError) in try read(into: buffer, at: 0) }
        }
        bytes.removeSubrange(try result.get()...)
        return bytes
    }
}

extension ByteInput {
    /// Opens a path, or standard input for `-`. What is compressed by gzip or comes from a pipe is first copied, unpacked,
    /// to a temporary file that has no name and goes with the process.
    static func open(_ path: String, temporaryFolder: String) throws(SourceError) -> ByteInput {
        let name = path == "-" ? "standard input" : path
        let descriptor = path == "-" ? dup(STDIN_FILENO) : Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .notFound(path) : .unreadable(name, reason: String(cString: strerror(errno)))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            throw .unreadable(name, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            close(descriptor)
            throw .unreadable(name, reason: "it is a folder")
        }
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        let input = ByteInput(name: name, descriptor: descriptor, count: Int(status.st_size))
        if isRegular, try !input.isCompressed() { return input }
        return try unpacked(name: name, descriptor: descriptor, folder: temporaryFolder, keeping: input)
    }

    private func isCompressed() throws(SourceError) -> Bool {
        var magic: (UInt8, UInt8) = (0, 0)
        let result = withUnsafeMutableBytes(of: &magic) { buffer in
            Result<Int, SourceError> { () throws(SourceError) in try read(into: buffer, at: 0) }
        }
        return try result.get() == 2 && magic == (0x1F, 0x8B)
    }

    private static func unpacked(
        name: String, descriptor: Int32, folder: String, keeping input: ByteInput
    ) throws(SourceError) -> ByteInput {
        let spool = try Spool(folder: folder)
        var isFirst = true
        var inflater: GzipInflater?
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            // A pipe may give its first byte alone, which tells nothing yet.
            let filled = try fill(buffer, from: descriptor, atLeast: isFirst ? 2 : 1, name: name)
            if filled == 0 { break }
            if isFirst, filled >= 2, buffer[0] == 0x1F, buffer[1] == 0x8B { inflater = GzipInflater(name: name) }
            isFirst = false
            let bytes = UnsafeMutableRawBufferPointer(rebasing: buffer[..<filled])
            if let inflater {
                try inflater.inflate(bytes) { bytes throws(SourceError) in try spool.write(bytes) }
            } else {
                try spool.write(UnsafeRawBufferPointer(bytes))
            }
        }
        try inflater?.finish()
        withExtendedLifetime(input) {}
        return spool.release(name: name)
    }

    /// Reads what there is, `least` bytes unless the input ends before.
    private static func fill(
        _ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, atLeast least: Int, name: String
    ) throws(SourceError) -> Int {
        var filled = 0
        while filled < least, let start = buffer.baseAddress {
            let got = Foundation.read(descriptor, start + filled, buffer.count - filled)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .unreadable(name, reason: String(cString: strerror(errno))) }
            if got == 0 { break }
            filled += got
        }
        return filled
    }
}

/// A temporary file without a name.
private final class Spool {
    private let descriptor: Int32
    private var count = 0
    private var isReleased = false
    private let folder: String

    init(folder: String) throws(SourceError) {
        self.folder = folder
        var template = Array("\(folder)/flowbook-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw .noTemporarySpace(folder, reason: String(cString: strerror(errno)))
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
    }

    deinit {
        if !isReleased { close(descriptor) }
    }

    /// The file as an input, which closes it.
    func release(name: String) -> ByteInput {
        isReleased = true
        return ByteInput(name: name, descriptor: descriptor, count: count)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SourceError) {
        var written = 0
        while written < bytes.count, let start = bytes.baseAddress {
            let put = Foundation.write(descriptor, start + written, bytes.count - written)
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw .noTemporarySpace(folder, reason: String(cString: strerror(errno))) }
            written += put
        }
        count += written
    }
}

/// All bytes of a file, or of standard input for `-`, unpacked where gzip packed them.
///
/// - Parameters:
///   - path: a file, or `-`.
///   - temporaryFolder: for a copy of what comes from a pipe or an archive.
/// - Returns: the bytes.
/// - Throws: `SourceError`.
package func wholeInput(path: String, temporaryFolder: String) throws(SourceError) -> [UInt8] {
    try ByteInput.open(path, temporaryFolder: temporaryFolder).contents()
}
