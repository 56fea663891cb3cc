import Foundation

/// Runs this program again with other arguments.
enum ChildProcess {
    /// Runs a flowbook command against a server; its streams are this process's own. The token goes through the
    /// environment, where other users of the machine cannot see it.
    static func flowbook(
        _ arguments: [String], server: String, token: String, environment: CommandEnvironment
    ) async throws -> ExitStatus {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.environment = environment.console.environment.merging(
            ["EPILOT_TOKEN": token, "FLOWBOOK_SERVER": server], uniquingKeysWith: { $1 })
        let status = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int32, any Error>) in
                process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
                do { try process.run() } catch { continuation.resume(throwing: error) }
            }
        } onCancel: {
            if process.isRunning { process.terminate() }
        }
        return ExitStatus(rawValue: status) ?? .failed
    }
}
