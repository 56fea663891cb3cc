package import FlowTime

/// Who calls, and where, put together from the command line, the environment and the login files.
///
/// Resolving reads files but changes none, and asks for no time, so that tests and `flowbook doctor` see what a run would.
package struct Login: Sendable, Hashable {
    /// Nil where no source gives one that is still valid.
    package let token: Token?
    /// The profile in use, if there is one.
    package let profile: String?
    package let servers: Servers
    /// The headers of the profile and the command line.
    package let headers: HeaderFields
    package let warnings: [LoginWarning]

    package init(
        token: Token?, profile: String? = nil, servers: Servers, headers: HeaderFields = HeaderFields(),
        warnings: [LoginWarning] = []
    ) {
        self.token = token
        self.profile = profile
        self.servers = servers
        self.headers = headers
        self.warnings = warnings
    }

    /// Finds the token and the servers that hold for a run.
    ///
    /// The token comes from the first of `--token`, `--token-file`, `--token-command`, `EPILOT_TOKEN`, the profile and
    /// `credentials.json` that has one which has not expired. The profile is that of `--profile`, `EPILOT_PROFILE`, the
    /// active one or `default`. The servers are those of `--server` and `--entity-server`, the profile's, or the stage's.
    ///
    /// - Parameters:
    ///   - options: what the command line says.
    ///   - environment: the variables of the process.
    ///   - reader: gets at files and commands.
    ///   - now: milliseconds since 1970.
    /// - Returns: a login, also where no source gives a valid token.
    /// - Throws: `configuration` for a file that cannot be read, a profile that is named but not there and a text that is
    ///   no server; `authentication` where a source of the command line gives no token. No token at all is no error yet:
    ///   `connection` throws for it.
    package static func resolve(
        _ options: LoginOptions, environment: [String: String], reader: LoginReader, now: Instant
    ) throws(APIError) -> Login {
        var resolution = try LoginResolution(options, environment: environment, reader: reader, now: now)
        let token = try resolution.findToken()
        return Login(
            token: token, profile: resolution.profile?.name, servers: try resolution.findServers(),
            headers: resolution.headers, warnings: resolution.warnings)
    }

    /// The same login with another token, as from a prompt.
    package func with(_ token: Token) -> Login {
        Login(token: token, profile: profile, servers: servers, headers: headers, warnings: warnings)
    }

    /// Where requests go and with which token.
    ///
    /// - Throws: `authentication` where there is no token, `configuration` where it must not travel as it would.
    package func connection() throws(APIError) -> Connection {
        guard let token else {
            let expired = warnings.compactMap { warning -> String? in
                guard case .expired(let source, let instant) = warning else { return nil }
                return "that of \(source.text) expired on \(LoginTime.text(instant))"
            }
            throw .authentication(.noToken(passedOver: expired))
        }
        return try Connection(servers: servers, token: token.secret, headers: headers)
    }

    /// Whether a text may be a token: visible ASCII characters, so that it can stand in a header.
    static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 65_536 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
