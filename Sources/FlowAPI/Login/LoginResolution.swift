import FlowTime

/// The steps from options, environment and files to a login.
struct LoginResolution {
    private let options: LoginOptions
    private let environment: [String: String]
    private let reader: LoginReader
    private let now: Instant
    private let folder: LoginFolder?
    private let stage: Stage
    /// The profile in use; nil where there is none.
    let profile: Profile?
    private(set) var warnings: [LoginWarning] = []

    init(
        _ options: LoginOptions, environment: [String: String], reader: LoginReader, now: Instant
    ) throws(APIError) {
        self.options = options
        self.environment = environment
        self.reader = reader
        self.now = now
        folder = LoginFolder(environment: environment)
        var profiles = ProfilesFile()
        if let path = folder?.profilesPath, let file = try reader.read(path) {
            profiles = try ProfilesFile(file, path: path)
            if profiles.names.contains(where: { profiles[$0]?.token != nil }) { Self.check(file, path, &warnings) }
        }
        stage = options.stage ?? profiles.stage ?? .production
        let named = options.profile ?? Self.value(environment["EPILOT_PROFILE"])
        if let named {
            try profiles.check(named)
            profile = profiles[named]
        } else if let active = profiles.active, let found = profiles[active] {
            profile = found
        } else {
            if let active = profiles.active, let path = folder?.profilesPath {
                warnings.append(.activeProfileMissing(name: active, path: path))
            }
            profile = profiles["default"]
        }
    }

    /// The first token that has not expired, in the order that `Login.resolve` names.
    mutating func findToken() throws(APIError) -> Token? {
        if let secret = options.token, let token = take(try given(secret.revealed, .option)) { return token }
        if let path = options.tokenFile, let token = take(try readTokenFile(path)) { return token }
        if let command = options.tokenCommand {
            let line = Self.firstLine(try reader.run(command))
            if let token = take(try given(line, .command)) { return token }
        }
        if let text = Self.value(environment["EPILOT_TOKEN"]) {
            if let token = take(try given(text, .variable(name: "EPILOT_TOKEN"))) { return token }
        }
        if let profile, let secret = profile.token, let path = folder?.profilesPath {
            let token = Token(
                try checked(secret, .profile(name: profile.name, path: path)),
                source: .profile(name: profile.name, path: path), expiresAt: profile.expiresAt,
                organization: profile.organization)
            if let token = take(token) { return token }
        }
        if let token = try readCredentials(), let token = take(token) { return token }
        return nil
    }

    func findServers() throws(APIError) -> Servers {
        try Servers(
            stage: stage, server: Self.value(options.server) ?? profile?.server,
            entityServer: Self.value(options.entityServer))
    }

    /// The profile's headers, and over them those of the command line.
    var headers: HeaderFields {
        var headers = profile?.headers ?? HeaderFields()
        for field in options.headers.fields { headers[field.name] = nil }
        for field in options.headers.fields { headers.add(field.name, field.value) }
        return headers
    }

    private mutating func readTokenFile(_ path: String) throws(APIError) -> Token {
        guard let file = try reader.read(path) else {
            throw .configuration(.unreadableFile(path: path, reason: "there is no such file"))
        }
        Self.check(file, path, &warnings)
        return try given(Self.firstLine(file.bytes), .file(path: path))
    }

    private mutating func readCredentials() throws(APIError) -> Token? {
        guard let path = folder?.credentialsPath, let file = try reader.read(path) else { return nil }
        let credentials = try CredentialsFile(file, path: path)
        guard let secret = credentials.token else { return nil }
        Self.check(file, path, &warnings)
        return Token(
            try checked(secret, .credentials(path: path)), source: .credentials(path: path),
            expiresAt: credentials.expiresAt, organization: credentials.organization)
    }

    /// A token that was asked for by name, which must be one.
    private func given(_ text: String, _ source: TokenSource) throws(APIError) -> Token {
        let text = text.trimmingWhitespace()
        guard !text.isEmpty else {
            throw .authentication(.sourceFailed(source: source.text, reason: "it gives nothing"))
        }
        return Token(try checked(Secret(text), source), source: source)
    }

    private func checked(_ secret: Secret, _ source: TokenSource) throws(APIError) -> Secret {
        guard Login.isToken(secret.revealed) else { throw .configuration(.invalidToken(source: source.text)) }
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

    /// A variable or option that is empty counts as unset.
    private static func value(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }
}
