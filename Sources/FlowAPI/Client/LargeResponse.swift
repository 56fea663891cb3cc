import FlowJSON
import HTTPTypes

/// A response that is too large for the API to give itself: it names an address from which the body is to be had.
enum LargeResponse {
    /// Who accepts exactly this is given an address instead of a refusal (413).
    static let contentType = "application/large-response.vnd+json"
    /// An answer that is no more than an address is shorter.
    private static let longestReference = 65_536

    /// The request for the body.
    ///
    /// It bears neither our token nor any other header of the caller's: whoever has the address may have the body.
    ///
    /// - Parameters:
    ///   - response: a success.
    ///   - request: what it answers. An address without encryption is good enough only where this one was.
    /// - Returns: nil where a response is the body itself.
    /// - Throws: `unreadable` for an address that no request is made of.
    static func payload(of response: APIResponse, to request: APIRequest) throws(TransportFailure) -> APIRequest? {
        let isReference = response.headers[.contentType]?.lowercased().hasPrefix(contentType) ?? false
        let isExpected = isReference || request.head.headerFields[.accept] == contentType
        guard isExpected, isReference || response.body.count <= longestReference,
            let reference = (try? JSONValue(parsing: response.body))?["$payload_ref"]?.stringValue
        else {
            guard !isReference else { throw .unreadable(reason: "no address of the answer in it") }
            return nil
        }
        guard let address = split(reference) else { throw .unreadable(reason: "no address of the answer in it") }
        let server: ServerAddress
        do throws(APIError) {
            server = try ServerAddress(address.server)
        } catch {
            throw .unreadable(reason: "no address of the answer in it")
        }
        guard server.isSecure || request.head.scheme == "http" else {
            throw .unreadable(reason: "an address without encryption")
        }
        let headers: HTTPFields = [
            .userAgent: request.head.headerFields[.userAgent] ?? "flowbook", .acceptEncoding: "gzip",
        ]
        return APIRequest(method: .get, server: server, target: address.target, headers: headers)
    }

    /// `https://host` and the rest as it is, because signatures cover it; nil for what no request can be made of.
    private static func split(_ reference: String) -> (server: String, target: String)? {
        guard reference.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let scheme = reference.firstRange(of: "://") else {
            return nil
        }
        let rest = reference[scheme.upperBound...].prefix { $0 != "#" }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let target = rest[end...]
        return (String(reference[..<end]), target.hasPrefix("/") ? String(target) : "/" + target)
    }
}
