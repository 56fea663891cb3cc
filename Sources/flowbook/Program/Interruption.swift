import Dispatch
import FlowIO
import Foundation
import Synchronization
import UnixSignals

/// Whether Ctrl-C is somebody else's for now: a program that runs in the foreground takes it, and this one gets it too.
final class InterruptionGate: Sendable {
    private let ignoring = Atomic(false)

    var isIgnoring: Bool { ignoring.load(ordering: .relaxed) }

    /// Runs `body` while Ctrl-C means nothing here.
    func ignoring<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async rethrows -> Result {
        ignoring.store(true, ordering: .relaxed)
        defer { ignoring.store(false, ordering: .relaxed) }
        return try await body()
    }
}

/// Turns SIGINT and SIGTERM into the cancellation of a task; a second signal ends the process at once.
struct Interruption {
    private let signals: UnixSignalsSequence

    /// Takes the signals from the system, from now on.
    init() async {
        signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    }

    /// Watches for signals until the process ends.
    func cancel(_ task: Task<ExitStatus, Never>, unless gate: InterruptionGate) {
        Task(executorPreference: SignalExecutor()) {
            for await signal in signals {
                if gate.isIgnoring, signal == .sigint { continue }
                if task.isCancelled {
                    TemporaryNames.removeAll()
                    exit(ExitStatus.interrupted.rawValue)
                }
                task.cancel()
            }
        }
    }

    /// A queue of its own: the tasks' shared threads, on a machine of one core a single one, may all be busy with a long
    /// computation, and a signal must get through all the same.
    private final class SignalExecutor: TaskExecutor {
        private let queue = DispatchQueue(label: "flowbook.signals")

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }
}
