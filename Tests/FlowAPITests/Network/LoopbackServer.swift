import NIOCore
import NIOPosix
import Synchronization

/// A server on this machine that answers with bytes, right or wrong, as a test says.
final class LoopbackServer: Sendable {
    /// What to do with a request.
    enum Reaction: Sendable {
        case send([UInt8])
        /// Sends what there is and ends the connection.
        case sendAndClose([UInt8])
        /// Sends what there is, and then a byte every few milliseconds, for ever.
        case drip([UInt8])
        case silence

        static func send(_ text: String) -> Reaction { .send(Array(text.utf8)) }
        static func sendAndClose(_ text: String) -> Reaction { .sendAndClose(Array(text.utf8)) }
        static func drip(_ text: String) -> Reaction { .drip(Array(text.utf8)) }

        /// A whole answer of status 200.
        static func response(_ body: String, headers: String = "") -> Reaction {
            response(Array(body.utf8), headers: headers)
        }

        static func response(_ body: [UInt8], headers: String = "") -> Reaction {
            .send(Array("HTTP/1.1 200 OK\r\n\(headers)content-length: \(body.count)\r\n\r\n".utf8) + body)
        }
    }

    /// Told the text of a request, head and body, and its number from 0 on.
    typealias React = @Sendable (_ request: String, _ number: Int) async -> Reaction

    private struct State {
        var port = 0
        var connections = 0
        var requests: [String] = []
    }

    private let react: React
    private let state = Mutex(State())

    private init(_ react: @escaping React) {
        self.react = react
    }

    var port: Int { state.withLock { $0.port } }
    var url: String { "http://127.0.0.1:\(port)" }
    /// Connections that were opened so far.
    var connections: Int { state.withLock { $0.connections } }
    /// The text of each request so far.
    var requests: [String] { state.withLock { $0.requests } }

    /// Serves while `body` runs.
    static func run<Result>(
        _ react: @escaping React, isolation: isolated (any Actor)? = #isolation,
        _ body: (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let server = LoopbackServer(react)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                server.state.withLock { $0.connections += 1 }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Connection(server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        server.state.withLock { $0.port = listener.localAddress?.port ?? 0 }
        do {
            let result = try await body(server)
            try await listener.close()
            return result
        } catch {
            try await listener.close()
            throw error
        }
    }

    private func answer(_ request: String, on channel: any Channel) {
        let number = state.withLock { state in
            state.requests.append(request)
            return state.requests.count - 1
        }
        Task {
            switch await react(request, number) {
            case .send(let bytes): channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
            case .sendAndClose(let bytes):
                try? await channel.writeAndFlush(ByteBuffer(bytes: bytes))
                channel.close(promise: nil)
            case .drip(let bytes):
                channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
                channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(5)) { task in
                    guard channel.isActive else { return task.cancel() }
                    channel.writeAndFlush(ByteBuffer(string: "x"), promise: nil)
                }
            case .silence: break
            }
        }
    }

    /// Cuts what comes in into requests.
    private final class Connection: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let server: LoopbackServer
        private var received: [UInt8] = []

        init(_ server: LoopbackServer) {
            self.server = server
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += unwrapInboundIn(data).readableBytesView
            while let length = requestLength {
                server.answer(String(decoding: received[..<length], as: UTF8.self), on: context.channel)
                received.removeFirst(length)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        /// The length of the first whole request; nil where none is whole yet. A TLS greeting is whatever has come.
        private var requestLength: Int? {
            if received.first == 0x16 { return received.count }
            guard let end = received.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound else { return nil }
            let head = String(decoding: received[..<end], as: UTF8.self).lowercased()
            let announced = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
            let length = announced.flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
            return received.count >= end + length ? end + length : nil
        }
    }
}
