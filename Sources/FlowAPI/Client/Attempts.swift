/// What a call has been through so far.
struct Attempts {
    let operation: APIOperation
    let server: String
    var count = 0
    /// Retries used up by faults.
    var retries = 0
    /// Answers of 429 so far.
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
struct Setback {
    let fault: Fault
    let isRetriable: Bool
    /// The server did nothing with the request, so that even one that must not run twice may be sent again.
    var wasNeverAccepted = false
    /// How long the server asks to wait.
    var retryAfter: Duration?
    /// The wait concerns every worker.
    var holdsAll = false
    /// What the server said, if it said anything.
    var answer: APIResponse?
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

    /// An answer that says "not now". A rate limit concerns all workers, and so does a wait that the server names.
    init(_ answer: APIResponse, message: String?, retryAfter: Duration?) {
        self.init(fault: .status(answer.status, message: message), isRetriable: true)
        self.answer = answer
        let isThrottle = answer.status == 429
        wasNeverAccepted = isThrottle
        self.retryAfter = retryAfter
        holdsAll = isThrottle || retryAfter != nil
        usesRetry = !isThrottle
    }
}

/// A successful answer whose body is not what it should be.
package struct UnreadableAnswer: Error, Sendable, Hashable {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// An attempt that failed and will be repeated, for logs and counters.
package struct APIEvent: Sendable, Hashable {
    package let operation: String
    /// 1 for the first.
    package let attempt: Int
    package let fault: Fault
    /// Until the next attempt.
    package let wait: Duration

    package init(operation: String, attempt: Int, fault: Fault, wait: Duration) {
        self.operation = operation
        self.attempt = attempt
        self.fault = fault
        self.wait = wait
    }
}
