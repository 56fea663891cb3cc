import FlowTime
import Synchronization

/// How often and how long a request is tried.
package struct RetryPolicy: Sendable, Hashable {
    /// How often a request is sent again after a fault or a refusal.
    package var retries: Int
    /// The longest wait before the first retry; it doubles with each.
    package var baseDelay: Duration
    /// The longest wait before any retry.
    package var largestDelay: Duration
    /// How long all attempts and waits of one request may take together. No attempt begins after it.
    package var totalTime: Duration

    package init(
        retries: Int = 6, baseDelay: Duration = .milliseconds(500), largestDelay: Duration = .seconds(30),
        totalTime: Duration = .seconds(300)
    ) {
        self.retries = retries
        self.baseDelay = baseDelay
        self.largestDelay = largestDelay
        self.totalTime = totalTime
    }

    /// The wait before a retry: a random share of a time that doubles ("full jitter"), so that workers that failed
    /// together do not come back together.
    ///
    /// - Parameters:
    ///   - retry: 1 for the first one.
    ///   - share: from 0 up to 1; less than a tenth counts as one, so that there always is a wait.
    /// - Returns: at most `largestDelay`.
    package func delay(beforeRetry retry: Int, share: Double) -> Duration {
        // Beyond 40 doublings any base exceeds any cap.
        let doubled = baseDelay * Double(UInt64(1) << UInt64(max(0, min(retry - 1, 40))))
        return min(doubled, largestDelay) * max(share, 0.1)
    }
}

/// Reads `Retry-After`: whole seconds, or a date in one of HTTP's three layouts.
enum RetryAfter {
    /// How long to wait.
    ///
    /// - Parameters:
    ///   - text: the header's value.
    ///   - wallTime: the present.
    /// - Returns: more than nothing; nil for no wait at all and for a text that is neither.
    static func wait(_ text: String, wallTime: Instant) -> Duration? {
        let text = text.trimmingWhitespace()
        let wait: Duration
        if !text.isEmpty, text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
            // A number too large to hold is a wait too long for anyone.
            wait = .seconds(min(Int64(text) ?? .max, 10_000_000_000))
        } else if let date = HTTPDate.instant(text) {
            wait = .milliseconds((date - wallTime).count)
        } else {
            return nil
        }
        return wait > .zero ? wait : nil
    }
}

/// Random shares of a wait, from a generator that all workers use in turn.
package struct Jitter: Sendable {
    /// A number from 0 up to, but not including, 1.
    package let next: @Sendable () -> Double

    package init(next: @escaping @Sendable () -> Double) {
        self.next = next
    }

    package init(_ generator: some RandomNumberGenerator & Sendable) {
        let source = Source(generator)
        next = { source.next() }
    }

    /// Shares from the system's generator.
    package static let system = Jitter(SystemRandomNumberGenerator())

    private final class Source<Generator: RandomNumberGenerator & Sendable>: Sendable {
        private let generator: Mutex<Generator>

        init(_ generator: Generator) {
            self.generator = Mutex(generator)
        }

        func next() -> Double {
            generator.withLock { Double.random(in: 0..<1, using: &$0) }
        }
    }
}
