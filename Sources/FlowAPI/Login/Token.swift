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

    /// Whether a text may be a token: visible ASCII characters, so that it can stand in a header.
    package static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 65_536 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    package func isExpired(at now: Instant) -> Bool {
        expiresAt.map { $0 <= now } ?? false
    }
}

/// Where a token comes from.
package enum TokenSource: Sendable, Hashable {
    /// From the caller, who calls it by a name.
    case given(name: String)
    case profile(name: String, path: String)
    case credentials(path: String)

    /// A few words for people.
    package var text: String {
        switch self {
        case .given(let name): name
        case .profile(let name, let path): "the profile \(name) in \(path)"
        case .credentials(let path): path
        }
    }
}

/// A text that is never shown: a token, or a proxy's password.
///
/// Whatever prints, interpolates, logs, dumps or mirrors it gets `***`. Only the code that puts it on the wire or into the
/// login files asks for `revealed`.
package struct Secret: Sendable, Hashable {
    /// The text itself, for the wire and the login files alone.
    package let revealed: String

    package init(_ text: String) {
        revealed = text
    }

    /// What stands for any secret.
    package static let mask = "***"

    /// The text with every occurrence of the secret masked, for words that came from outside: a server may quote the
    /// token that it refuses.
    package func masking(_ text: String) -> String {
        masking(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// The bytes with every occurrence masked; nil where there is none.
    fileprivate func masking(_ bytes: [UInt8]) -> [UInt8]? {
        let secret = Array(revealed.utf8)
        guard let first = secret.first else { return nil }
        var masked: [UInt8] = []
        var index = 0
        var found = false
        while index < bytes.count {
            if bytes[index] == first, bytes[index...].starts(with: secret) {
                masked += Array(Self.mask.utf8)
                index += secret.count
                found = true
            } else {
                masked.append(bytes[index])
                index += 1
            }
        }
        return found ? masked : nil
    }

    package static func == (left: Secret, right: Secret) -> Bool {
        left.revealed.utf8.elementsEqual(right.revealed.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in revealed.utf8 { hasher.combine(byte) }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { Self.mask }
    package var debugDescription: String { Self.mask }
    package var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}

extension APIResponse {
    /// Shorter tokens are words of tests, which may stand in any answer.
    private static let shortestSecret = 8

    /// The response with a token masked that its body quotes, as servers do that refuse it.
    package func masking(_ token: Secret?) -> APIResponse {
        guard let token, token.revealed.utf8.count >= Self.shortestSecret, let body = token.masking(body) else {
            return self
        }
        var masked = self
        masked.body = body
        return masked
    }
}
