/// An option, a variable or a file that cannot be used.
package enum ConfigurationProblem: Sendable, Hashable {
    case invalidServer(address: String, reason: String)
    /// A token must not travel in the clear.
    case plainHTTP(server: String)
    case invalidProxy(variable: String, reason: String)
    /// A header of the profile or the command line.
    case invalidHeader(name: String)
    /// The token holds characters that no token has.
    case invalidToken(source: String)
    case unknownProfile(name: String, known: [String])
    case unreadableFile(path: String, reason: String)
    case unwritableFile(path: String, reason: String)
    /// Neither `XDG_CONFIG_HOME` nor `HOME` is set.
    case noConfigurationFolder
    /// A value of the operation's path is missing or empty.
    case missingParameter(operation: String, name: String)
    case invalidLimit(name: String, reason: String)

    package var what: String {
        switch self {
        case .invalidServer(let address, let reason): "\"\(address)\" is not a server: \(reason)"
        case .plainHTTP(let server): "the access token is not sent to \(server) unencrypted"
        case .invalidProxy(let variable, let reason): "\(variable) is not a proxy: \(reason)"
        case .invalidHeader(let name): "the header \"\(name)\" holds characters that no header may have"
        case .invalidToken(let source): "what \(source) gives is not a token"
        case .unknownProfile(let name, let known):
            known.isEmpty
                ? "no profile \"\(name)\": there are none"
                : "no profile \"\(name)\" among \(known.joined(separator: ", "))"
        case .unreadableFile(let path, let reason): "cannot read \(path): \(reason)"
        case .unwritableFile(let path, let reason): "cannot write \(path): \(reason)"
        case .noConfigurationFolder: "no folder for settings: neither XDG_CONFIG_HOME nor HOME is set"
        case .missingParameter(let operation, let name): "\(operation) needs a value for \(name)"
        case .invalidLimit(let name, let reason): "\(name) \(reason)"
        }
    }

    package var fix: String {
        switch self {
        case .invalidServer: "give an address like https://host"
        case .plainHTTP: "use https://, or http:// on this machine alone (127.0.0.1, localhost)"
        case .invalidProxy: "give it as http://user:password@host:port"
        case .invalidHeader: "remove line breaks and other control characters from it"
        case .invalidToken: "copy the token again, without line breaks or spaces in it"
        case .unknownProfile: "choose one with --profile, or make it with flowbook profile create"
        case .unreadableFile: "check the file and its permissions"
        case .unwritableFile: "check the folder, its permissions and the free space"
        case .noConfigurationFolder: "set HOME, or give the token with EPILOT_TOKEN"
        case .missingParameter: "give it after the operation's name or with -p"
        case .invalidLimit: "correct the option"
        }
    }
}
