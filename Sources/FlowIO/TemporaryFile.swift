import Synchronization
import SystemPackage

/// A new empty file to read and write, which vanishes by itself when the process is killed.
///
/// Linux gives files without any name; a file system that cannot do it gets a hidden temporary name, which stands in
/// `TemporaryNames` until somebody moves or removes the file.
struct TemporaryFile {
    let descriptor: FileDescriptor
    /// The file's name if it needs one.
    let path: String?

    /// Makes one in a folder; the process's mask is taken off the permissions.
    static func make(in folder: String, permissions: FilePermissions) throws -> TemporaryFile {
        if let descriptor = try FileDescriptor.openNameless(in: folder, permissions: permissions) {
            return TemporaryFile(descriptor: descriptor, path: nil)
        }
        return try makeNamed(in: folder, permissions: permissions)
    }

    /// The way of file systems that know no nameless files.
    static func makeNamed(in folder: String, permissions: FilePermissions) throws -> TemporaryFile {
        let (path, descriptor) = try TemporaryNames.claim(in: folder) { path in
            try FileDescriptor.open(
                path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: permissions)
        }
        return TemporaryFile(descriptor: descriptor, path: path)
    }
}

/// The temporary names in use, so that a process that a signal ends can remove them.
package enum TemporaryNames {
    private struct State {
        var next = 0
        var paths: Set<String> = []
    }

    private static let state = Mutex(State())

    /// Removes every temporary file that is still there; for the way out of a process that a signal ends.
    package static func removeAll() {
        state.withLock { state in
            for path in state.paths { SystemCall.removeFile(path) }
            state.paths.removeAll()
        }
    }

    /// Finds a free hidden name in `folder` by trying to make it with `create`, and remembers it.
    ///
    /// The name holds the process id, so that two runs never meet; a leftover of a killed process with the same id is
    /// passed over.
    static func claim<File>(
        in folder: String, create: (_ path: String) throws -> File
    ) throws -> (path: String, file: File) {
        for _ in 0..<1000 {
            let number = state.withLock { state in
                state.next += 1
                return state.next
            }
            let path = "\(folder)/.flowbook-\(SystemCall.processID)-\(number).tmp"
            state.withLock { _ = $0.paths.insert(path) }
            do {
                return (path, try create(path))
            } catch {
                forget(path)
                if error as? Errno != .fileExists { throw error }
            }
        }
        throw Errno.fileExists
    }

    /// The file is moved or removed.
    static func forget(_ path: String) {
        state.withLock { _ = $0.paths.remove(path) }
    }
}

/// A file without a name in a folder for temporary files, gone when it is closed or the process ends.
package final class ScratchFile: Sendable {
    private let file: FileDescriptor
    private let folder: String

    /// - Throws: `FileError.noTemporarySpace`.
    package init(in folder: String) throws(FileError) {
        self.folder = folder
        file = try FileError.inTemporary(folder) {
            let file = try TemporaryFile.make(in: folder, permissions: .ownerReadWrite)
            if let path = file.path {
                SystemCall.removeFile(path)
                TemporaryNames.forget(path)
            }
            return file.descriptor
        }
    }

    deinit {
        try? file.close()
    }

    /// For a library that wants one; it stays the scratch file's.
    package var descriptor: Int32 { file.rawValue }

    /// Adds all of `bytes` at the end.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        try FileError.inTemporary(folder) { try file.writeWhole(bytes) }
    }

    /// Sends the whole file to `sink`.
    package func copy(to sink: ByteSink) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        var offset = 0
        while case let count = try FileError.inTemporary(folder, { try file.readWhole(buffer, at: offset) }), count > 0
        {
            try sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += count
        }
    }
}
