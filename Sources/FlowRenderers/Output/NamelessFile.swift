import Glibc
import Synchronization

/// Makes files that vanish by themselves when a run is killed.
///
/// Linux gives files without any name (`O_TMPFILE`); a file system that cannot do it gets a hidden temporary name,
/// which stands in `TemporaryNames` until the file is whole.
enum NamelessFile {
    /// Opens a new empty file for reading and writing.
    ///
    /// The process's mask is taken off `mode`. Gives the descriptor, and the file's temporary path if it needs one.
    static func open(
        in folder: String, mode: mode_t
    ) throws(RenderError) -> (descriptor: Int32, temporaryPath: String?) {
        // The value of O_TMPFILE, a macro that Swift does not import: __O_TMPFILE | O_DIRECTORY.
        let withoutName = 0o20_000_000 | O_DIRECTORY
        let descriptor = Glibc.open(folder, O_RDWR | O_CLOEXEC | withoutName, mode)
        if descriptor >= 0 { return (descriptor, nil) }
        let number = errno
        guard [EOPNOTSUPP, EISDIR, ENOENT, EINVAL].contains(number) else {
            throw SystemFailure(number).error(path: folder)
        }
        return try openNamed(in: folder, mode: mode)
    }

    /// The same with a temporary name, which the caller moves or removes.
    static func openNamed(
        in folder: String, mode: mode_t
    ) throws(RenderError) -> (descriptor: Int32, temporaryPath: String?) {
        var descriptor: Int32 = -1
        let path = try TemporaryNames.claim(in: folder) { path in
            descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, mode)
            return descriptor
        }
        return (descriptor, path)
    }
}

/// The temporary names in use, so that a signal handler's cleanup can remove them.
package enum TemporaryNames {
    private struct State {
        var next = 0
        var paths: Set<String> = []
    }

    private static let state = Mutex(State())

    /// Removes every temporary file that is still there; for the way out of a process that a signal ends.
    package static func removeAll() {
        state.withLock { state in
            for path in state.paths { unlink(path) }
            state.paths.removeAll()
        }
    }

    /// Finds a free hidden name in `folder` by trying to make it with `create`, and remembers it.
    ///
    /// The name holds the process id, so that two runs never meet; a leftover of a killed process with the same id is
    /// passed over.
    static func claim(in folder: String, create: (_ path: String) -> Int32) throws(RenderError) -> String {
        let process = getpid()
        for _ in 0..<1000 {
            let number = state.withLock { state in
                state.next += 1
                return state.next
            }
            let path = "\(folder)/.flowbook-\(process)-\(number).tmp"
            state.withLock { _ = $0.paths.insert(path) }
            if create(path) >= 0 { return path }
            let failure = errno
            forget(path)
            if failure != EEXIST { throw SystemFailure(failure).error(path: path) }
        }
        throw .unwritable(path: folder, reason: "too many temporary files from earlier runs")
    }

    /// The file is moved or removed.
    static func forget(_ path: String) {
        state.withLock { _ = $0.paths.remove(path) }
    }
}
