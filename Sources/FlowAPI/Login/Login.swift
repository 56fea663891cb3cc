package import FlowTime
import HTTPTypes

/// Who calls, and where, put together from what the caller gives and the login files.
///
/// Resolving reads files but changes none, and asks for no time, so that tests and a diagnosis see what a sync would.
package struct Login: Sendable, Hashable {
    /// Nil where no source gives one that is still valid.
    package let token: Token?
    /// The profile in use, if there is one.
    package let profile: String?
    package let servers: Servers
    /// The address that the caller or the profile names for all services; nil where the servers are the stage's.
    package let server: String?
    package let stage: Stage
    /// The headers of the profile and the caller.
    package let headers: [LoginHeader]
    package let warnings: [LoginWarning]

    package init(
        token: Token?, profile: String? = nil, servers: Servers, server: String? = nil, stage: Stage = .production,
        headers: [LoginHeader] = [], warnings: [LoginWarning] = []
    ) {
        self.token = token
        self.profile = profile
        self.servers = servers
        self.server = server
        self.stage = stage
        self.headers = headers
        self.warnings = warnings
    }

    /// Finds the token and the servers that hold.
    ///
    /// The token is the first that has not expired of those that are given, the profile's and that of
    /// `credentials.json`; a profile whose token has expired ends the search, so that nobody calls with another login than
    /// they think. The profile is the one that is named, the active one or `default`. The servers are those that
    /// are given, the profile's, or the stage's.
    ///
    /// - Parameters:
    ///   - options: what the caller gives.
    ///   - environment: the variables of the process, which say where the login files are.
    ///   - reader: gets at files and commands.
    ///   - now: the present.
    /// - Returns: a login, also where no source gives a valid token.
    /// - Throws: `configuration` for a file that cannot be read, a profile that is named but not there and a text that is
    ///   no server; `authentication` where a given source gives no token and where the profile's has expired. No token at all is no error yet: `connection`
    ///   throws for it.
    package static func resolve(
        _ options: LoginOptions, environment: [String: String], reader: LoginReader, now: Instant
    ) async throws(APIError) -> Login {
        var resolution = try LoginResolution(options, environment: environment, reader: reader, now: now)
        let token = try await resolution.findToken()
        return Login(
            token: token, profile: resolution.profile?.name, servers: try resolution.findServers(),
            server: resolution.server, stage: resolution.stage, headers: resolution.headers,
            warnings: resolution.warnings)
    }

    /// The same login with another token, as from a prompt.
    package func with(_ token: Token) -> Login {
        Login(
            token: token, profile: profile, servers: servers, server: server, stage: stage, headers: headers,
            warnings: warnings)
    }

    /// Where requests go and with which token.
    ///
    /// - Throws: `authentication` where there is no token, `configuration` where it must not travel as it would.
    package func connection() throws(APIError) -> Connection {
        guard let token else {
            let expired = warnings.compactMap { warning -> String? in
                guard case .expired(let source, let instant) = warning else { return nil }
                return LoginTime.expiry(of: source, at: instant)
            }
            throw .authentication(.noToken(passedOver: expired))
        }
        return try Connection(servers: servers, token: token.secret, headers: headers)
    }
}

/// What the caller says about who calls and where.
package struct LoginOptions: Sendable, Hashable {
    /// In the order in which they count, before those of the login files.
    package var tokens: [GivenToken]
    package var profile: String?
    /// Stands for all services.
    package var server: String?
    /// For the entities alone.
    package var entityServer: String?
    /// For the users alone.
    package var userServer: String?
    package var stage: Stage?
    /// Sent with every request, over those of the profile.
    package var headers: [LoginHeader]

    package init(
        tokens: [GivenToken] = [], profile: String? = nil, server: String? = nil, entityServer: String? = nil,
        userServer: String? = nil, stage: Stage? = nil, headers: [LoginHeader] = []
    ) {
        self.tokens = tokens
        self.profile = profile
        self.server = server
        self.entityServer = entityServer
        self.userServer = userServer
        self.stage = stage
        self.headers = headers
    }
}

/// A token that the caller gives, or says where to get.
package struct GivenToken: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case text(Secret)
        /// A file that holds the token in its first line.
        case file(path: String)
        /// A command of the shell that prints the token in its first line.
        case command(String)
    }

    /// What the caller calls it, for messages: the name of an option or a variable.
    package let name: String
    package let content: Content

    package init(_ name: String, _ content: Content) {
        self.name = name
        self.content = content
    }
}

/// A header that goes with every request. It may be a key, so its value is never shown.
package struct LoginHeader: Sendable, Hashable {
    package let name: String
    package let value: Secret

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = Secret(value)
    }

    /// Nil for a name or a value with characters that no header may have.
    var field: HTTPField? {
        let value = value.revealed.trimmingWhitespace()
        guard let name = HTTPField.Name(name), HTTPField.isValidValue(value) else { return nil }
        return HTTPField(name: name, value: value)
    }
}

/// A change to be made by hand: the login works all the same.
package enum LoginWarning: Sendable, Hashable {
    /// Others than the owner may read or write a file with a token in it.
    case openToOthers(path: String, permissions: UInt16)
    /// A source was passed over because its token has expired.
    case expired(source: TokenSource, at: Instant)

    package var what: String {
        switch self {
        case .openToOthers(let path, let permissions):
            "\(path) can be read by others (mode 0\(String(permissions, radix: 8)))"
        case .expired(let source, let instant):
            "the access token of \(source.text) expired on \(LoginTime.text(instant))"
        }
    }
}
