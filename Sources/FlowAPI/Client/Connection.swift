/// Who calls, and where: checked once, so that no request can carry the token where it must not go.
package struct Connection: Sendable, Hashable {
    package let servers: Servers
    package let token: Secret?
    /// The headers of the profile and the command line, sent with every request.
    package let headers: HeaderFields

    /// - Parameters:
    ///   - servers: where the services answer.
    ///   - token: nil for servers that need none.
    ///   - headers: sent with every request, besides the client's own.
    /// - Throws: `configuration` where the token would travel in the clear, for a header that cannot be sent, and for a
    ///   token with characters that no token has.
    package init(servers: Servers, token: Secret?, headers: HeaderFields = HeaderFields()) throws(APIError) {
        if let token {
            guard Login.isToken(token.revealed) else { throw .configuration(.invalidToken(source: "the login")) }
            for server in [servers.workflow, servers.entity] where !server.isSecure && !server.isLoopback {
                throw .configuration(.plainHTTP(server: server.text))
            }
        }
        for field in headers.fields where !HeaderFields.areValid(name: field.name, value: field.value) {
            throw .configuration(.invalidHeader(name: AnswerMessage.line(field.name) ?? ""))
        }
        self.servers = servers
        self.token = token
        self.headers = headers
    }

    /// The request of one operation.
    func request(for operation: APIOperation, userAgent: String) throws(APIError) -> APIRequest {
        for field in operation.headers.fields where !HeaderFields.areValid(name: field.name, value: field.value) {
            throw .configuration(.invalidHeader(name: AnswerMessage.line(field.name) ?? ""))
        }
        var fields = HeaderFields()
        fields["user-agent"] = userAgent
        fields["accept"] = "application/json"
        fields["accept-encoding"] = "gzip"
        if operation.body != nil { fields["content-type"] = "application/json" }
        for field in headers.fields + operation.headers.fields { fields[field.name] = field.value }
        if token != nil { fields["authorization"] = nil }
        return APIRequest(
            method: operation.method, url: servers[operation.service].text + (try operation.target()), headers: fields,
            token: token, body: operation.body)
    }
}
