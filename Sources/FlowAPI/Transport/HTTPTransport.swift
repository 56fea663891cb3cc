import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// Sends requests over the network by HTTP/1.1, on connections that are used again.
///
/// Redirects are not followed, because they would carry the token to whoever they name. `shutdown` has to be called when
/// no more requests are sent; `withTransport` does it by itself.
package struct HTTPTransport: Transport {
    /// How to reach servers, and for how long and how much to listen.
    package struct Configuration: Sendable, Hashable {
        package var proxies: ProxySettings
        /// Requests at a time, and thus connections that are kept to one server.
        package var concurrency: Int
        /// Until a connection stands, TLS included.
        package var connectTimeout: Duration
        /// For one request and its whole response.
        package var timeout: Duration
        /// Of a response, decompressed, in bytes.
        package var largestBody: Int

        package init(
            proxies: ProxySettings = ProxySettings(), concurrency: Int = 16, connectTimeout: Duration = .seconds(10),
            timeout: Duration = .seconds(60), largestBody: Int = 256 << 20
        ) {
            self.proxies = proxies
            self.concurrency = concurrency
            self.connectTimeout = connectTimeout
            self.timeout = timeout
            self.largestBody = largestBody
        }
    }

    private let configuration: Configuration
    /// A client speaks through one proxy or none, so there is one for each way.
    private let clients: [ProxySettings.Server?: HTTPClient]

    package init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
        var clients: [ProxySettings.Server?: HTTPClient] = [:]
        for proxy in Set([nil, configuration.proxies.http, configuration.proxies.https]) {
            clients[proxy] = HTTPClient(
                eventLoopGroupProvider: .singleton, configuration: Self.clientConfiguration(configuration, proxy))
        }
        self.clients = clients
    }

    /// Runs `body` with a transport and shuts it down afterwards, whatever happened.
    package static func withTransport<Result>(
        _ configuration: Configuration = Configuration(), isolation: isolated (any Actor)? = #isolation,
        _ body: (HTTPTransport) async throws -> Result
    ) async throws -> Result {
        let transport = HTTPTransport(configuration)
        do {
            let result = try await body(transport)
            await transport.shutdown()
            return result
        } catch {
            await transport.shutdown()
            throw error
        }
    }

    /// Closes all connections; requests under way fail.
    package func shutdown() async {
        for client in clients.values {
            // It fails only where it has been shut down before, or where requests are under way.
            try? await client.shutdown()
        }
    }

    package func send(_ request: APIRequest) async throws(TransportFailure) -> APIResponse {
        let proxy = try proxy(for: request.head)
        guard let client = clients[proxy] else { throw .proxy(reason: "unknown") }
        let deadline = NIODeadline.now() + TimeAmount(configuration.timeout)
        var hasHead = false
        do {
            let head = try await client.execute(Self.message(request), deadline: deadline)
            hasHead = true
            let body = try await read(head, until: deadline)
            var headers = HTTPFields()
            for (name, value) in head.headers {
                if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
            }
            return APIResponse(
                status: Int(head.status.code), reason: head.status.reasonPhrase, headers: headers, body: body)
        } catch let failure as TransportFailure {
            throw failure
        } catch {
            if Task.isCancelled { throw .cancelled }
            throw TransportFailure(error, hasHead: hasHead, proxy: proxy, limit: configuration.largestBody)
        }
    }

    /// The whole body. The client's own deadline ends with the head, so it is looked at with each part; between two parts
    /// the read time-out holds.
    private func read(_ head: HTTPClientResponse, until deadline: NIODeadline) async throws -> [UInt8] {
        let limit = configuration.largestBody
        let announced = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard announced <= limit else { throw TransportFailure.tooLarge(limit: limit) }
        var body: [UInt8] = []
        body.reserveCapacity(announced)
        for try await part in head.body {
            guard body.count + part.readableBytes <= limit else { throw TransportFailure.tooLarge(limit: limit) }
            body.append(contentsOf: part.readableBytesView)
            guard NIODeadline.now() <= deadline else { throw TransportFailure.timeout }
        }
        if Task.isCancelled { throw TransportFailure.cancelled }
        return body
    }

    private func proxy(for request: HTTPRequest) throws(TransportFailure) -> ProxySettings.Server? {
        guard configuration.proxies.http != nil || configuration.proxies.https != nil else { return nil }
        let server = "\(request.scheme ?? "https")://\(request.authority ?? "")"
        do throws(APIError) {
            return configuration.proxies.server(for: try ServerAddress(server))
        } catch {
            throw .unreachable(reason: error.what)
        }
    }

    private static func message(_ request: APIRequest) -> HTTPClientRequest {
        var message = HTTPClientRequest(url: request.url)
        message.method = HTTPMethod(rawValue: request.head.method.rawValue)
        for field in request.head.headerFields {
            message.headers.add(name: field.name.rawName, value: field.value)
        }
        if let token = request.token {
            message.headers.replaceOrAdd(name: "authorization", value: "Bearer " + token.revealed)
        }
        if let body = request.body { message.body = .bytes(ByteBuffer(bytes: body)) }
        return message
    }

    private static func clientConfiguration(
        _ configuration: Configuration, _ proxy: ProxySettings.Server?
    ) -> HTTPClient.Configuration {
        var client = HTTPClient.Configuration()
        client.redirectConfiguration = .disallow
        client.httpVersion = .http1Only
        client.timeout = HTTPClient.Configuration.Timeout(
            connect: TimeAmount(configuration.connectTimeout), read: TimeAmount(configuration.timeout),
            write: TimeAmount(configuration.timeout))
        client.decompression = .enabled(limit: .size(configuration.largestBody))
        client.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(configuration.concurrency, 1)
        // Whoever calls retries by its own rules; the pool would repeat until the connect time-out.
        client.connectionPool.retryConnectionEstablishment = false
        client.proxy = proxy.map { proxy in
            .server(
                host: proxy.host, port: proxy.port,
                authorization: proxy.user.map {
                    .basic(username: $0, password: proxy.password?.revealed ?? "")
                })
        }
        return client
    }
}
