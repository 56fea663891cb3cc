import FlowAPI
import HTTPTypes
import Synchronization
import Testing

struct RetryTests {
    @Test(
        "A fault that may pass is tried again until it passes",
        arguments: [
            .response(408), .response(425), .response(500), .response(501), .response(502, "<html>Bad Gateway</html>"),
            .response(503), .response(504), .response(599),
            .response(429, #"{"message": "slow down"}"#), .failure(.reset), .failure(.timeout), .failure(.truncated),
            .failure(.connectTimeout), .failure(.unreachable(reason: "refused")),
        ] as [Result<APIResponse, TransportFailure>])
    func transientFault(_ fault: Result<APIResponse, TransportFailure>) async throws {
        let transport = MemoryTransport(fault, fault, .response(200, "done"))
        let response = try await APIClient.test(transport).call(.read)
        #expect(response == APIResponse(200, "done"))
        #expect(transport.requests.count == 3)
    }

    @Test(
        "A fault that stays is not tried again",
        arguments: [
            .failure(.untrusted(reason: "")), .failure(.proxy(reason: "")), .failure(.tooLarge(limit: 1)),
        ] as [Result<APIResponse, TransportFailure>])
    func lastingFault(_ fault: Result<APIResponse, TransportFailure>) async throws {
        let transport = MemoryTransport(fault)
        await #expect(throws: APIError.self) { try await APIClient.test(transport).call(.read) }
        #expect(transport.requests.count == 1)
    }

    @Test("The answers 401 and 403 are final and say so in the server's words")
    func refusedToken() async throws {
        for (status, error) in [
            (401, APIError.authentication(.refused(operation: "read", message: "Token expired"))),
            (403, .authentication(.forbidden(operation: "read", message: "Token expired"))),
        ] {
            let transport = MemoryTransport(.response(status, #"{"message": "Token expired"}"#))
            await #expect(throws: error) { try await APIClient.test(transport).call(.read) }
            #expect(transport.requests.count == 1)
        }
    }

    @Test("Any other status that says no is final", arguments: [301, 400, 404, 409, 413, 422])
    func refusedRequest(_ status: Int) async throws {
        let transport = MemoryTransport(.response(status, #"{"error": "no such thing"}"#))
        await #expect(
            throws: APIError.response(ResponseProblem(operation: "read", status: status, message: "no such thing"))
        ) { try await APIClient.test(transport).call(.read) }
        // A read that is too large is asked for once more, in the form for such answers.
        #expect(transport.requests.count == (status == 413 ? 2 : 1))
    }

    @Test("A success that cannot be read, such as a page of a gateway, is asked for again")
    func unreadableSuccess() async throws {
        let transport = MemoryTransport(
            .response(200, "<html>maintenance</html>"), .response(200, #"{"results": [{"id": "#),
            .response(200, #"{"results": []}"#))
        let found = try await FlowExecutionSearch(client: .test(transport)).executions(
            of: EntitySummary(id: "e", schema: "order"))
        #expect(found.executions.isEmpty)
        #expect(transport.requests.count == 3)
    }

    @Test("Waits double up to the longest, and each is a random share of that")
    func backoff() async throws {
        let clock = TestClock()
        let policy = RetryPolicy(retries: 5, baseDelay: .seconds(1), largestDelay: .seconds(6))
        let transport = MemoryTransport(.response(500))
        let client = try APIClient.test(transport, clock: clock, policy: policy)
        await #expect(
            throws: APIError.network(
                NetworkProblem(
                    operation: "read", server: "https://api.test", attempts: 6, fault: .status(500, message: nil)))
        ) { try await client.call(.read) }
        // Half of 1, 2, 4, 6 and 6 seconds.
        #expect(clock.sleeps == [0.5, 1, 2, 3, 3].map { .seconds($0) })
    }

    @Test("The share runs over the whole wait, so that workers spread out")
    func jitterRange() {
        let policy = RetryPolicy(baseDelay: .seconds(1), largestDelay: .seconds(30))
        // There always is a wait.
        #expect(policy.delay(beforeRetry: 1, share: 0) == .milliseconds(100))
        #expect(policy.delay(beforeRetry: 3, share: 0.75) == .seconds(3))
        #expect(policy.delay(beforeRetry: 1_000, share: 0.5) == .seconds(15))
    }

    @Test(
        "The wait that a server names is kept, as seconds or as a date",
        arguments: ["7", "Sun, 06 Nov 1994 08:49:44 GMT", "Sunday, 06-Nov-94 08:49:44 GMT", "Sun Nov  6 08:49:44 1994"])
    func retryAfter(_ header: String) async throws {
        let clock = TestClock()
        let transport = MemoryTransport(.response(503, headers: [.retryAfter: header]), .response(200))
        _ = try await APIClient.test(transport, clock: clock).call(.read)
        #expect(clock.now == .seconds(7))
    }

    @Test(
        "A wait that is no wait counts as none",
        arguments: ["soon", "-3", "1.5", "Sun, 31 Feb 2027 08:00:00 GMT", "", "0", "Sun, 06 Nov 1994 08:49:37 GMT"])
    func unreadableRetryAfter(_ header: String) async throws {
        let clock = TestClock()
        let transport = MemoryTransport(.response(503, headers: [.retryAfter: header]), .response(200))
        _ = try await APIClient.test(transport, clock: clock).call(.read)
        #expect(clock.now == .milliseconds(250))
    }

    @Test("Refusals use up retries as faults do")
    func throttling() async throws {
        let clock = TestClock()
        let transport = MemoryTransport(.response(429, headers: [.retryAfter: "2"]))
        await #expect(throws: APIError.self) {
            try await APIClient.test(transport, clock: clock, policy: RetryPolicy(retries: 3)).call(.read)
        }
        #expect(transport.requests.count == 4)
        #expect(clock.now == .seconds(6))
    }

    @Test("No attempt begins after the time that all calls have together")
    func deadline() async throws {
        func outOfTime(_ attempts: Int) -> APIError {
            .network(
                NetworkProblem(operation: "read", server: "https://api.test", attempts: attempts, fault: .outOfTime))
        }
        let clock = TestClock()
        let transport = MemoryTransport { (_, number) throws(TransportFailure) in
            clock.advance(by: .seconds(40))
            return number % 2 == 0 ? APIResponse(200) : APIResponse(503)
        }
        let client = try APIClient.test(transport, clock: clock, deadline: .seconds(80))
        _ = try await client.call(.read)
        // The answer comes when time is over: there is none left to wait and try again.
        await #expect(throws: outOfTime(1)) { try await client.call(.read) }
        await #expect(throws: outOfTime(0)) { try await client.call(.read) }
        #expect(transport.requests.count == 2)
    }

    @Test("A wait beyond the total time is not begun")
    func totalTime() async throws {
        let clock = TestClock()
        let transport = MemoryTransport(.response(429, headers: [.retryAfter: "3600"]))
        let client = try APIClient.test(transport, clock: clock, policy: RetryPolicy(totalTime: .seconds(300)))
        await #expect(
            throws: APIError.network(
                NetworkProblem(
                    operation: "read", server: "https://api.test", attempts: 1, fault: .asksToWait(.seconds(3_600))))
        ) { try await client.call(.read) }
        #expect(clock.now == .zero)
    }

    @Test("Attempts end with the total time, however many retries are left")
    func totalTimeOfSlowAnswers() async throws {
        let clock = TestClock()
        let transport = MemoryTransport { (_, _) throws(TransportFailure) in
            clock.advance(by: .seconds(60))
            throw .timeout
        }
        let policy = RetryPolicy(
            retries: 1_000, baseDelay: .seconds(1), largestDelay: .seconds(1), totalTime: .seconds(200))
        await #expect(throws: APIError.self) {
            try await APIClient.test(transport, clock: clock, policy: policy).call(.read)
        }
        // 60.5 seconds each: the fourth begins at 181.5 and the fifth would at 242.
        #expect(transport.requests.count == 4)
    }

    @Test("What must not run twice is repeated only where the server cannot have begun it")
    func unrepeatable() async throws {
        for fault: Result<APIResponse, TransportFailure> in [.failure(.reset), .failure(.timeout), .response(502)] {
            let transport = MemoryTransport(fault, .response(200))
            await #expect(throws: APIError.self) { try await APIClient.test(transport).call(.write) }
            #expect(transport.requests.count == 1)
        }
        for fault: Result<APIResponse, TransportFailure> in [
            .failure(.unreachable(reason: "")), .failure(.connectTimeout), .response(429),
        ] {
            let transport = MemoryTransport(fault, .response(200))
            _ = try await APIClient.test(transport).call(.write)
            #expect(transport.requests.count == 2)
        }
    }

    @Test("Every attempt that failed is told, with the wait that follows")
    func events() async throws {
        let events = Mutex<[APIEvent]>([])
        let transport = MemoryTransport(.failure(.reset), .response(429, headers: [.retryAfter: "2"]), .response(200))
        let client = try APIClient.test(transport) { event in events.withLock { $0.append(event) } }
        _ = try await client.call(.read)
        #expect(
            events.withLock { $0 } == [
                APIEvent(operation: "read", attempt: 1, fault: .transport(.reset), wait: .milliseconds(250)),
                APIEvent(operation: "read", attempt: 2, fault: .status(429, message: nil), wait: .seconds(2)),
            ])
    }

    @Test("Who wants to see the answer gets the last one, whatever its status")
    func anyAnswer() async throws {
        let policy = RetryPolicy(retries: 1)
        for (status, requests) in [(200, 1), (401, 1), (404, 1), (503, 2)] {
            let transport = MemoryTransport(.response(status, "body"))
            let response = try await APIClient.test(transport, policy: policy).response(to: .read)
            #expect(response == APIResponse(status, "body"))
            #expect(transport.requests.count == requests)
        }
        let transport = MemoryTransport(.response(503, "body"), .failure(.reset))
        await #expect(throws: APIError.self) { try await APIClient.test(transport, policy: policy).response(to: .read) }
    }

    @Test("A cancelled task sends nothing more")
    func cancellation() async throws {
        let transport = MemoryTransport(.response(500))
        let client = try APIClient.test(transport)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await client.call(.read)
        }
        await #expect(throws: APIError.cancelled) { try await task.value }
        #expect(transport.requests.isEmpty)
    }
}
