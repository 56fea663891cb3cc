import FlowJSON
import FlowTime

/// What a JSON web token says about itself. Its signature is the server's business.
struct TokenClaims {
    /// Milliseconds since 1970.
    let expiresAt: Instant?
    let organization: String?

    /// Nil for a token of another kind.
    init?(_ token: Secret) {
        let parts = token.revealed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Self.decode(parts[1].utf8), let claims = try? JSONValue(parsing: bytes),
            let members = claims.objectValue
        else { return nil }
        let seconds = members["exp"]?.doubleValue ?? .nan
        expiresAt = (0...1e11).contains(seconds) ? Instant(milliseconds: Int64(seconds * 1_000)) : nil
        // The claim's name carries a prefix of who issued the token.
        organization =
            members.first { $0.key.hasSuffix("org_id") && $0.value.stringValue?.isEmpty == false }?.value
            .stringValue
    }

    /// Base 64 with `-` and `_`, without padding.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for character in text {
            let value: UInt8
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
            case UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "_"): value = 63
            case UInt8(ascii: "="): continue
            default: return nil
            }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return bytes
    }
}
