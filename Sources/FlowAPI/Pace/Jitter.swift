import Synchronization

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
