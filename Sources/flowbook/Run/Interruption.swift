import Dispatch
import Foundation

/// Turns SIGINT and SIGTERM into the cancellation of a task; a second signal ends the process at once.
final class Interruption {
    private let sources: [any DispatchSourceSignal]

    init(_ task: Task<ExitStatus, Never>) {
        let queue = DispatchQueue(label: "flowbook.signals")
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if task.isCancelled { exit(ExitStatus.interrupted.rawValue) }
                task.cancel()
            }
            source.resume()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
    }
}
