import Foundation
import Synchronization

/// Threads for work that blocks and computes for long, which would hold up the tasks of Swift's own pool.
enum OwnThreads {
    /// Runs `work` on a thread of its own.
    ///
    /// - Throws: what `work` throws; it learns from its argument that the task was cancelled.
    static func run<Result: Sendable>(
        _ work: @escaping @Sendable (CancellationFlag) throws -> Result
    ) async throws -> Result {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                start { continuation.resume(with: Swift.Result { try work(flag) }) }
            }
        } onCancel: {
            flag.raise()
        }
    }

    /// Runs so many pieces of work at the same time, the first on the calling thread, and gives their results in order.
    ///
    /// - Throws: what the first piece to fail throws; `flag` then ends the others.
    static func concurrently<Result>(
        _ count: Int, _ flag: CancellationFlag, _ work: @escaping @Sendable (_ piece: Int) throws -> Result
    ) throws -> [Result] {
        let outcome = Mutex(Outcome<Result>(count: count))
        let group = DispatchGroup()
        let piece: @Sendable (Int) -> Void = { index in
            do {
                let result = Transfer(value: try work(index))
                outcome.withLock { $0.results[index] = result }
            } catch {
                outcome.withLock { $0.failure = $0.failure ?? error }
                flag.raise()
            }
        }
        for index in 1..<max(count, 1) {
            group.enter()
            start {
                piece(index)
                group.leave()
            }
        }
        piece(0)
        group.wait()
        return try outcome.withLock { outcome in
            if let failure = outcome.failure { throw failure }
            return outcome.results.compactMap { $0?.value }
        }
    }

    private static func start(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        // What a main thread has: deep JSON and expressions are read by recursion.
        thread.stackSize = 8 << 20
        thread.start()
    }

    private struct Outcome<Result> {
        var results: [Transfer<Result>?]
        var failure: (any Error)?

        init(count: Int) {
            results = Array(repeating: nil, count: count)
        }
    }

    /// Hands a value from the one thread that made it to the one that goes on with it.
    ///
    /// Unchecked, and safe: the value is made by one piece of work, which keeps nothing of it, and all pieces have ended
    /// before the value is looked at, so two threads never see it at the same time.
    private struct Transfer<Value>: @unchecked Sendable {
        let value: Value
    }
}

/// Tells threads of ours what tasks learn from `Task.isCancelled`.
final class CancellationFlag: Sendable {
    private let isRaised = Atomic(false)

    func raise() {
        isRaised.store(true, ordering: .relaxed)
    }

    func check() throws {
        if isRaised.load(ordering: .relaxed) { throw CancellationError() }
    }
}
