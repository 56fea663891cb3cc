import Foundation

/// How long tests with random input try.
package enum FuzzEffort {
    /// `FLOWBOOK_FUZZ_SCALE` multiplies the number of tries; the default suits every run of the tests.
    private static let scale = environment("FLOWBOOK_FUZZ_SCALE") ?? 1

    /// `FLOWBOOK_FUZZ_SEED` moves every seed, for other tries than the usual ones.
    private static let seedOffset = environment("FLOWBOOK_FUZZ_SEED") ?? 0

    private static func environment(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    package static func tries(_ usual: Int) -> Int {
        usual * scale
    }

    package static func generator(_ seed: Int) -> SeededGenerator {
        SeededGenerator(seed: UInt64(truncatingIfNeeded: seed &+ seedOffset &* 1_000_003))
    }
}
