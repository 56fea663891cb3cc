import HTTPTypes

/// Calls operations: waits its turn, sends, and tries again where that may help.
///
/// A value that all workers share; what they have in common (the rate limit, the connections) lives behind it.
package struct APIClient: Sendable {
    private let transport: any Transport
    private let connection: Connection
    private let policy: RetryPolicy
    private let rateLimiter: RateLimiter
    private let clock: APIClock
    private let jitter: Jitter
    private let userAgent: String
    private let observe: @Sendable (APIEvent) -> Void

    /// - Parameters:
    ///   - transport: sends the requests.
    ///   - connection: who calls, and where.
    ///   - rateLimiter: shared by every client of the same organization.
    ///   - policy: how often and how long to try.
    ///   - clock: to measure and sleep by.
    ///   - jitter: random shares of the waits.
    ///   - userAgent: name and version of the program.
    ///   - observe: told of every attempt that failed; called from any task, so it must be quick.
    package init(
        transport: any Transport, connection: Connection, rateLimiter: RateLimiter, policy: RetryPolicy = RetryPolicy(),
        clock: APIClock, jitter: Jitter, userAgent: String = "flowbook",
        observe: @escaping @Sendable (APIEvent) -> Void = { _ in }
    ) {
        self.transport = transport
        self.connection = connection
        self.rateLimiter = rateLimiter
        self.policy = policy
        self.clock = clock
        self.jitter = jitter
        self.userAgent = userAgent
        self.observe = observe
    }

    /// Calls an operation and gives its successful response (status 200 to 299) as it is.
    package func call(_ operation: APIOperation) async throws(APIError) -> APIResponse {
        try await call(operation) { (response: APIResponse) throws(TransportFailure) in response }
    }

    /// Calls an operation and reads its successful response; a response that cannot be read counts as a fault and is asked
    /// for again, because a body that was cut short looks like that.
    ///
    /// - Throws: `authentication` for 401 and 403, `response` for any other status that says no for good, `network` when
    ///   all retries are used up, `configuration` for values that make no request, `cancelled`.
    package func call<Value>(
        _ operation: APIOperation, reading: (APIResponse) throws(TransportFailure) -> Value
    ) async throws(APIError) -> Value {
        switch try await converse(operation, reading) {
        case .value(let value): return value
        case .refusal(let response, let error): throw error ?? failure(operation, response)
        }
    }

    /// Calls an operation and gives its response whatever its status, for those who want to see what the server says: the
    /// last one where retries did not help.
    ///
    /// - Throws: `network` where no attempt was answered, `configuration` for values that make no request, `cancelled`.
    package func response(to operation: APIOperation) async throws(APIError) -> APIResponse {
        switch try await converse(operation, { (response: APIResponse) throws(TransportFailure) in response }) {
        case .value(let response), .refusal(let response, _): return response
        }
    }

    /// How a call ended.
    private enum Ending<Value> {
        case value(Value)
        /// The server's last word, with the error that goes with it where that is not the status alone.
        case refusal(APIResponse, APIError?)
    }

    private func converse<Value>(
        _ operation: APIOperation, _ reading: (APIResponse) throws(TransportFailure) -> Value
    ) async throws(APIError) -> Ending<Value> {
        let request = try connection.request(for: operation, userAgent: userAgent)
        var attempts = Attempts(operation: operation, server: connection.servers[operation.service].text)
        while true {
            try await waitForTurn(&attempts)
            let failed: FailedAttempt
            switch await attempt(request, reading) {
            case .success(let value): return .value(value)
            case .final(let response): return .refusal(response, nil)
            case .failed(let found): failed = found
            }
            if failed.fault == .transport(.cancelled) || Task.isCancelled { throw .cancelled }
            do throws(APIError) {
                try await backOff(&attempts, failed)
            } catch {
                guard error != .cancelled, let response = failed.response else { throw error }
                return .refusal(response, error)
            }
        }
    }

    private enum Outcome<Value> {
        case success(Value)
        /// A status that will not change by asking again.
        case final(APIResponse)
        case failed(FailedAttempt)
    }

    private func attempt<Value>(
        _ request: APIRequest, _ reading: (APIResponse) throws(TransportFailure) -> Value
    ) async -> Outcome<Value> {
        let response: APIResponse
        do throws(TransportFailure) {
            response = try await transport.send(request)
        } catch {
            return .failed(FailedAttempt(error))
        }
        switch response.status {
        case 200..<300:
            do throws(TransportFailure) {
                return .success(try reading(response))
            } catch {
                return .failed(FailedAttempt(error))
            }
        case 429, 500, 502, 503, 504:
            let message = ResponseMessage.read(response, token: connection.token)
            let wait = response.headers[values: .retryAfter].first.flatMap {
                RetryAfter.wait($0, wallTime: clock.wallTime())
            }
            return .failed(FailedAttempt(response, message: message, retryAfter: wait))
        default: return .final(response)
        }
    }

    private func failure(_ operation: APIOperation, _ response: APIResponse) -> APIError {
        let message = ResponseMessage.read(response, token: connection.token)
        return switch response.status {
        case 401: .authentication(.refused(operation: operation.id, message: message))
        case 403: .authentication(.forbidden(operation: operation.id, message: message))
        default: .response(ResponseProblem(operation: operation.id, status: response.status, message: message))
        }
    }

    private func waitForTurn(_ attempts: inout Attempts) async throws(APIError) {
        if Task.isCancelled { throw .cancelled }
        // The first turn is the rate limiter's own business and may take long; a turn after a fault may not.
        guard try await rateLimiter.pass(deadline: attempts.deadline) else { throw attempts.problem }
        if attempts.deadline == nil { attempts.deadline = clock.now() + policy.totalTime }
        attempts.count += 1
    }

    /// Waits before the next attempt, or gives up.
    private func backOff(_ attempts: inout Attempts, _ failed: FailedAttempt) async throws(APIError) {
        attempts.fault = failed.fault
        if failed.usesRetry { attempts.retries += 1 } else { attempts.throttles += 1 }
        let mayRepeat = failed.isRetriable && (attempts.operation.isRepeatable || failed.wasNeverAccepted)
        guard mayRepeat, attempts.retries <= policy.retries else { throw attempts.problem }
        let tries = failed.usesRetry ? attempts.retries : attempts.throttles
        let wait = failed.retryAfter ?? policy.delay(beforeRetry: tries, share: jitter.next())
        guard let deadline = attempts.deadline, clock.now() + wait <= deadline else {
            if failed.retryAfter != nil { attempts.fault = .asksToWait(wait) }
            throw attempts.problem
        }
        observe(APIEvent(operation: attempts.operation.id, attempt: attempts.count, fault: failed.fault, wait: wait))
        if failed.holdsAll {
            rateLimiter.close(for: wait)
            return
        }
        do {
            try await clock.sleep(wait)
        } catch {
            throw .cancelled
        }
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
