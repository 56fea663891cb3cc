/// Calls operations: waits its turn, sends, and tries again where that may help.
///
/// A value that all workers share; what they have in common (the pace, the connections) lives behind it.
package struct APIClient: Sendable {
    private let transport: any Transport
    private let connection: Connection
    private let policy: RetryPolicy
    private let pace: RequestPace
    private let clock: APIClock
    private let jitter: Jitter
    private let userAgent: String
    private let observe: @Sendable (APIEvent) -> Void

    /// - Parameters:
    ///   - transport: sends the requests.
    ///   - connection: who calls, and where.
    ///   - pace: shared by every client of the same organization.
    ///   - policy: how often and how long to try.
    ///   - clock: to measure and sleep by.
    ///   - jitter: random shares of the waits.
    ///   - userAgent: name and version of the program.
    ///   - observe: told of every attempt that failed; called from any task, so it must be quick.
    package init(
        transport: any Transport, connection: Connection, pace: RequestPace, policy: RetryPolicy = RetryPolicy(),
        clock: APIClock, jitter: Jitter, userAgent: String = "flowbook",
        observe: @escaping @Sendable (APIEvent) -> Void = { _ in }
    ) {
        self.transport = transport
        self.connection = connection
        self.pace = pace
        self.policy = policy
        self.clock = clock
        self.jitter = jitter
        self.userAgent = userAgent
        self.observe = observe
    }

    /// Calls an operation and gives its successful answer (status 200 to 299) as it is.
    package func call(_ operation: APIOperation) async throws(APIError) -> APIResponse {
        try await call(operation) { (response: APIResponse) throws(UnreadableAnswer) in response }
    }

    /// Calls an operation and reads its successful answer; an answer that cannot be read counts as a fault and is asked
    /// for again, because a body that was cut short looks like that.
    ///
    /// - Throws: `authentication` for 401 and 403, `answer` for any other status that says no for good, `network` when
    ///   all retries are used up, `configuration` for values that make no request, `cancelled`.
    package func call<Value>(
        _ operation: APIOperation, reading: (APIResponse) throws(UnreadableAnswer) -> Value
    ) async throws(APIError) -> Value {
        switch try await converse(operation, reading) {
        case .value(let value): return value
        case .refusal(let response, let error): throw error ?? failure(operation, response)
        }
    }

    /// Calls an operation and gives its answer whatever its status, for those who want to see what the server says: the
    /// last one where retries did not help.
    ///
    /// - Throws: `network` where no attempt was answered, `configuration` for values that make no request, `cancelled`.
    package func answer(to operation: APIOperation) async throws(APIError) -> APIResponse {
        switch try await converse(operation, { (response: APIResponse) throws(UnreadableAnswer) in response }) {
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
        _ operation: APIOperation, _ reading: (APIResponse) throws(UnreadableAnswer) -> Value
    ) async throws(APIError) -> Ending<Value> {
        let request = try connection.request(for: operation, userAgent: userAgent)
        var attempts = Attempts(operation: operation, server: connection.servers[operation.service].text)
        while true {
            try await waitForTurn(&attempts)
            let setback: Setback
            switch await attempt(request, reading) {
            case .success(let value): return .value(value)
            case .final(let answer): return .refusal(answer, nil)
            case .setback(let found): setback = found
            }
            if setback.fault == .transport(.cancelled) || Task.isCancelled { throw .cancelled }
            do throws(APIError) {
                try await backOff(&attempts, setback)
            } catch {
                guard error != .cancelled, let answer = setback.answer else { throw error }
                return .refusal(answer, error)
            }
        }
    }

    private enum Outcome<Value> {
        case success(Value)
        /// A status that will not change by asking again.
        case final(APIResponse)
        case setback(Setback)
    }

    private func attempt<Value>(
        _ request: APIRequest, _ reading: (APIResponse) throws(UnreadableAnswer) -> Value
    ) async -> Outcome<Value> {
        let response: APIResponse
        do throws(TransportFailure) {
            response = try await transport.send(request)
        } catch {
            return .setback(Setback(error))
        }
        switch response.status {
        case 200..<300:
            do throws(UnreadableAnswer) {
                return .success(try reading(response))
            } catch {
                return .setback(Setback(fault: .unreadable(reason: error.reason), isRetriable: true))
            }
        case 429, 500, 502, 503, 504:
            let message = AnswerMessage.read(response, token: connection.token)
            let wait = response.headers["retry-after"].flatMap { RetryAfter.wait($0, wallTime: clock.wallTime()) }
            return .setback(Setback(response, message: message, retryAfter: wait))
        default: return .final(response)
        }
    }

    private func failure(_ operation: APIOperation, _ response: APIResponse) -> APIError {
        let message = AnswerMessage.read(response, token: connection.token)
        return switch response.status {
        case 401: .authentication(.refused(operation: operation.id, message: message))
        case 403: .authentication(.forbidden(operation: operation.id, message: message))
        default: .answer(AnswerProblem(operation: operation.id, status: response.status, message: message))
        }
    }

    private func waitForTurn(_ attempts: inout Attempts) async throws(APIError) {
        if Task.isCancelled { throw .cancelled }
        do throws(RequestPace.Refusal) {
            // The first turn is the pace's own business and may take long; a turn after a fault may not.
            try await pace.pass(deadline: attempts.deadline)
        } catch {
            switch error {
            case .cancelled: throw .cancelled
            case .tooLate: throw attempts.problem
            }
        }
        if attempts.deadline == nil { attempts.deadline = clock.now() + policy.totalTime }
        attempts.count += 1
    }

    /// Waits before the next attempt, or gives up.
    private func backOff(_ attempts: inout Attempts, _ setback: Setback) async throws(APIError) {
        attempts.fault = setback.fault
        if setback.usesRetry { attempts.retries += 1 } else { attempts.throttles += 1 }
        let mayRepeat = setback.isRetriable && (attempts.operation.isRepeatable || setback.wasNeverAccepted)
        guard mayRepeat, attempts.retries <= policy.retries else { throw attempts.problem }
        let tries = setback.usesRetry ? attempts.retries : attempts.throttles
        let wait = setback.retryAfter ?? policy.delay(beforeRetry: tries, share: jitter.next())
        guard let deadline = attempts.deadline, clock.now() + wait <= deadline else {
            if setback.retryAfter != nil { attempts.fault = .asksToWait(wait) }
            throw attempts.problem
        }
        observe(APIEvent(operation: attempts.operation.id, attempt: attempts.count, fault: setback.fault, wait: wait))
        if setback.holdsAll {
            pace.close(for: wait)
            return
        }
        do {
            try await clock.sleep(wait)
        } catch {
            throw .cancelled
        }
    }
}
