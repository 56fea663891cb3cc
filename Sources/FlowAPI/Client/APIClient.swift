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
    private let deadline: Duration?
    private let userAgent: String
    private let observe: @Sendable (APIEvent) -> Void

    /// - Parameters:
    ///   - transport: sends the requests.
    ///   - connection: who calls, and where.
    ///   - rateLimiter: shared by every client of the same organization.
    ///   - policy: how often and how long to try.
    ///   - clock: to measure and sleep by.
    ///   - jitter: random shares of the waits.
    ///   - deadline: on the clock; no attempt of any call begins after it. Nil for none.
    ///   - userAgent: name and version of the program.
    ///   - observe: told of every attempt that failed; called from any task, so it must be quick.
    package init(
        transport: any Transport, connection: Connection, rateLimiter: RateLimiter, policy: RetryPolicy = RetryPolicy(),
        clock: APIClock, jitter: Jitter, deadline: Duration? = nil, userAgent: String = "flowbook",
        observe: @escaping @Sendable (APIEvent) -> Void = { _ in }
    ) {
        self.transport = transport
        self.connection = connection
        self.rateLimiter = rateLimiter
        self.policy = policy
        self.clock = clock
        self.jitter = jitter
        self.deadline = deadline
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
    /// - Parameters:
    ///   - operation: what to call.
    ///   - redirects: how many to follow, on the same host alone.
    /// - Returns: a redirect too, where it is not followed.
    /// - Throws: `network` where no attempt was answered, `configuration` for values that make no request, `cancelled`.
    package func response(
        to operation: APIOperation, followingRedirects redirects: Int = 0
    ) async throws(APIError) -> APIResponse {
        let ending = try await converse(operation, redirects: redirects) {
            (response: APIResponse) throws(TransportFailure) in response
        }
        switch ending {
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
        _ operation: APIOperation, redirects: Int = 0, _ reading: (APIResponse) throws(TransportFailure) -> Value
    ) async throws(APIError) -> Ending<Value> {
        var redirects = redirects
        var request = try connection.request(for: operation, userAgent: userAgent)
        var attempts = Attempts(operation: operation, server: connection.servers[operation.service].text)
        while true {
            let pass = try await waitForTurn(&attempts, request)
            let failed: FailedAttempt
            switch await attempt(request, pass, reading) {
            case .success(let value): return .value(value)
            case .final(let response)
            where response.status == 413 && operation.isRepeatable
                && request.head.headerFields[.accept] == Connection.accept:
                request.head.headerFields[.accept] = LargeResponse.contentType
                continue
            case .final(let response):
                guard redirects > 0, let next = Redirect.request(after: response, to: request) else {
                    return .refusal(response, nil)
                }
                redirects -= 1
                request = next
                continue
            case .failed(let found): failed = found
            }
            if failed.fault == .transport(.cancelled) || Task.isCancelled { throw .cancelled }
            do throws(APIError) {
                try await backOff(&attempts, failed, pass)
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
        _ request: APIRequest, _ pass: RateLimiter.Pass, _ reading: (APIResponse) throws(TransportFailure) -> Value
    ) async -> Outcome<Value> {
        do throws(TransportFailure) {
            let response = try await transport.send(request)
            if response.status != 429 { rateLimiter.taken(pass) }
            switch response.status {
            case 200..<300:
                guard let payload = try LargeResponse.payload(of: response, to: request) else {
                    return .success(try reading(response))
                }
                switch await fetch(payload) {
                case .success(let response): return .success(try reading(response))
                case .failure(let failed): return .failed(failed)
                }
            case 408, 425, 429, 500..<600:
                let message = ResponseMessage.read(response, token: connection.token)
                return .failed(FailedAttempt(response, message: message, retryAfter: retryAfter(response)))
            default: return .final(response)
            }
        } catch {
            return .failed(FailedAttempt(error))
        }
    }

    private enum Payload {
        case success(APIResponse)
        case failure(FailedAttempt)
    }

    /// The body of a large response, from wherever the API left it. What goes wrong there is a fault of the attempt: the next
    /// one is given another address.
    private func fetch(_ payload: APIRequest) async -> Payload {
        func failure(_ fault: Fault) -> Payload {
            .failure(
                FailedAttempt(
                    fault: .payload(server: payload.head.authority ?? "", reason: fault.text), isRetriable: true))
        }
        do throws(TransportFailure) {
            guard let pass = try? await rateLimiter.pass(to: payload.service, deadline: deadline) else {
                return Task.isCancelled ? .failure(FailedAttempt(.cancelled)) : failure(.outOfTime)
            }
            let response = try await transport.send(payload)
            rateLimiter.taken(pass)
            guard 200..<300 ~= response.status else { return failure(.status(response.status, message: nil)) }
            return .success(response)
        } catch .cancelled {
            return .failure(FailedAttempt(.cancelled))
        } catch {
            return failure(.transport(error))
        }
    }

    private func retryAfter(_ response: APIResponse) -> Duration? {
        response.headers[values: .retryAfter].first.flatMap { RetryAfter.wait($0, wallTime: clock.wallTime()) }
    }

    private func failure(_ operation: APIOperation, _ response: APIResponse) -> APIError {
        let message = ResponseMessage.read(response, token: connection.token)
        return switch response.status {
        case 401: .authentication(.refused(operation: operation.id, message: message))
        case 403: .authentication(.forbidden(operation: operation.id, message: message))
        default: .response(ResponseProblem(operation: operation.id, status: response.status, message: message))
        }
    }

    private func waitForTurn(_ attempts: inout Attempts, _ request: APIRequest) async throws(APIError)
        -> RateLimiter.Pass
    {
        if Task.isCancelled { throw .cancelled }
        // The first turn is the rate limiter's own business and may take long; a turn after a fault may not.
        let pass = try await rateLimiter.pass(to: request.service, deadline: attempts.deadline ?? deadline)
        guard let pass, !isOver(pass.sentAt) else {
            // Without a deadline of its own yet, or with none but that of all calls, it is this one that has passed.
            if attempts.deadline == nil || attempts.deadline == deadline { attempts.fault = .outOfTime }
            throw attempts.problem
        }
        if attempts.deadline == nil {
            let own = pass.sentAt + policy.totalTime
            attempts.deadline = deadline.map { min($0, own) } ?? own
        }
        attempts.count += 1
        return pass
    }

    private func isOver(_ time: Duration) -> Bool {
        deadline.map { time >= $0 } ?? false
    }

    /// Waits before the next attempt, or gives up.
    private func backOff(
        _ attempts: inout Attempts, _ failed: FailedAttempt, _ pass: RateLimiter.Pass
    ) async throws(APIError) {
        attempts.fault = failed.fault
        attempts.retries += 1
        if let wait = failed.retryAfter, wait > policy.totalTime {
            // Nobody waits that long, so nobody is held up either.
            attempts.fault = .asksToWait(wait)
            throw attempts.problem
        }
        let wait = wait(after: failed, pass, retry: attempts.retries)
        let mayRepeat = failed.isRetriable && (attempts.operation.isRepeatable || failed.wasNeverAccepted)
        guard mayRepeat, attempts.retries <= policy.retries else { throw attempts.problem }
        guard let last = attempts.deadline, clock.now() + wait <= last else {
            if isOver(clock.now() + wait) {
                attempts.fault = .outOfTime
            } else if failed.retryAfter != nil {
                attempts.fault = .asksToWait(wait)
            }
            throw attempts.problem
        }
        observe(APIEvent(operation: attempts.operation.id, attempt: attempts.count, fault: failed.fault, wait: wait))
        try await sleep(wait)
    }

    /// How long to wait after an attempt; whoever else it concerns is held up from here on.
    private func wait(after failed: FailedAttempt, _ pass: RateLimiter.Pass, retry: Int) -> Duration {
        func ownWait(_ retry: Int) -> Duration { policy.delay(beforeRetry: retry, share: jitter.next()) }
        switch failed.wait {
        case .own: return failed.retryAfter ?? ownWait(retry)
        case .refusal: return rateLimiter.refused(pass, named: failed.retryAfter, ownWait: ownWait)
        case .service:
            let wait = failed.retryAfter ?? ownWait(retry)
            rateLimiter.close(pass.service, for: wait)
            return wait
        }
    }

    private func sleep(_ wait: Duration) async throws(APIError) {
        do {
            try await clock.sleep(wait)
        } catch {
            throw .cancelled
        }
    }

    /// Waits before what is no retry of one request, but of several.
    ///
    /// - Parameter retry: 1 for the first.
    /// - Returns: false, at once, where there are no retries left or no time.
    /// - Throws: `cancelled` alone.
    func pause(beforeRetry retry: Int) async throws(APIError) -> Bool {
        let wait = policy.delay(beforeRetry: retry, share: jitter.next())
        guard retry <= policy.retries, !isOver(clock.now() + wait) else { return false }
        try await sleep(wait)
        return true
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
