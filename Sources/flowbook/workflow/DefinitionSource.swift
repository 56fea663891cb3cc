import FlowAPI
import FlowIO
import FlowOperations
import HTTPTypes

/// A definition, and where it comes from: whoever wrote it says to whom the access token would go.
struct DefinitionSource {
    private enum Origin {
        case builtIn
        /// A file that somebody named.
        case file
        /// A file that lay in the working folder.
        case override
        case server(ServerAddress)
    }

    let definition: OpenAPIDefinition
    private let origin: Origin

    private init(definition: OpenAPIDefinition, origin: Origin) {
        self.definition = definition
        self.origin = origin
    }

    /// A definition that a server gave.
    init(definition: OpenAPIDefinition, from server: ServerAddress) {
        self.init(definition: definition, origin: .server(server))
    }

    /// Finds the definition of an API: the one that is named, the working folder's, or the built-in one.
    ///
    /// - Parameters:
    ///   - named: a path, or an address that it is fetched from, without the access token.
    ///   - api: whose operations are called.
    ///   - pace: how patiently to fetch it.
    ///   - world: where messages go.
    /// - Returns: the whole definition, read.
    /// - Throws: `FileError`, `OperationError`, `APIError`, `UsageError`.
    static func load(
        _ named: String?, _ api: BuiltInDefinition, _ pace: PaceArguments, _ world: World
    ) async throws -> DefinitionSource {
        if let named, !named.isEmpty {
            guard named.contains("://") else {
                return DefinitionSource(definition: try read(named), origin: .file)
            }
            return try await fetch(named, pace, world)
        }
        do {
            return DefinitionSource(
                definition: try read(".epilot/overrides/\(api.rawValue).json"), origin: .override)
        } catch FileError.notFound {
            return DefinitionSource(definition: api.definition, origin: .builtIn)
        }
    }

    private static func read(_ path: String) throws -> OpenAPIDefinition {
        try OpenAPIDefinition(
            try WholeFile(path: path, limit: OpenAPIDefinition.longest.json).bytes, name: path)
    }

    /// Tries of a fetch after the first: whoever waits for a definition waits to call.
    private static let mostRetries = 2

    private static func fetch(_ address: String, _ pace: PaceArguments, _ world: World) async throws -> DefinitionSource
    {
        let start = address.firstRange(of: "://")?.upperBound ?? address.startIndex
        let end = address[start...].firstIndex { "/?#".contains($0) } ?? address.endIndex
        let server = try ServerAddress(String(address[..<end]))
        let path = address[end...].prefix { $0 != "#" }
        let operation = APIOperation(
            id: "the definition", service: .workflow, method: .get,
            path: (path.hasPrefix("/") ? "" : "/") + path.filter { $0 != "{" && $0 != "}" },
            headers: [.accept: "application/json, application/yaml, text/yaml, */*;q=0.1"])
        var pace = pace
        if pace.retries.value > mostRetries { pace.retries = 2 }
        let servers = Servers(server)
        let bytes = try await APISession.run(
            Login(token: nil, servers: servers), try Connection(servers: servers, token: nil), pace, world,
            largestBody: OpenAPIDefinition.longest.json
        ) { session in
            let response = try await session.client.response(to: operation, followingRedirects: 5)
            guard response.status == 200 else {
                throw UsageError(
                    what: "there is no definition at \(server.text)\(path): the answer has status \(response.status)",
                    fix: "check the address")
            }
            return response.body
        }
        return DefinitionSource(definition: try OpenAPIDefinition(bytes, name: "\(server.text)\(path)"), from: server)
    }

    /// A server's address as the definition has it, made whole where it is a path on the definition's own host.
    func absolute(_ address: String) -> String {
        guard case .server(let own) = origin, address.hasPrefix("/") else { return address }
        return "\(own.isSecure ? "https" : "http")://\(own.authority)\(address)"
    }

    /// Whether the definition's word is enough to call a server with the access token.
    ///
    /// A file that somebody names is their own word. What lies in a folder or comes over the network may name the vendor's
    /// servers, this machine, and, where nobody on the way can have changed it, the host that it comes from.
    func mayName(_ server: ServerAddress) -> Bool {
        switch origin {
        case .builtIn, .file: true
        case .override: server.isLoopback || isVendors(server)
        case .server(let own):
            isVendors(server)
                || own.host == server.host && (own.isLoopback || own.isSecure && server.isSecure)
        }
    }

    private func isVendors(_ server: ServerAddress) -> Bool {
        server.isSecure && server.host.hasSuffix(".epilot.io")
    }
}
