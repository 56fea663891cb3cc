import Subprocess
import SystemPackage

/// Runs the command that prints a token. It may ask on the terminal, and what it says on standard error goes where the
/// program's own words go.
enum TokenCommand {
    /// More is no token.
    private static let limit = 1 << 20

    /// What a command of the shell prints on standard output. It ends with the task that waits for it.
    ///
    /// - Throws: `authentication` where it cannot be run, fails or prints too much; `cancelled` where the task was.
    static func output(of command: String, _ source: TokenSource) async throws(APIError) -> [UInt8] {
        func failure(_ reason: String) -> APIError {
            .authentication(.sourceFailed(source: source, reason: reason))
        }
        do {
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: ["-c", command], input: .currentStandardInput,
                output: .bytes(limit: limit), error: .currentStandardError)
            // A command that was ended with the task is no command that failed.
            if Task.isCancelled { throw APIError.cancelled }
            switch result.terminationStatus {
            case .exited(0): return result.standardOutput
            case .exited(let code): throw failure("it exits with \(code)")
            case .signaled(let signal): throw failure("it was ended by signal \(signal)")
            }
        } catch let error as APIError {
            throw error
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            throw failure("it prints too much")
        } catch {
            if Task.isCancelled { throw .cancelled }
            throw failure("\(error)")
        }
    }
}
