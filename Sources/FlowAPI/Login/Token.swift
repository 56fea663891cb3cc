package import FlowTime

/// An access token and what is known about it, none of which shows it.
package struct Token: Sendable, Hashable {
    package let secret: Secret
    package let source: TokenSource
    /// Nil where nothing says when it expires.
    package let expiresAt: Instant?
    /// The organization that it belongs to, as the login files or the token itself say.
    package let organization: String?

    /// - Parameters:
    ///   - secret: the token's text.
    ///   - source: where it comes from.
    ///   - expiresAt: as the login files say; the token may say an earlier time itself.
    ///   - organization: as the login files say.
    package init(_ secret: Secret, source: TokenSource, expiresAt: Instant? = nil, organization: String? = nil) {
        self.secret = secret
        self.source = source
        let claims = TokenClaims(secret)
        self.expiresAt = [expiresAt, claims?.expiresAt].compactMap { $0 }.min()
        self.organization = organization ?? claims?.organization
    }

    /// The expiry for people, as `2026-11-24 21:30 UTC`; nil where nothing says when.
    package var expiryText: String? { expiresAt.map { LoginTime.text($0) } }

    package func isExpired(at now: Instant) -> Bool {
        expiresAt.map { $0 <= now } ?? false
    }
}

/// Where a token comes from.
package enum TokenSource: Sendable, Hashable {
    case option
    case file(path: String)
    case command
    case variable(name: String)
    case profile(name: String, path: String)
    case credentials(path: String)
    /// Typed at a prompt.
    case prompt

    /// A few words for people.
    package var text: String {
        switch self {
        case .option: "--token"
        case .file(let path): "--token-file \(path)"
        case .command: "--token-command"
        case .variable(let name): name
        case .profile(let name, let path): "the profile \(name) in \(path)"
        case .credentials(let path): path
        case .prompt: "the prompt"
        }
    }
}
