import Glibc

/// An error number of the system, read right after the call that failed.
struct SystemFailure: Error, Hashable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    /// The system's words for it.
    var reason: String {
        String(cString: strerror(number))
    }

    /// The failure as it concerns `path`.
    func error(path: String) -> RenderError {
        switch number {
        case ENOSPC, EDQUOT: .diskFull(path: path)
        case EPIPE: .brokenPipe
        default: .unwritable(path: path, reason: reason)
        }
    }

    /// Repeats a call that a signal interrupted; gives its result, or throws what it failed with for `path`.
    @discardableResult
    static func check(_ path: String, _ call: () -> Int32) throws(RenderError) -> Int32 {
        while true {
            let result = call()
            if result >= 0 { return result }
            let number = errno
            if number != EINTR { throw SystemFailure(number).error(path: path) }
        }
    }
}
