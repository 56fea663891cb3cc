import FlowIO
import Foundation
import Subprocess
import SystemPackage

/// The program in which people read what is longer than their screen: `less`, unless the environment names another.
struct Pager {
    /// A command for the shell.
    let command: String

    /// The pager for so many lines of output; nil where they fit on the screen, nobody sits at one, or nobody wants a pager.
    init?(for lines: Int, in world: World) {
        guard world.isOutputTerminal, let height = world.height, lines >= height, world.environment["TERM"] != "dumb"
        else { return nil }
        let named = ["FLOWBOOK_PAGER", "PAGER"].lazy.compactMap { world.environment[$0] }.first
        guard named != nil || world.hasProgram("less") else { return nil }
        // Colours pass, what fits after all ends by itself, and what was read stays on the screen.
        command = named ?? "less -FRX"
        if command.isEmpty || command == "cat" { return nil }
    }

    /// Runs `body` in a world whose standard output is the pager's input, and waits until whoever reads has seen enough.
    ///
    /// - Returns: whether it ended well; nobody may have seen anything where it did not, as where there is no such program.
    /// - Throws: what `body` throws, but for a reader that has gone.
    func show(in world: World, _ body: @escaping @Sendable (World) throws -> Void) async throws -> Bool {
        world.progress.finish()
        let command = command
        // The pager takes Ctrl-C for its own, so it goes on when the task here is cancelled.
        let reading = Task.detached {
            let (input, output) = try FileDescriptor.pipe()
            // Kept by the pager alone, it would wait for the end of its input forever.
            _ = fcntl(output.rawValue, F_SETFD, FD_CLOEXEC)
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: ["-c", command],
                input: .fileDescriptor(input, closeAfterSpawningProcess: true),
                output: .fileDescriptor(
                    FileDescriptor(rawValue: world.output.descriptor), closeAfterSpawningProcess: false),
                error: .fileDescriptor(
                    FileDescriptor(rawValue: world.error.descriptor), closeAfterSpawningProcess: false)
            ) { _ in
                defer { try? output.close() }
                var world = world
                world.output = StandardStream(descriptor: output.rawValue, name: "the pager")
                do { try body(world) } catch FileError.brokenPipe {}
            }
            return result.terminationStatus
        }
        if case .exited(let code) = try await reading.value { return code == 0 }
        return true
    }
}

extension World {
    /// Whether a program of this name is in one of the folders of `PATH`.
    func hasProgram(_ name: String) -> Bool {
        (environment["PATH"] ?? "").split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    /// Runs `body`, which writes so many lines, with the reader's pager where these are more than the screen has.
    func paging(
        _ lines: Int, unless isUnwanted: Bool = false, _ body: @escaping @Sendable (World) throws -> Void
    ) async throws {
        if !isUnwanted, let pager = Pager(for: lines, in: self), try await pager.show(in: self, body) { return }
        try body(self)
    }
}
