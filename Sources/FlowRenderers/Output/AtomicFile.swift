import Glibc

/// A file that appears whole or not at all.
///
/// The bytes go to a file without a name in the same folder. `publish` puts them on the disk, gives them the name in
/// one step and puts that step on the disk; whoever reads the path before sees the old file. A file that is not
/// published leaves nothing behind.
package final class AtomicFile {
    package let path: String
    /// Where to write the content.
    package let sink: ByteSink
    private let folder: String
    private let descriptor: Int32
    private var temporaryPath: String?

    /// Begins a file at `path`, in a folder that exists. A file that is replaced hands on its permissions.
    ///
    /// - Throws: `RenderError`, also where a folder stands at `path`.
    package convenience init(path: String) throws(RenderError) {
        try self.init(path: path, open: NamelessFile.open)
    }

    /// Opens the file with `open`; tests pass the way of file systems that know no nameless files.
    init(
        path: String,
        open: (_ folder: String, _ mode: mode_t) throws(RenderError) -> (descriptor: Int32, temporaryPath: String?)
    ) throws(RenderError) {
        self.path = path
        folder = Self.folder(of: path)
        var status = stat()
        let replaces = stat(path, &status) == 0
        if replaces && status.st_mode & S_IFMT == S_IFDIR {
            throw .unwritable(path: path, reason: "a folder of that name is in the way")
        }
        do {
            (descriptor, temporaryPath) = try open(folder, 0o666)
        } catch .unwritable(_, let reason) {
            throw .unwritable(path: path, reason: reason)
        } catch .diskFull {
            throw .diskFull(path: path)
        }
        if replaces { fchmod(descriptor, status.st_mode & 0o777) }
        sink = ByteSink(descriptor: descriptor, name: path, isRewritable: true)
    }

    deinit {
        close(descriptor)
        if let temporaryPath {
            unlink(temporaryPath)
            TemporaryNames.forget(temporaryPath)
        }
    }

    /// Makes all `files` visible, together as nearly as a file system can: whatever may fail for want of space or
    /// permission comes first for every file, then come the renames.
    package static func publish(_ files: [AtomicFile]) throws(RenderError) {
        for file in files { try file.settle() }
        for file in files { try file.rename() }
        for folder in Set(files.map(\.folder)).sorted() { try synchronize(folder) }
    }

    /// Puts the content on the disk under a temporary name.
    private func settle() throws(RenderError) {
        try SystemFailure.check(path) { fsync(descriptor) }
        guard temporaryPath == nil else { return }
        do {
            temporaryPath = try TemporaryNames.claim(in: folder) { name in
                linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW)
            }
        } catch .unwritable(_, let reason) {
            throw .unwritable(path: path, reason: reason)
        }
    }

    private func rename() throws(RenderError) {
        guard let temporaryPath else { return }
        try SystemFailure.check(path) { Glibc.rename(temporaryPath, path) }
        TemporaryNames.forget(temporaryPath)
        self.temporaryPath = nil
    }

    /// Puts the folder's entries on the disk. File systems that cannot do it for folders say `EINVAL`, which is fine.
    private static func synchronize(_ folder: String) throws(RenderError) {
        let descriptor = try SystemFailure.check(folder) { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(descriptor) }
        if fsync(descriptor) != 0 && errno != EINVAL { throw SystemFailure(errno).error(path: folder) }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
