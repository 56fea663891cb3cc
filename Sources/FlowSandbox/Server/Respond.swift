import FlowIO
import HTTPTypes
import Hummingbird
import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

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
        let answer = try await service.answer(
            SandboxRequest(
                method: request.method.rawValue, path: unescape(request.uri.path),
                authorization: request.headers[.authorization], body: body))
        if answer.fault == .reset {
            try await reset(context.channel)
            throw BrokenConnection()
        }
        return response(answer, acceptsGzip: acceptsGzip(request.headers[.acceptEncoding]))
    }

    /// Resolves the escapes of a path; what is no escape stays as it is.
    static func unescape(_ path: String) -> String {
        let bytes = Array(path.utf8)
        var resolved: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let digits = bytes[min(place + 1, bytes.count)..<min(place + 3, bytes.count)]
            if bytes[place] == UInt8(ascii: "%"), digits.count == 2,
                let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                resolved.append(byte)
                place += 3
            } else {
                resolved.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: resolved, as: UTF8.self)
    }

    /// Closes a connection so that the client sees a reset instead of an end.
    private static func reset(_ channel: any Channel) async throws {
        if let options = channel as? any SocketOptionProvider {
            try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        try await channel.close()
    }

    private static func response(_ answer: SandboxService.Answer, acceptsGzip: Bool) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = answer.reply.contentType
        if let seconds = answer.reply.retryAfter { headers[.retryAfter] = String(seconds) }
        if !answer.reply.allowedMethods.isEmpty {
            headers[.allow] = answer.reply.allowedMethods.joined(separator: ", ")
        }
        var body = answer.reply.body
        if acceptsGzip, body.count >= shortestPacked {
            headers[.contentEncoding] = "gzip"
            body = body.withUnsafeBytes { Array(Deflater(.gzip).deflate($0)) }
        }
        let buffer = ByteBuffer(bytes: body)
        let status = HTTPResponse.Status(code: answer.reply.status)
        guard answer.fault == .truncated else {
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
