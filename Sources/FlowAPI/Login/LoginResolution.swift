import FlowTime

/// How a login gets at files and commands; tests answer from memory.
package struct LoginReader: Sendable {
    /// The content of a file; nil where there is none of that name.
    package let read: @Sendable (_ path: String) throws(APIError) -> StoredFile?
    /// What a command of the shell prints, which is to be a token of a source.
    package let run: @Sendable (_ command: String, _ source: TokenSource) async throws(APIError) -> [UInt8]

    package init(
        read: @escaping @Sendable (_ path: String) throws(APIError) -> StoredFile?,
        run: @escaping @Sendable (_ command: String, _ source: TokenSource) async throws(APIError) -> [UInt8]
    ) {
        self.read = read
        self.run = run
    }

    /// The files and the shell of this machine.
    package static let system = LoginReader(
        read: { path throws(APIError) in try StoredFile(path: path) },
        run: { command, source throws(APIError) in try await TokenCommand.output(of: command, source) })
}

/// The steps from options and files to a login.
struct LoginResolution {
    private let options: LoginOptions
    private let reader: LoginReader
    private let now: Instant
    private let folder: LoginFolder?
    let stage: Stage
    /// The profile in use; nil where there is none.
    let profile: Profile?
    private(set) var warnings: [LoginWarning] = []

    init(
        _ options: LoginOptions, environment: [String: String], reader: LoginReader, now: Instant
    ) throws(APIError) {
        self.options = options
        self.reader = reader
        self.now = now
        folder = LoginFolder(environment: environment)
        var profiles = ProfilesFile()
        if let path = folder?.profilesPath, let file = try reader.read(path) {
            profiles = try ProfilesFile(file, path: path)
            if profiles.names.contains(where: { profiles[$0]?.token != nil }) { Self.check(file, path, &warnings) }
        }
        stage = options.stage ?? profiles.stage ?? .production
        if let named = options.profile {
            try profiles.check(named)
            profile = profiles[named]
        } else if let active = profiles.active {
            try profiles.check(active)
            profile = profiles[active]
        } else {
            profile = profiles["default"]
        }
    }

    /// The first token that has not expired, in the order that `Login.resolve` names.
    mutating func findToken() async throws(APIError) -> Token? {
        for given in options.tokens {
            if let token = take(try await read(given)) { return token }
        }
        if let profile, let secret = profile.token, let path = folder?.profilesPath {
            let source = TokenSource.profile(name: profile.name, path: path)
            let token = Token(
                try checked(secret, source), source: source, expiresAt: profile.expiresAt,
                organization: profile.organization)
            if token.isExpired(at: now), let instant = token.expiresAt {
                throw .authentication(.noToken(passedOver: [LoginTime.expiry(of: source, at: instant)]))
            }
            return token
        }
        if let token = try readCredentials(), let token = take(token) { return token }
        return nil
    }

    /// The address for all services that is given, or the profile's.
    var server: String? { options.server ?? profile?.server }

    func findServers() throws(APIError) -> Servers {
        try Servers(
            stage: stage, server: server, entityServer: options.entityServer,
            userServer: options.userServer)
    }

    /// The profile's headers, and over them those that are given.
    var headers: [LoginHeader] {
        let given = Set(options.headers.map { $0.name.lowercased() })
        return (profile?.headers ?? []).filter { !given.contains($0.name.lowercased()) } + options.headers
    }

    /// A token that was asked for by name, which must be one.
    private mutating func read(_ given: GivenToken) async throws(APIError) -> Token {
        let source = TokenSource.given(name: given.name)
        let text: String
        switch given.content {
        case .text(let secret): text = secret.revealed
        case .file(let path):
            guard let file = try reader.read(path) else {
                throw .configuration(.unreadableFile(path: path, reason: "there is no such file"))
            }
            Self.check(file, path, &warnings)
            text = Self.firstLine(file.bytes)
        case .command(let command): text = Self.firstLine(try await reader.run(command, source))
        }
        let trimmed = text.trimmingWhitespace()
        guard !trimmed.isEmpty else {
            throw .authentication(.sourceFailed(source: source, reason: "it gives nothing"))
        }
        return Token(try checked(Secret(trimmed), source), source: source)
    }

    private mutating func readCredentials() throws(APIError) -> Token? {
        guard let path = folder?.credentialsPath, let file = try reader.read(path) else { return nil }
        let credentials = try CredentialsFile(file, path: path)
        guard let secret = credentials.token else { return nil }
        Self.check(file, path, &warnings)
        let source = TokenSource.credentials(path: path)
        return Token(
            try checked(secret, source), source: source, expiresAt: credentials.expiresAt,
            organization: credentials.organization)
    }

    private func checked(_ secret: Secret, _ source: TokenSource) throws(APIError) -> Secret {
        guard Token.isToken(secret.revealed) else { throw .configuration(.invalidToken(source: source)) }
        return secret
    }

    /// The token, unless it has expired.
    private mutating func take(_ token: Token) -> Token? {
        guard token.isExpired(at: now), let instant = token.expiresAt else { return token }
        warnings.append(.expired(source: token.source, at: instant))
        return nil
    }

    private static func check(_ file: StoredFile, _ path: String, _ warnings: inout [LoginWarning]) {
        if file.permissions & 0o077 != 0 {
            warnings.append(.openToOthers(path: path, permissions: file.permissions))
        }
    }

    private static func firstLine(_ bytes: [UInt8]) -> String {
        let line = bytes.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }.prefix { $0 != 0x0A && $0 != 0x0D }
        return String(decoding: line, as: UTF8.self)
    }
}
