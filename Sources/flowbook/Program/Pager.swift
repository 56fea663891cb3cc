import FlowIO
import Foundation
import Subprocess
import SystemPackage

/// The program in which people read what is longer than their screen: `less`, unless the environment names another.
struct Pager {
    /// A command for the shell.
    let command: String

    /// What a shell ends with where there is no such program.
    private static let notFound: Int32 = 127

    /// The pager for so many lines of output; nil where they fit on the screen, nobody sits at one, or nobody wants a pager.
    init?(for lines: Int, in world: World) {
        guard world.isOutputTerminal, let height = world.height, lines >= height, world.environment["TERM"] != "dumb"
        else { return nil }
        let named = ["FLOWBOOK_PAGER", "PAGER"].lazy.compactMap { world.environment[$0] }.first
        command = named ?? "less -R"
        if command.isEmpty || command == "cat" { return nil }
    }

    /// Runs `body` in a world whose standard output is the pager's input, and waits until whoever reads has seen enough.
    ///
    /// - Returns: whether there is such a program; nobody has seen anything where there is none.
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
        return try await reading.value != .exited(Self.notFound)
    }
}

extension World {
    /// Runs `body`, which writes so many lines, with the reader's pager where these are more than the screen has.
    func paging(
        _ lines: Int, unless isUnwanted: Bool = false, _ body: @escaping @Sendable (World) throws -> Void
    ) async throws {
        if !isUnwanted, let pager = Pager(for: lines, in: self), try await pager.show(in: self, body) { return }
        try body(self)
    }
}
