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
    package var text: String {
        let name = host.contains(":") ? "[\(host)]" : host
        let suffix = port == (isSecure ? 443 : 80) ? "" : ":\(port)"
        return "\(isSecure ? "https" : "http")://\(name)\(suffix)\(basePath)"
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
    func trimmingWhitespace() -> String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
