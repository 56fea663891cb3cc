package import FlowTime

/// How a login gets at files and commands; tests answer from memory.
package struct LoginReader: Sendable {
    /// The content of a file; nil where there is none of that name.
    package let read: @Sendable (_ path: String) throws(APIError) -> StoredFile?
    /// What a command of the shell prints.
    package let run: @Sendable (_ command: String) throws(APIError) -> [UInt8]

    package init(
        read: @escaping @Sendable (_ path: String) throws(APIError) -> StoredFile?,
        run: @escaping @Sendable (_ command: String) throws(APIError) -> [UInt8]
    ) {
        self.read = read
        self.run = run
    }

    /// The files and the shell of this machine.
    package static let system = LoginReader(
        read: { path throws(APIError) in try StoredFile(path: path) },
        run: { command throws(APIError) in try ShellCommand.output(of: command) })
}

/// A change to be made by hand: the login works all the same.
package enum LoginWarning: Sendable, Hashable {
    /// Others than the owner may read or write a file with a token in it.
    case openToOthers(path: String, permissions: UInt16)
    /// A source was passed over because its token has expired.
    case expired(source: TokenSource, at: Instant)
    /// `profiles.json` names an active profile that it does not hold.
    case activeProfileMissing(name: String, path: String)

    package var what: String {
        switch self {
        case .openToOthers(let path, let permissions):
            "\(path) can be read by others (mode 0\(String(permissions, radix: 8)))"
        case .expired(let source, let instant):
            "the access token of \(source.text) expired on \(LoginTime.text(instant))"
        case .activeProfileMissing(let name, let path): "the active profile \(name) is not in \(path)"
        }
    }

    package var fix: String {
        switch self {
        case .openToOthers(let path, _): "run chmod 600 \(path)"
        case .expired: "make a new one in the portal (Settings, Access Tokens)"
        case .activeProfileMissing: "choose another with flowbook profile use"
        }
    }
}
