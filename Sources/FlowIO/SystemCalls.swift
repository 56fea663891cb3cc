import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

// The calls that swift-system lacks. Here alone the C libraries are told apart.

/// Which file a path names, whatever the path.
package struct FileIdentity: Hashable, Sendable {
    private let device: UInt64
    private let number: UInt64

    /// Nil where nothing is there.
    package init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        number = UInt64(truncatingIfNeeded: status.st_ino)
    }
}

/// Calls of the operating system on paths; each throws `Errno`.
enum SystemCall {
    static func rename(_ path: String, to target: String) throws {
        try check { systemRename(path, target) }
    }

    static func makeFolder(_ path: String, permissions: FilePermissions) throws {
        try check { mkdir(path, permissions.rawValue) }
    }

    /// Removes a file's name; that there is none is no error.
    static func removeFile(_ path: String) {
        unlink(path)
    }

    /// Removes a file's name.
    static func remove(_ path: String) throws {
        try check { unlink(path) }
    }

    /// Removes a folder that is empty, and no other.
    static func removeFolder(_ path: String) {
        rmdir(path)
    }

    /// The path with its links followed; nil where nothing is there.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    static var processID: Int32 { getpid() }

    /// Repeats a call that a signal interrupted.
    fileprivate static func check(_ call: () -> Int32) throws {
        while call() < 0 {
            let number = Errno(rawValue: errno)
            if number != .interrupted { throw number }
        }
    }
}

extension FileDescriptor {
    /// Writes all of `bytes`, however little the other side takes at once.
    func writeWhole(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            do {
                rest = UnsafeRawBufferPointer(rebasing: rest[try write(rest)...])
            } catch Errno.resourceTemporarilyUnavailable {
                var poller = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
                poll(&poller, 1, -1)
            }
        }
    }

    /// Fills `buffer` with what stands from `offset` on; gives how much that is, less than asked for at the end only.
    func readWhole(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try read(
                fromAbsoluteOffset: Int64(offset + filled), into: .init(rebasing: buffer[filled...]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Puts the content on the disk.
    func synchronize() throws {
        try SystemCall.check { fsync(rawValue) }
    }

    func setPermissions(_ permissions: FilePermissions) throws {
        try SystemCall.check { fchmod(rawValue, permissions.rawValue) }
    }

    /// Gives an open file that has no name a name, which must be free.
    func link(to path: String) throws {
        #if os(Linux)
            try SystemCall.check {
                linkat(AT_FDCWD, "/proc/self/fd/\(rawValue)", AT_FDCWD, path, AT_SYMLINK_FOLLOW)
            }
        #else
            throw Errno.notSupported
        #endif
    }

    /// Opens a new file without a name in a folder; nil where the system or the file system knows no such files.
    static func openNameless(in folder: String, permissions: FilePermissions) throws -> FileDescriptor? {
        #if os(Linux)
            // The value of O_TMPFILE, a macro that Swift does not import: __O_TMPFILE | O_DIRECTORY.
            let withoutName = OpenOptions(rawValue: 0o20_000_000 | O_DIRECTORY)
            do {
                return try open(folder, .readWrite, options: [.closeOnExec, withoutName], permissions: permissions)
            } catch let number as Errno
                where [.notSupportedOnSocket, .isDirectory, .noSuchFileOrDirectory, .invalidArgument].contains(number)
            {
                return nil
            }
        #else
            return nil
        #endif
    }
}

/// The C function, whose name a method above has too.
private func systemRename(_ path: String, _ target: String) -> Int32 {
    rename(path, target)
}
