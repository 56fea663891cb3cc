import Foundation

/// Holds the right to write to a warehouse for as long as it lives.
///
/// The lock is the kernel's, on a file beside the database: however the process ends, it is released. The file stays.
final class WarehouseLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `locked` where another run holds it.
    init(besides path: String) throws(WarehouseError) {
        let lockPath = path + ".lock"
        descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EACCES || errno == EROFS || errno == EPERM
                ? .readOnly(path) : .cannotOpen(path, reason: String(cString: strerror(errno)))
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let error: WarehouseError =
                errno == EWOULDBLOCK
                ? .locked(path) : .cannotOpen(path, reason: "\(lockPath): \(String(cString: strerror(errno)))")
            close(descriptor)
            throw error
        }
    }

    /// Lets another run have the lock.
    func release() {
        flock(descriptor, LOCK_UN)
    }

    deinit {
        close(descriptor)
    }
}
