import FlowJSON
package import FlowTime
import FoundationEssentials

/// What a JSON web token says about itself. Its signature is the server's business.
package struct TokenClaims: Sendable, Hashable {
    /// What people called the token when they made it.
    package let name: String?
    package let organization: String?
    package let user: String?
    /// The id under which the portal lists the token.
    package let id: String?
    /// What it was made for, such as `api`.
    package let kind: String?
    /// The roles that it acts in.
    package let roles: [String]
    package let isReadOnly: Bool
    package let issuedAt: Instant?
    package let expiresAt: Instant?

    /// Nil for a token of another kind.
    package init?(_ token: Secret) {
        let parts = token.revealed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Self.decode(parts[1]), let claims = try? JSONValue(parsing: bytes),
            let members = claims.objectValue
        else { return nil }
        // A claim's name may carry a prefix of who issued the token.
        func text(_ name: String) -> String? {
            members.first { $0.key.hasSuffix(name) && $0.value.stringValue?.isEmpty == false }?.value.stringValue
        }
        func instant(_ name: String) -> Instant? {
            let seconds = members[name]?.doubleValue ?? .nan
            return (0...1e11).contains(seconds) ? Instant(milliseconds: Int64(seconds * 1_000)) : nil
        }
        name = text("token_name")
        organization = text("org_id")
        user = text("user_id")
        id = text("token_id")
        kind = text("token_type")
        roles = members.first { $0.key.hasSuffix("assume_roles") }?.value.arrayValue?.compactMap(\.stringValue) ?? []
        isReadOnly = members.first { $0.key.hasSuffix("read_only") }?.value.boolValue ?? false
        issuedAt = instant("iat")
        expiresAt = instant("exp")
    }

    /// Base 64 with `-` and `_`, without padding.
    private static func decode(_ text: Substring) -> [UInt8]? {
        var text = text.filter { $0 != "=" }.replacing("-", with: "+").replacing("_", with: "/")
        text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text).map { Array($0) }
    }
}
