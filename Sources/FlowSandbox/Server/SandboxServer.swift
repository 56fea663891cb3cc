import FlowIO
import FlowOperations
import Foundation
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

    /// A server over an organization that lives on; requests to the server turn its clock.
    ///
    /// - Throws: as the other.
    package init(
        living: LivingOrganization, configuration: SandboxConfiguration, time: SandboxTime
    ) throws(SandboxError) {
        try configuration.check()
        self.configuration = configuration
        service = SandboxService(living.data, living: living, configuration, time: time)
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

/// What Hummingbird hands along with a request: the connection, so that faults can break it.
struct SandboxContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// The connection broke as a fault wanted it.
private struct BrokenConnection: Error {}

/// Between HTTP and the service. There is no router: paths such as `/v1/entity:search` would be patterns to it.
extension SandboxServer {
    /// Larger bodies are no requests of this API.
    private static let largestBody = 4 << 20
    /// Shorter bodies travel as they are.
    private static let shortestPacked = 512

    static func respond(
        to request: Request, _ context: SandboxContext, _ service: SandboxService
    ) async throws -> Response {
        let body: [UInt8]
        do {
            body = Array(buffer: try await request.body.collect(upTo: largestBody))
        } catch {
            return Response(status: .contentTooLarge)
        }
        let outcome = try await service.respond(
            to:
                SandboxRequest(
                    method: request.method.rawValue, path: PercentEncoding.decode(request.uri.path),
                    query: query(request.uri.query ?? ""), authorization: request.headers[.authorization],
                    accept: request.headers[.accept], origin: "http://\(request.head.authority ?? "127.0.0.1")",
                    body: body))
        if outcome.fault == .reset {
            try await reset(context.channel)
            throw BrokenConnection()
        }
        return response(outcome, acceptsGzip: acceptsGzip(request.headers[.acceptEncoding]))
    }

    /// The parameters of a query, by their names.
    private static func query(_ text: String) -> [String: String] {
        let pairs = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? String(parts[1].map { $0 == "+" ? " " : $0 }) : ""
            return (PercentEncoding.decode(String(parts[0])), PercentEncoding.decode(value))
        }
        return Dictionary(pairs) { $1 }
    }

    /// Closes a connection so that the client sees a reset instead of an end.
    private static func reset(_ channel: any Channel) async throws {
        if let options = channel as? any SocketOptionProvider {
            try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        try await channel.close()
    }

    private static func response(_ outcome: SandboxService.Outcome, acceptsGzip: Bool) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = outcome.reply.contentType
        if let seconds = outcome.reply.retryAfter { headers[.retryAfter] = String(seconds) }
        if !outcome.reply.allowedMethods.isEmpty {
            headers[.allow] = outcome.reply.allowedMethods.joined(separator: ", ")
        }
        var body = outcome.reply.body
        if acceptsGzip, body.count >= shortestPacked {
            headers[.contentEncoding] = "gzip"
            body = body.withUnsafeBytes { Array(Deflater(.gzip).deflate($0)) }
        }
        let buffer = ByteBuffer(bytes: body)
        let status = HTTPResponse.Status(code: outcome.reply.status)
        guard outcome.fault == .truncated else {
            return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: buffer))
        }
        let half = buffer.getSlice(at: 0, length: buffer.readableBytes / 2) ?? buffer
        let truncated = ResponseBody(contentLength: buffer.readableBytes) { writer in
            try await writer.write(half)
            throw BrokenConnection()
        }
        return Response(status: status, headers: headers, body: truncated)
    }

    private static func acceptsGzip(_ header: String?) -> Bool {
        (header ?? "").split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            guard let name = parts.first, name == "gzip" || name == "*" else { return false }
            return !parts.dropFirst().contains { $0 == "q=0" || $0.hasPrefix("q=0.000") }
        }
    }
}
