import FoundationEssentials

/// Which proxy a request goes through, from `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`; their lower-case forms come first.
///
/// This machine itself is never reached through a proxy.
package struct ProxySettings: Sendable, Hashable {
    /// A proxy that is spoken to in plain HTTP and asked to `CONNECT`.
    package struct Server: Sendable, Hashable {
        package let host: String
        package let port: Int
        package let user: String?
        package let password: Secret?
    }

    package var http: Server?
    package var https: Server?
    /// Hosts that are reached directly: `host`, `.domain` (any host below it, and itself), `host:port`, `*`.
    package var exceptions: [String]

    package init(http: Server? = nil, https: Server? = nil, exceptions: [String] = []) {
        self.http = http
        self.https = https
        self.exceptions = exceptions
    }

    /// - Throws: `configuration` for a proxy that is no address of the form `[http://][user:password@]host[:port]`.
    package init(environment: [String: String]) throws(APIError) {
        func value(_ name: String) -> String? {
            [name.lowercased(), name].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        http = try value("HTTP_PROXY").map { text throws(APIError) in try Self.server(text, variable: "HTTP_PROXY") }
        https = try value("HTTPS_PROXY").map { text throws(APIError) in try Self.server(text, variable: "HTTPS_PROXY") }
        exceptions = (value("NO_PROXY") ?? "").split { $0 == "," || $0.isWhitespace }.map { $0.lowercased() }
    }

    /// The proxy for an address; nil for the direct way.
    package func server(for address: ServerAddress) -> Server? {
        guard !address.isLoopback, !exceptions.contains(where: { Self.covers($0, address) }) else { return nil }
        return address.isSecure ? https : http
    }

    private static func covers(_ exception: String, _ address: ServerAddress) -> Bool {
        guard exception != "*" else { return true }
        var name = exception
        if let colon = exception.lastIndex(of: ":"), let port = Int(exception[exception.index(after: colon)...]) {
            guard port == address.port else { return false }
            name = String(exception[..<colon])
        }
        if name.hasPrefix("*.") { name.removeFirst() }
        if name.hasPrefix(".") { name.removeFirst() }
        return !name.isEmpty && (address.host == name || address.host.hasSuffix("." + name))
    }

    private static func server(_ text: String, variable: String) throws(APIError) -> Server {
        func failure(_ reason: String) -> APIError { .configuration(.invalidProxy(variable: variable, reason: reason)) }
        let whole = text.contains("://") ? text : "http://" + text
        guard let parts = URLComponents(string: whole), let host = parts.host, !host.isEmpty else {
            throw failure("it is not an address")
        }
        guard parts.scheme?.lowercased() == "http" else { throw failure("only proxies spoken to by http:// are known") }
        let port = parts.port ?? 80
        guard (1...65_535).contains(port) else { throw failure("its port does not exist") }
        return Server(host: host, port: port, user: parts.user, password: parts.password.map { Secret($0) })
    }
}
