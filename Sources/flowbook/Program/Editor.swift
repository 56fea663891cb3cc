import FlowIO
import Foundation
import Subprocess
import SystemPackage

/// The editor of whoever sits at the terminal: `$VISUAL`, `$EDITOR`, or `vi`.
struct Editor {
    private let world: World

    init(_ world: World) {
        self.world = world
    }

    /// Lets somebody change a text.
    ///
    /// - Parameters:
    ///   - text: what is there to begin with.
    ///   - name: of the file that they see; its ending tells editors what it holds.
    /// - Returns: what they leave behind.
    /// - Throws: `UsageError` where there is no editor, `CancellationError` where it does not end well, `FileError`.
    func edit(_ text: [UInt8], name: String) async throws -> [UInt8] {
        let command = try command()
        let folder = try TemporaryFolder(in: world.temporaryFolder)
        defer { folder.remove() }
        let path = "\(folder.path)/\(name)"
        try AtomicFile.writePrivate(text, to: path)
        world.progress.finish()
        // Keys such as Ctrl-C are the editor's own while it is open.
        let ending = try await world.interruptions.ignoring {
            try await Subprocess.run(
                .path("/bin/sh"), arguments: ["-c", "\(command) \"$1\"", "sh", path],
                input: .fileDescriptor(
                    FileDescriptor(rawValue: world.inputDescriptor), closeAfterSpawningProcess: false),
                // Standard output may be a pipe, and the editor is for the screen.
                output: .fileDescriptor(
                    FileDescriptor(rawValue: world.error.descriptor), closeAfterSpawningProcess: false),
                error: .fileDescriptor(
                    FileDescriptor(rawValue: world.error.descriptor), closeAfterSpawningProcess: false)
            ).terminationStatus
        }
        guard ending == .exited(0) else { throw CancellationError() }
        return try WholeFile(path: path, limit: Self.longest).bytes
    }

    private static let longest = 32 << 20

    private func command() throws -> String {
        if let named = ["VISUAL", "EDITOR"].lazy.compactMap({ world.environment[$0] }).first(where: { !$0.isEmpty }) {
            return named
        }
        guard let found = ["vi", "nano"].first(where: world.hasProgram) else {
            throw UsageError(what: "there is no editor for the body", fix: "set EDITOR, or give the body with -d")
        }
        return found
    }
}
