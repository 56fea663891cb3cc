import HTTPTypes

/// A response that sends the caller on to another address.
package enum Redirect {
    /// The statuses that name another address for the same thing.
    package static func isOne(_ response: APIResponse) -> Bool {
        [301, 302, 303, 307, 308].contains(response.status)
    }

    /// The request that a response asks for; nil where it is none that may carry what this one carried: at another host, or
    /// with less protection.
    ///
    /// A method that may change something becomes GET, without a body, unless the status says that it stays.
    static func request(after response: APIResponse, to request: APIRequest) -> APIRequest? {
        guard isOne(response), let location = response.headers[.location]?.trimmingWhitespace(),
            let (server, target) = place(location, seenFrom: request)
        else { return nil }
        var next = request
        next.head.scheme = server.isSecure ? "https" : "http"
        next.head.authority = server.authority
        next.head.path = target
        let isSafe = request.head.method == .get || request.head.method == .head
        if !isSafe, response.status != 307, response.status != 308 {
            next.head.method = .get
            next.head.headerFields[.contentType] = nil
            next.body = nil
        }
        return next
    }

    /// Server, path and query of an address that may leave out what is the same as the request's.
    private static func place(_ location: String, seenFrom request: APIRequest) -> (ServerAddress, String)? {
        guard !location.isEmpty, location.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            let scheme = request.head.scheme, let authority = request.head.authority,
            let here = try? ServerAddress("\(scheme)://\(authority)")
        else { return nil }
        let address = location.prefix { $0 != "#" }
        if address.contains("://") || address.hasPrefix("//") {
            let whole = address.hasPrefix("//") ? "\(scheme):\(address)" : String(address)
            guard let start = whole.firstRange(of: "://")?.upperBound else { return nil }
            let end = whole[start...].firstIndex { $0 == "/" || $0 == "?" } ?? whole.endIndex
            guard let there = try? ServerAddress(String(whole[..<end])), isSame(here, there) else { return nil }
            let target = whole[end...]
            return (there, target.hasPrefix("/") ? String(target) : "/\(target)")
        }
        if address.hasPrefix("/") { return (here, String(address)) }
        let path = (request.head.path ?? "/").prefix { $0 != "?" }
        if address.hasPrefix("?") { return (here, "\(path)\(address)") }
        let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
        return (here, "\(folder)\(address)")
    }

    /// The same host and port, or the same host by HTTPS in place of HTTP.
    private static func isSame(_ here: ServerAddress, _ there: ServerAddress) -> Bool {
        guard here.host == there.host else { return false }
        if here.isSecure == there.isSecure { return here.port == there.port }
        return !here.isSecure && here.port == 80 && there.port == 443
    }
}
