/// What went wrong between this program and the API, by what the caller can do about it.
///
/// No case holds a token or a password, and texts that came from a server are masked before they get here.
package enum APIError: Error, Sendable, Hashable {
    /// Log in, or get a token with more permissions.
    case authentication(AuthenticationProblem)
    /// Try later; all retries are used up.
    case network(NetworkProblem)
    /// The API answered, and its answer is no.
    case answer(AnswerProblem)
    /// Correct an option, a variable or a file.
    case configuration(ConfigurationProblem)
    /// The task was cancelled.
    case cancelled

    /// What went wrong.
    package var what: String {
        switch self {
        case .authentication(let problem): problem.what
        case .network(let problem): problem.what
        case .answer(let problem): problem.what
        case .configuration(let problem): problem.what
        case .cancelled: "interrupted"
        }
    }

    /// What to do about it.
    package var fix: String {
        switch self {
        case .authentication(let problem): problem.fix
        case .network(let problem): problem.fix
        case .answer(let problem): problem.fix
        case .configuration(let problem): problem.fix
        case .cancelled: "run it again; what was fetched is kept"
        }
    }
}

/// Why nobody is logged in, or not with the right permissions.
package enum AuthenticationProblem: Sendable, Hashable {
    /// No source holds a usable token; `passedOver` names those with an expired one and when that was.
    case noToken(passedOver: [String])
    /// A source that was asked for by name gives no token.
    case sourceFailed(source: String, reason: String)
    /// The API does not know the token (401).
    case refused(operation: String, message: String?)
    /// The token lacks the permission (403).
    case forbidden(operation: String, message: String?)

    package var what: String {
        switch self {
        case .noToken(let passedOver) where passedOver.isEmpty: "no access token"
        case .noToken(let passedOver): "no valid access token: \(passedOver.joined(separator: ", "))"
        case .sourceFailed(let source, let reason): "no access token from \(source): \(reason)"
        case .refused(let operation, let message):
            "the API refuses the access token for \(operation)" + Self.tail(message)
        case .forbidden(let operation, let message): "the access token may not call \(operation)" + Self.tail(message)
        }
    }

    package var fix: String {
        switch self {
        case .noToken: "set EPILOT_TOKEN or --token-file to a token from the portal (Settings, Access Tokens)"
        case .sourceFailed: "check that it gives the token in its first line"
        case .refused: "it may have expired: make a new one in the portal (Settings, Access Tokens)"
        case .forbidden: "use a token with the permission to view entities and workflows"
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
        let times = attempts == 1 ? "" : ", after \(attempts) attempts"
        return "\(operation): \(server) \(fault.text)\(times)"
    }

    package var fix: String {
        switch fault {
        case .transport(.untrusted): "install the certificate authority that signs this server or proxy"
        case .transport(.proxy): "check HTTPS_PROXY with its user and password, and NO_PROXY"
        case .transport(.unreachable), .transport(.connectTimeout):
            "check the server's address, the network and HTTPS_PROXY"
        case .transport(.tooLarge): "report it: an answer of that size is not expected"
        case .status(429, _), .asksToWait: "run it later, or with a lower --rate"
        case .status, .transport, .unreadable: "try again later; --retries and --timeout say how long to try"
        }
    }
}

/// An answer that says no and would say so again.
package struct AnswerProblem: Sendable, Hashable {
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

    package var fix: String {
        switch status {
        case 300..<400: "give the server's final address with --server: redirects are not followed"
        case 404: "check the id, and that --server and the token belong together"
        default: "check the request"
        }
    }
}
