import FoundationEssentials

/// Where a service answers: scheme, host, port and perhaps a path before its operations.
package struct ServerAddress: Sendable, Hashable {
    package let isSecure: Bool
    /// In lower case; an IPv6 address without its brackets.
    package let host: String
    package let port: Int
    /// Empty, or `/prefix` without a slash at its end.
    package let basePath: String

    /// Reads `https://host[:port][/path]`; a host alone is reached by HTTPS, this machine itself by HTTP.
    ///
    /// - Throws: `configuration` for anything else, and for user names, passwords, queries and fragments.
    package init(_ text: String) throws(APIError) {
        func failure(_ reason: String) -> APIError {
            .configuration(.invalidServer(address: Self.withoutCredentials(text), reason: reason))
        }
        let trimmed = text.trimmingWhitespace()
        let whole = trimmed.contains("://") ? trimmed : "https://" + trimmed
        guard let parts = URLComponents(string: whole), var host = parts.host?.lowercased(), !host.isEmpty else {
            throw failure("it is not an address")
        }
        guard let scheme = parts.scheme?.lowercased(), scheme == "https" || scheme == "http" else {
            throw failure("only https:// and http:// are known")
        }
        guard parts.user == nil, parts.password == nil else { throw failure("it holds a user name") }
        guard parts.query == nil, parts.fragment == nil else { throw failure("it holds a query or a fragment") }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        let isBareLoopback = !trimmed.contains("://") && Self.isLoopback(host)
        isSecure = scheme == "https" && !isBareLoopback
        port = parts.port ?? (isSecure ? 443 : 80)
        guard (1...65_535).contains(port) else { throw failure("its port does not exist") }
        var path = parts.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        basePath = path
        self.host = host
    }

    /// The address as text, without a port that its scheme implies.
    package var text: String { "\(isSecure ? "https" : "http")://\(authority)\(basePath)" }

    /// Host and port, without a port that the scheme implies.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Whether the address is this machine itself.
    package var isLoopback: Bool { Self.isLoopback(host) }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && parts[0] == 127 && parts.allSatisfy { $0 != nil }
    }

    /// The text with what stands before an `@` or behind a `?` or `#` masked, because it may be a password or a key.
    private static func withoutCredentials(_ text: String) -> String {
        var shown = text
        if let query = shown.firstIndex(where: { $0 == "?" || $0 == "#" }) {
            shown = shown[...query] + Secret.mask
        }
        guard let at = shown.lastIndex(of: "@") else { return shown }
        return Secret.mask + shown[at...]
    }
}

extension String {
    /// The text without white space at its ends.
    package func trimmingWhitespace() -> String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

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
