import HTTPTypes

/// Who calls, and where: checked once, so that no request can carry the token where it must not go.
package struct Connection: Sendable, Hashable {
    package let servers: Servers
    package let token: Secret?
    /// The headers of the profile and the caller, sent with every request.
    package let headers: [LoginHeader]

    /// - Parameters:
    ///   - servers: where the services answer.
    ///   - token: nil for servers that need none.
    ///   - headers: sent with every request, besides the client's own.
    ///   - allowsPlainHTTP: whether the token may travel in the clear, because somebody has said so.
    /// - Throws: `configuration` where the token would travel in the clear, for a header that cannot be sent, and for a
    ///   token with characters that no token has.
    package init(servers: Servers, token: Secret?, headers: [LoginHeader] = [], allowsPlainHTTP: Bool = false)
        throws(APIError)
    {
        if let token {
            guard Token.isToken(token.revealed) else {
                throw .configuration(.invalidToken(source: .given(name: "the login")))
            }
            for server in servers.all where !allowsPlainHTTP && !server.isSecure && !server.isLoopback {
                throw .configuration(.plainHTTP(server: server.text))
            }
        }
        for header in headers where header.field == nil {
            throw .configuration(.invalidHeader(name: ResponseMessage.line(header.name) ?? ""))
        }
        self.servers = servers
        self.token = token
        self.headers = headers
    }

    /// What a request accepts that says nothing else.
    static let accept = "application/json"

    /// The request of one operation.
    ///
    /// - Throws: `configuration` for values that make none.
    package func request(for operation: APIOperation, userAgent: String) throws(APIError) -> APIRequest {
        var fields: HTTPFields = [.userAgent: userAgent, .accept: Self.accept, .acceptEncoding: "gzip"]
        if operation.body != nil { fields[.contentType] = "application/json" }
        for field in headers.compactMap(\.field) { fields[field.name] = field.value }
        for name in Set(operation.headers.map(\.name)) { fields[name] = nil }
        fields.append(contentsOf: operation.headers)
        if token != nil { fields[.authorization] = nil }
        return APIRequest(
            method: operation.method, server: servers[operation.service], target: try operation.target(),
            headers: fields, token: token, body: operation.body)
    }
}

/// Where the services answer.
package struct Servers: Sendable, Hashable {
    package let workflow: ServerAddress
    package let entity: ServerAddress
    package let user: ServerAddress

    /// The servers of a stage, with those that are given in their place.
    ///
    /// - Parameters:
    ///   - stage: whose servers to take where none is given.
    ///   - server: stands for all services.
    ///   - entityServer: for the entities alone.
    ///   - userServer: for the users alone.
    /// - Throws: `configuration` for a text that is no address.
    package init(
        stage: Stage, server: String? = nil, entityServer: String? = nil, userServer: String? = nil
    ) throws(APIError) {
        workflow = try ServerAddress(server ?? stage.server(of: "workflows-execution"))
        entity = try ServerAddress(entityServer ?? server ?? stage.server(of: "entity"))
        user = try ServerAddress(userServer ?? server ?? stage.server(of: "user"))
    }

    /// One server that stands for all services.
    package init(_ server: ServerAddress) {
        workflow = server
        entity = server
        user = server
    }

    var all: [ServerAddress] { APIOperation.Service.allCases.map { self[$0] } }

    package subscript(service: APIOperation.Service) -> ServerAddress {
        switch service {
        case .workflow: workflow
        case .entity: entity
        case .user: user
        }
    }
}

/// One of the installations of the API.
package enum Stage: String, Sendable, Hashable, CaseIterable {
    case production = "prod"
    case staging
    case development = "dev"

    /// Reads the names that the login files and people use.
    package init?(name: String) {
        switch name.lowercased() {
        case "prod", "production": self = .production
        case "staging", "stage": self = .staging
        case "dev", "development": self = .development
        default: return nil
        }
    }

    /// The stage whose servers these are; nil for others.
    package init?(of servers: Servers) {
        let stage = Stage.allCases.first { stage in
            (try? ServerAddress(stage.server(of: "workflows-execution"))) == servers.workflow
        }
        guard let stage else { return nil }
        self = stage
    }

    /// The address of this stage's installation of a production server of the vendor's, `https://NAME.sls.epilot.io/…`; any
    /// other address as it is.
    package func address(of production: String) -> String {
        let domain = ".sls.epilot.io"
        guard self != .production, let range = production.firstRange(of: domain),
            production[..<range.lowerBound].dropFirst("https://".count).allSatisfy({ $0 != "." && $0 != "/" })
        else { return production }
        return production.replacing(domain, with: ".\(rawValue)\(domain)", maxReplacements: 1)
    }

    func server(of service: String) -> String {
        switch self {
        case .production: "https://\(service).sls.epilot.io"
        case .staging, .development: "https://\(service).\(rawValue).sls.epilot.io"
        }
    }
}
