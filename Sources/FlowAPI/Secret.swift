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
        guard !revealed.isEmpty else { return text }
        var masked: [UInt8] = []
        let secret = Array(revealed.utf8)
        let bytes = Array(text.utf8)
        var place = 0
        var found = false
        while place < bytes.count {
            if bytes[place] == secret[0], bytes[place...].starts(with: secret) {
                masked += Array(Self.mask.utf8)
                place += secret.count
                found = true
            } else {
                masked.append(bytes[place])
                place += 1
            }
        }
        return found ? String(decoding: masked, as: UTF8.self) : text
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
