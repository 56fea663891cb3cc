import SystemPackage

/// Bytes that can be read at any place, by several threads at once: a file, or what a pipe or an archive gave.
package final class ByteInput: Sendable {
    /// What people call it: a path, or "standard input".
    package let name: String
    /// How many bytes there are.
    package let count: Int
    private let descriptor: FileDescriptor
    /// The file behind the descriptor where it is a copy; otherwise the descriptor is this input's own.
    private let copy: ScratchFile?
    /// Where the text begins: after a byte-order mark, which some editors put first.
    private let base: Int

    private init(name: String, _ descriptor: FileDescriptor, copy: ScratchFile?, count: Int) throws(FileError) {
        self.name = name
        self.descriptor = descriptor
        self.copy = copy
        let start = try FileError.reading(name) { try descriptor.read(upTo: 3, at: 0) }
        base = start == [0xEF, 0xBB, 0xBF] ? 3 : 0
        self.count = count - base
    }

    deinit {
        if copy == nil { try? descriptor.close() }
    }

    /// Fills `buffer` from `offset` on and gives how much of it; less than asked for at the end only.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
        try FileError.reading(name) { try descriptor.readWhole(buffer, at: base + offset) }
    }

    /// At most `count` bytes from `offset` on.
    package func bytes(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        try FileError.reading(name) { try descriptor.read(upTo: count, at: base + offset) }
    }

    /// All bytes; for documents that have to be looked at as a whole.
    package func contents() throws(FileError) -> [UInt8] {
        try bytes(at: 0, count: count)
    }
}

extension ByteInput {
    /// Opens a path, or standard input for `-`. What is compressed by gzip or comes from a pipe is first copied, unpacked,
    /// to a temporary file that has no name and goes with the process. The descriptor `input` of standard input stays open.
    ///
    /// - Throws: `FileError`.
    package static func open(
        _ path: String, input: Int32 = 0, temporaryFolder: String
    ) throws(FileError) -> ByteInput {
        let name = path == "-" ? "standard input" : path
        let descriptor = try FileError.reading(name) {
            path == "-"
                ? try FileDescriptor(rawValue: input).duplicate()
                : try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        }
        var isKept = false
        defer { if !isKept { try? descriptor.close() } }
        let status = try FileError.reading(name) { try descriptor.stat() }
        guard status.type != .directory else { throw FileError(reading: name, .isDirectory) }
        if status.type == .regular,
            try FileError.reading(name, { try descriptor.read(upTo: 2, at: 0) }) != gzipMagic
        {
            let input = try ByteInput(name: name, descriptor, copy: nil, count: Int(status.size))
            isKept = true
            return input
        }
        return try unpacked(name: name, descriptor, folder: temporaryFolder)
    }

    private static let gzipMagic: [UInt8] = [0x1F, 0x8B]

    private static func unpacked(
        name: String, _ descriptor: FileDescriptor, folder: String
    ) throws(FileError) -> ByteInput {
        let copy = try ScratchFile(in: folder)
        var count = 0
        func add(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
            try copy.write(bytes)
            count += bytes.count
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        // A pipe may give its first byte alone, which tells nothing yet.
        var filled = try fill(buffer, from: descriptor, atLeast: gzipMagic.count, name: name)
        let inflater = buffer[..<filled].starts(with: gzipMagic) ? Inflater(.gzip) : nil
        while filled > 0 {
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
            if let inflater {
                do {
                    _ = try inflater.inflate(bytes, add)
                } catch let error as FileError {
                    throw error
                } catch {
                    throw .damagedArchive(path: name)
                }
            } else {
                try add(bytes)
            }
            filled = try fill(buffer, from: descriptor, atLeast: 1, name: name)
        }
        guard inflater?.isAtEnd ?? true else { throw .truncatedArchive(path: name) }
        return try ByteInput(name: name, FileDescriptor(rawValue: copy.descriptor), copy: copy, count: count)
    }

    /// Reads what there is, `least` bytes unless the input ends before.
    private static func fill(
        _ buffer: UnsafeMutableRawBufferPointer, from descriptor: FileDescriptor, atLeast least: Int, name: String
    ) throws(FileError) -> Int {
        var filled = 0
        while filled < least {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = try FileError.reading(name) { try descriptor.read(into: rest) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}

/// A small file read at once, with its permissions.
package struct WholeFile: Sendable {
    package let bytes: [UInt8]
    /// The permission bits, such as `0o600`; nil for what is no regular file.
    package let permissions: UInt16?

    /// Reads a file, or a pipe by its path. Of a longer one than `limit` it reads one byte more, which tells.
    package init(path: String, limit: Int) throws(FileError) {
        (bytes, permissions) = try FileError.reading(path) {
            let descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
            return try descriptor.closeAfter {
                let status = try descriptor.stat()
                if status.type == .directory { throw Errno.isDirectory }
                var bytes: [UInt8] = []
                while bytes.count <= limit {
                    let piece = try [UInt8](unsafeUninitializedCapacity: min(limit + 1 - bytes.count, 1 << 16)) {
                        $1 = try descriptor.read(into: UnsafeMutableRawBufferPointer($0))
                    }
                    if piece.isEmpty { break }
                    bytes += piece
                }
                let isRegular = status.type == .regular
                return (bytes, isRegular ? UInt16(status.permissions.rawValue & 0o777) : nil)
            }
        }
    }
}

extension FileDescriptor {
    /// At most `count` bytes from `offset` on.
    fileprivate func read(upTo count: Int, at offset: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try readWhole(UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
    }
}
