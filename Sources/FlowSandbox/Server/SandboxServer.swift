import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The embedded API server: it serves a sample organization, or records from files, on this machine alone.
package struct SandboxServer: Sendable {
    private let service: SandboxService
    private let configuration: SandboxConfiguration

    /// A server over some data, which starts with `run`.
    ///
    /// - Throws: `SandboxError.notLoopback` for a host other than this machine, `outOfRange` for a number that it cannot
    ///   be run with.
    package init(
        _ data: SandboxData, configuration: SandboxConfiguration, time: SandboxTime
    ) throws(SandboxError) {
        try configuration.check()
        self.configuration = configuration
        service = SandboxService(data, configuration, time: time)
    }

    /// Serves until the task is cancelled; `onReady` is told the port once connections are accepted.
    package func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        let service = service
        let responder = CallbackResponder<SandboxContext> { request, context in
            try await Self.respond(to: request, context, service)
        }
        let application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: "flowbook-sandbox"),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "flowbook.sandbox", factory: { _ in SwiftLogNoOpLogHandler() }))
        do {
            try await application.run()
        } catch is CancellationError {
            return
        } catch let error as IOError {
            throw SandboxError.cannotListen(port: configuration.port, reason: "\(error)")
        }
    }

    /// Serves while `body` runs, which gets the address to call, such as `http://127.0.0.1:40123`.
    package func whileRunning<Result: Sendable>(
        _ body: @escaping @Sendable (_ url: String) async throws -> Result
    ) async throws -> Result {
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await run { port in continuation.yield(port) }
                return nil
            }
            group.addTask {
                for await port in ports { return try await body(url(port: port)) }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    /// The address of a server on a port.
    package func url(port: Int) -> String {
        configuration.host.contains(":")
            ? "http://[\(configuration.host)]:\(port)" : "http://\(configuration.host):\(port)"
    }
}
