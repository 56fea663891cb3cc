import CXLSXWriter
import Glibc
import Synchronization

/// Catches what the library would print to standard error.
enum LibraryMessages {
    private static let lock = Mutex(())

    /// Runs `body` with the library's messages collected in place of printed; gives them without line ends.
    ///
    /// What other threads write through the C variable `stderr` meanwhile is caught too, so only calls that are
    /// short or that print go through here. One at a time.
    static func collecting<Result>(_ body: () -> Result) -> (result: Result, messages: String) {
        lock.withLock { _ in
            var bytes: UnsafeMutablePointer<CChar>?
            var count = 0
            guard let stream = open_memstream(&bytes, &count) else { return (body(), "") }
            let standardError = xlsx_swap_messages(stream)
            let result = body()
            _ = xlsx_swap_messages(standardError)
            fclose(stream)
            defer { free(bytes) }
            guard let bytes else { return (result, "") }
            let lines = String(cString: bytes).split(separator: "\n").map { $0.trimmed(to: 300) }
            return (result, lines.joined(separator: "; "))
        }
    }
}

extension Substring {
    fileprivate func trimmed(to count: Int) -> String {
        var text = self
        if text.hasPrefix("[ERROR] ") { text.removeFirst("[ERROR] ".count) }
        return String(text.prefix(count))
    }
}
