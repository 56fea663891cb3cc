#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A small file as it was read or is to be written. It may hold a token, so its content is never shown.
package struct StoredFile: Sendable, CustomStringConvertible, CustomReflectable {
    package let bytes: [UInt8]
    /// The permission bits, `0o600` for a file that its owner alone may read and write.
    package let permissions: UInt16

    package init(bytes: [UInt8], permissions: UInt16 = 0o600) {
        self.bytes = bytes
        self.permissions = permissions
    }

    package var description: String { Secret.mask }
    package var customMirror: Mirror { Mirror(self, children: ["permissions": permissions]) }

    /// Larger ones are no login files.
    private static let limit = 4 << 20

    /// Reads a file; nil where there is none of that name.
    ///
    /// - Throws: `configuration` for a file that cannot be read.
    package init?(path: String) throws(APIError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Self.unreadable(path, errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, errno) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.unreadable(path, errno)
            }
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= Self.limit else {
                throw .configuration(.unreadableFile(path: path, reason: "it is too large"))
            }
        }
        // What is no regular file, such as a pipe, keeps nothing that others could read later.
        let isFile = status.st_mode & S_IFMT == S_IFREG
        self.init(bytes: bytes, permissions: isFile ? UInt16(status.st_mode & 0o777) : 0o600)
    }

    /// Writes a file so that it is there whole or not at all, readable by its owner alone; folders are made as needed.
    ///
    /// - Throws: `configuration` where the folder or the file cannot be written.
    package func write(path: String) throws(APIError) {
        // A link, as those who keep their settings elsewhere have it, stays a link.
        let target = Self.resolved(path) ?? path
        let folder = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? "."
        try Self.makeFolder(folder, for: path)
        let temporary = "\(folder)/.\(getpid())-\(target.split(separator: "/").last ?? "login").tmp"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.unwritable(path, errno) }
        var number: Int32 = 0
        var rest = bytes[...]
        // The umask may have taken bits from the mode, but no more than the owner's are wanted.
        if fchmod(descriptor, 0o600) != 0 { number = errno }
        while number == 0, !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { number = errno }
        }
        if number == 0, fsync(descriptor) != 0 { number = errno }
        close(descriptor)
        if number == 0, rename(temporary, target) != 0 { number = errno }
        guard number == 0 else {
            unlink(temporary)
            throw Self.unwritable(path, number)
        }
        let folderDescriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folderDescriptor >= 0 {
            fsync(folderDescriptor)
            close(folderDescriptor)
        }
    }

    private static func makeFolder(_ folder: String, for path: String) throws(APIError) {
        var places = folder.indices.filter { folder[$0] == "/" && $0 != folder.startIndex }
        places.append(folder.endIndex)
        for place in places {
            let part = String(folder[..<place])
            guard mkdir(part, 0o700) != 0, errno != EEXIST, access(part, F_OK) != 0 else { continue }
            throw unwritable(path, errno)
        }
    }

    /// The path with its links followed; nil where nothing is there.
    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func unreadable(_ path: String, _ number: Int32) -> APIError {
        .configuration(.unreadableFile(path: path, reason: String(cString: strerror(number)).lowercased()))
    }

    private static func unwritable(_ path: String, _ number: Int32) -> APIError {
        .configuration(.unwritableFile(path: path, reason: String(cString: strerror(number)).lowercased()))
    }
}
