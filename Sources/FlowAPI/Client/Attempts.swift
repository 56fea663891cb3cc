/// What a call has been through so far.
struct Attempts {
    let operation: APIOperation
    let server: String
    var count = 0
    /// Retries used up by faults.
    var retries = 0
    /// Responses of 429 so far.
    var throttles = 0
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
    let fault: Fault
    let isRetriable: Bool
    /// The server did nothing with the request, so that even one that must not run twice may be sent again.
    var wasNeverAccepted = false
    /// How long the server asks to wait.
    var retryAfter: Duration?
    /// The wait concerns every worker.
    var holdsAll = false
    /// What the server said, if it said anything.
    var response: APIResponse?
    /// Counts against the number of retries.
    var usesRetry = true

    init(fault: Fault, isRetriable: Bool) {
        self.fault = fault
        self.isRetriable = isRetriable
    }

    init(_ failure: TransportFailure) {
        self.init(fault: .transport(failure), isRetriable: failure.isTransient)
        wasNeverAccepted = failure.wasNeverSent
    }

    /// A response that says "not now". A rate limit concerns all workers, and so does a wait that the server names.
    init(_ response: APIResponse, message: String?, retryAfter: Duration?) {
        self.init(fault: .status(response.status, message: message), isRetriable: true)
        self.response = response
        let isThrottle = response.status == 429
        wasNeverAccepted = isThrottle
        self.retryAfter = retryAfter
        holdsAll = isThrottle || retryAfter != nil
        usesRetry = !isThrottle
    }
}
