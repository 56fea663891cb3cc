import FlowJSON

/// What went wrong between this program and the API, by what the caller can do about it. What that is in options and
/// commands, whoever has these says.
///
/// No case holds a token or a password, and texts that came from a server are masked before they get here.
package enum APIError: Error, Sendable, Hashable {
    /// Log in, or get a token with more permissions.
    case authentication(AuthenticationProblem)
    /// Try later; all retries are used up.
    case network(NetworkProblem)
    /// The API answered, and its response is no.
    case response(ResponseProblem)
    /// Correct an option, a variable or a file.
    case configuration(ConfigurationProblem)
    /// The task was cancelled.
    case cancelled

    /// What went wrong.
    package var what: String {
        switch self {
        case .authentication(let problem): problem.what
        case .network(let problem): problem.what
        case .response(let problem): problem.what
        case .configuration(let problem): problem.what
        case .cancelled: "interrupted"
        }
    }
}

/// Why nobody is logged in, or not with the right permissions.
package enum AuthenticationProblem: Sendable, Hashable {
    /// No source holds a usable token; `passedOver` names those with an expired one and when that was.
    case noToken(passedOver: [String])
    /// A source that was asked for by name gives no token.
    case sourceFailed(source: TokenSource, reason: String)
    /// The API does not know the token (401).
    case refused(operation: String, message: String?)
    /// The token lacks the permission (403).
    case forbidden(operation: String, message: String?)

    package var what: String {
        switch self {
        case .noToken(let passedOver) where passedOver.isEmpty: "no access token"
        case .noToken(let passedOver): "no valid access token: \(passedOver.joined(separator: ", "))"
        case .sourceFailed(let source, let reason): "no access token from \(source.text): \(reason)"
        case .refused(let operation, let message):
            "the API refuses the access token for \(operation)" + Self.tail(message)
        case .forbidden(let operation, let message): "the access token may not call \(operation)" + Self.tail(message)
        }
    }

    private static func tail(_ message: String?) -> String {
        message.map { " (\($0))" } ?? ""
    }
}

/// A request that did not succeed, however often it was sent.
package struct NetworkProblem: Sendable, Hashable {
    package let operation: String
    /// The server's address.
    package let server: String
    /// How often it was sent.
    package let attempts: Int
    /// What went wrong the last time.
    package let fault: Fault

    package init(operation: String, server: String, attempts: Int, fault: Fault) {
        self.operation = operation
        self.server = server
        self.attempts = attempts
        self.fault = fault
    }

    package var what: String {
        let times = attempts < 2 ? "" : ", after \(attempts) attempts"
        return "\(operation): \(server) \(fault.text)\(times)"
    }
}

/// A response that says no and would say so again.
package struct ResponseProblem: Sendable, Hashable {
    package let operation: String
    package let status: Int
    /// The server's own words, if it had any.
    package let message: String?

    package init(operation: String, status: Int, message: String?) {
        self.operation = operation
        self.status = status
        self.message = message
    }

    package var what: String {
        "the API answers \(operation) with status \(status)" + (message.map { ": \($0)" } ?? "")
    }
}

/// An option, a variable or a file that cannot be used.
package enum ConfigurationProblem: Sendable, Hashable {
    case invalidServer(address: String, reason: String)
    /// A token must not travel in the clear.
    case plainHTTP(server: String)
    case invalidProxy(variable: String, reason: String)
    /// A header of the profile or the caller.
    case invalidHeader(name: String)
    /// The token holds characters that no token has.
    case invalidToken(source: TokenSource)
    case unknownProfile(name: String, known: [String])
    case unreadableFile(path: String, reason: String)
    case unwritableFile(path: String, reason: String)
    /// A value of the operation's path is missing or empty.
    case missingParameter(operation: String, name: String)

    package var what: String {
        switch self {
        case .invalidServer(let address, let reason): "\"\(address)\" is not a server: \(reason)"
        case .plainHTTP(let server): "the access token is not sent to \(server) unencrypted"
        case .invalidProxy(let variable, let reason): "\(variable) is not a proxy: \(reason)"
        case .invalidHeader(let name): "the header \"\(name)\" holds characters that no header may have"
        case .invalidToken(let source): "what \(source.text) gives is not a token"
        case .unknownProfile(let name, let known):
            known.isEmpty
                ? "no profile \"\(name)\": there are none"
                : "no profile \"\(name)\" among \(known.joined(separator: ", "))"
        case .unreadableFile(let path, let reason): "cannot read \(path): \(reason)"
        case .unwritableFile(let path, let reason): "cannot write \(path): \(reason)"
        case .missingParameter(let operation, let name): "\(operation) needs a value for \(name)"
        }
    }
}

/// One attempt that failed in a way that may pass.
package enum Fault: Sendable, Hashable {
    /// A status that says "not now", with the server's own words if it had any.
    case status(Int, message: String?)
    case transport(TransportFailure)
    /// The server asks to come back later than this run waits.
    case asksToWait(Duration)
    /// The server names an address for a large answer, and that is not to be had there. It says nothing of the token.
    case payload(server: String, reason: String)
    /// The time that all requests may take together is over.
    case outOfTime

    /// A few words for people, to stand after the name of the server.
    package var text: String {
        switch self {
        case .status(let status, let message): "answers with status \(status)" + (message.map { " (\($0))" } ?? "")
        case .transport(let failure): failure.text
        case .asksToWait(let wait): "asks to wait \(wait.components.seconds) seconds"
        case .payload(let server, let reason): "leaves a large answer to \(server), which \(reason)"
        case .outOfTime: "has not answered everything in the time that there was"
        }
    }
}

/// Finds the words that a server has for people in the body of an error.
enum ResponseMessage {
    /// Longer ones are cut.
    private static let limit = 300

    /// The `message` of the workflow API or the `error` of the entity API; nil for any other body, such as a gateway's
    /// page.
    ///
    /// - Returns: one line without control characters, the token masked.
    static func read(_ response: APIResponse, token: Secret?) -> String? {
        guard let value = try? JSONValue(parsing: response.body) else { return nil }
        let texts = ["message", "Message", "error", "error_description"].lazy.compactMap { key -> String? in
            switch value[key] {
            case .string(let text)?: text
            case .object(let inner)?: inner["message"]?.stringValue
            case .array(let list)?: list.compactMap(\.stringValue).joined(separator: ", ")
            default: nil
            }
        }
        guard let text = texts.first(where: { !$0.isEmpty }) else { return nil }
        return line(token?.masking(text) ?? text)
    }

    /// A text of unknown origin as one line that a terminal shows and does not obey.
    static func line(_ text: String) -> String? {
        let words = text.unicodeScalars.split { $0.properties.generalCategory == .control || $0 == " " }
        let joined = words.map { String($0) }.joined(separator: " ")
        guard !joined.isEmpty else { return nil }
        return joined.count > limit ? joined.prefix(limit) + "…" : joined
    }
}
