import SystemPackage

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
    private let descriptor: FileDescriptor
    private var temporaryPath: String?

    /// Begins a file at `path`, in a folder that exists. A file that is replaced hands on its permissions.
    ///
    /// - Throws: `FileError`, also where a folder stands at `path`.
    package convenience init(path: String) throws(FileError) {
        try self.init(path: path, make: TemporaryFile.make)
    }

    /// Makes the file with `make`; tests pass the way of file systems that know no nameless files. It gets `permissions`
    /// whatever it replaces.
    init(
        path: String, permissions: FilePermissions? = nil,
        make: (_ folder: String, _ permissions: FilePermissions) throws -> TemporaryFile
    ) throws(FileError) {
        self.path = path
        let folder = Folder.holding(path)
        self.folder = folder
        let replaced = try? Stat(path)
        if replaced?.type == .directory {
            throw .unwritable(path: path, reason: "a folder of that name is in the way")
        }
        let everyone = FilePermissions(rawValue: 0o666)
        let file = try FileError.writing(path) { try make(folder, permissions ?? everyone) }
        descriptor = file.descriptor
        temporaryPath = file.path
        sink = ByteSink(descriptor: file.descriptor.rawValue, name: path, isRewritable: true)
        // The bits of the mode beyond these are of no concern to a report.
        let wanted = permissions ?? replaced.map { $0.permissions.intersection(FilePermissions(rawValue: 0o777)) }
        if let wanted { try? descriptor.setPermissions(wanted) }
    }

    deinit {
        try? descriptor.close()
        if let temporaryPath {
            SystemCall.removeFile(temporaryPath)
            TemporaryNames.forget(temporaryPath)
        }
    }

    /// Makes all `files` visible, together as nearly as a file system can: whatever may fail for want of space or
    /// permission comes first for every file, then come the renames.
    package static func publish(_ files: [AtomicFile]) throws(FileError) {
        for file in files { try FileError.writing(file.path) { try file.settle() } }
        for file in files { try FileError.writing(file.path) { try file.rename() } }
        for folder in Set(files.map(\.folder)).sorted() {
            try FileError.writing(folder) { try Folder.synchronize(folder) }
        }
    }

    /// Puts the content on the disk under a temporary name.
    private func settle() throws {
        try descriptor.synchronize()
        guard temporaryPath == nil else { return }
        temporaryPath = try TemporaryNames.claim(in: folder) { try descriptor.link(to: $0) }.path
    }

    private func rename() throws {
        guard let temporaryPath else { return }
        try SystemCall.rename(temporaryPath, to: path)
        TemporaryNames.forget(temporaryPath)
        self.temporaryPath = nil
    }
}

extension AtomicFile {
    /// Writes a small file that its owner alone can read, in a folder that is made as needed, for its owner alone too.
    ///
    /// A link, as those who keep their settings elsewhere have it, stays a link.
    package static func writePrivate(_ bytes: [UInt8], to path: String) throws(FileError) {
        let target = SystemCall.resolved(path) ?? path
        var folders = OutputFolders(permissions: .ownerReadWriteExecute)
        do throws(FileError) {
            try folders.make(Folder.holding(target))
            let file = try AtomicFile(path: target, permissions: .ownerReadWrite, make: TemporaryFile.make)
            try FileError.writing(path) { try bytes.withUnsafeBytes { try file.descriptor.writeWhole($0) } }
            try publish([file])
        } catch {
            folders.removeEmpty()
            throw error
        }
    }
}

extension AtomicFile {
    /// Removes the file of a path, for a link the link itself; gives whether there was one.
    package static func remove(_ path: String) throws(FileError) -> Bool {
        try FileError.writing(path) {
            do {
                try SystemCall.remove(path)
                return true
            } catch Errno.noSuchFileOrDirectory {
                return false
            }
        }
    }
}

/// Folders made on the way to an output file, which are taken away again if nothing comes of it.
package struct OutputFolders {
    private let permissions: FilePermissions
    private var made: [String] = []

    /// Folders that are everyone's as far as the process's mask lets them be.
    package init() {
        self.init(permissions: FilePermissions(rawValue: 0o777))
    }

    init(permissions: FilePermissions) {
        self.permissions = permissions
    }

    /// Makes `path` and whatever is missing above it.
    package mutating func make(_ path: String) throws(FileError) {
        if let status = try? Stat(path) {
            guard status.type == .directory else {
                throw .unwritable(path: path, reason: "a file of that name is in the way")
            }
            return
        }
        if let slash = path.dropLast().lastIndex(of: "/"), slash != path.startIndex {
            try make(String(path[..<slash]))
        }
        try FileError.writing(path) {
            do {
                try SystemCall.makeFolder(path, permissions: permissions)
                made.append(path)
            } catch Errno.fileExists {}
        }
    }

    /// Removes the folders that were made here, where they are empty.
    package func removeEmpty() {
        for path in made.reversed() { SystemCall.removeFolder(path) }
    }
}

private enum Folder {
    /// The folder that a path lies in.
    static func holding(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Puts the folder's entries on the disk. File systems that cannot do it for folders say so, which is fine.
    static func synchronize(_ folder: String) throws {
        let descriptor = try FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec])
        try descriptor.closeAfter {
            do { try descriptor.synchronize() } catch Errno.invalidArgument {}
        }
    }
}
