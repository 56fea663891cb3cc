/// What a call has been through so far.
struct Attempts {
    let operation: APIOperation
    let server: String
    var count = 0
    /// Retries used up by faults and refusals.
    var retries = 0
    /// Nil before the first attempt.
    var deadline: Duration?
    var fault = Fault.transport(.timeout)

    init(operation: APIOperation, server: String) {
        self.operation = operation
        self.server = server
    }

    /// The error to give up with.
    var problem: APIError {
        .network(NetworkProblem(operation: operation.id, server: server, attempts: count, fault: fault))
    }
}

/// One attempt that failed, and what that means for the next.
struct FailedAttempt {
    /// Whom a wait concerns.
    enum Wait {
        /// This request alone.
        case own
        /// Everybody who calls the service: it refuses because there are too many requests.
        case refusal
        /// Everybody who calls the service: it asks for that.
        case service
    }

    let fault: Fault
    let isRetriable: Bool
    /// The server did nothing with the request, so that even one that must not run twice may be sent again.
    var wasNeverAccepted = false
    var wait = Wait.own
    /// How long the server asks to wait.
    var retryAfter: Duration?
    /// What the server said, if it said anything.
    var response: APIResponse?

    init(fault: Fault, isRetriable: Bool) {
        self.fault = fault
        self.isRetriable = isRetriable
    }

    init(_ failure: TransportFailure) {
        self.init(fault: .transport(failure), isRetriable: failure.isTransient)
        wasNeverAccepted = failure.wasNeverSent
    }

    /// A response that says "not now".
    init(_ response: APIResponse, message: String?, retryAfter: Duration?) {
        self.init(fault: .status(response.status, message: message), isRetriable: true)
        self.response = response
        self.retryAfter = retryAfter
        wasNeverAccepted = response.status == 429
        wait = response.status == 429 ? .refusal : retryAfter != nil ? .service : .own
    }
}
