import Dispatch
import FlowIO
import Foundation
import UnixSignals

/// Turns SIGINT and SIGTERM into the cancellation of a task; a second signal ends the process at once.
struct Interruption {
    private let signals: UnixSignalsSequence

    /// Takes the signals from the system, from now on.
    init() async {
        signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    }

    /// Watches for signals until the process ends.
    func cancel(_ task: Task<ExitStatus, Never>) {
        Task(executorPreference: SignalExecutor()) {
            for await _ in signals {
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
