import FlowIO
import Foundation
import Subprocess
import SystemPackage

/// Runs this program again with other arguments.
enum ChildProcess {
    /// Runs a flowbook command against a server; its streams are this process's own. The token goes through the
    /// environment, where other users of the machine cannot see it, and so does the folder for data. With the task that waits
    /// for it the child is interrupted, and has half a minute to end.
    static func flowbook(
        _ arguments: [String], server: String, token: String, dataFolder: String, world: World
    ) async throws -> ExitStatus {
        let inherited = world.environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        let variables = Dictionary(uniqueKeysWithValues: inherited).merging(
            ["EPILOT_TOKEN": token, "FLOWBOOK_SERVER": server, "XDG_DATA_HOME": dataFolder], uniquingKeysWith: { $1 })
        var options = PlatformOptions()
        // Of a group of its own: Ctrl-C on the terminal is passed on once, and not also sent by the terminal.
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(30))]
        let result = try await Subprocess.run(
            .path("/proc/self/exe"),
            arguments: Arguments(executablePathOverride: "flowbook", remainingValues: arguments),
            environment: .custom(variables), platformOptions: options,
            input: .currentStandardInput, output: .currentStandardOutput, error: .currentStandardError)
        // Shells count a signal as an exit code above 128, and so do the codes of this program.
        let status =
            switch result.terminationStatus {
            case .exited(let code): ExitStatus(rawValue: code)
            case .signaled(let signal): ExitStatus(rawValue: 128 + signal)
            }
        return status ?? .failed
    }
}

/// A new folder for the data of one command, for its owner alone.
struct TemporaryFolder {
    private let folder: URL

    var path: String { folder.path }

    /// - Throws: `FileError` where none can be made in `parent`.
    init(in parent: String) throws {
        folder = URL(filePath: parent).appending(path: "flowbook-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw FileError.noTemporarySpace(folder: parent, reason: error.localizedDescription)
        }
    }

    /// Removes the folder with all that is in it.
    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }
}
