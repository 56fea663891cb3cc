import FlowJSON
import Synchronization
import Testing

@testable import FlowSandbox

@Suite("Faults, limits and latency")
struct FaultTests {
    @Test("The same seed draws the same faults, another seed others")
    func deterministic() {
        func draw(_ seed: UInt64) -> [Fault?] { (0..<500).map { Fault.draw(seed: seed, rate: 0.2, request: $0) } }
        #expect(draw(1) == draw(1))
        #expect(draw(1) != draw(2))
        #expect((70...130).contains(draw(1).count { $0 != nil }))
    }

    @Test("A rate of 0 draws none, a rate of 1 draws every kind")
    func rates() {
        #expect((0..<500).allSatisfy { Fault.draw(seed: 1, rate: 0, request: $0) == nil })
        let all = (0..<500).compactMap { Fault.draw(seed: 1, rate: 1, request: $0) }
        #expect(all.count == 500)
        #expect(
            Set(all) == [
                .status(500, isHTML: false), .status(500, isHTML: true), .status(502, isHTML: true),
                .status(503, isHTML: false), .status(503, isHTML: true), .status(504, isHTML: true),
                .status(429, isHTML: false), .status(408, isHTML: false), .status(425, isHTML: false), .reset,
                .truncated, .slow,
            ])
    }

    @Test("A failing service answers in its own words, a failing gateway with a page")
    func replies() throws {
        let own = try #require(Fault.status(503, isHTML: false).reply(.statusAndError))
        #expect(own.status == 503)
        #expect(String(decoding: own.body, as: UTF8.self) == #"{"status":503,"error":"Service Unavailable"}"#)
        let page = try #require(Fault.status(502, isHTML: true).reply(.message))
        #expect(page.contentType == "text/html")
        #expect(String(decoding: page.body, as: UTF8.self).contains("<h1>502 Bad Gateway</h1>"))
    }

    @Test("The n-th request meets the n-th fault; refused ones meet none and count none")
    func sequence() async throws {
        let calls = ServiceCalls { configuration in
            configuration.faultRate = 0.5
            configuration.faultSeed = 9
        }
        for number in 0..<40 {
            let refused = try await calls.answer("POST", "/v1/entity:search", #"{"q":"*"}"#, authorization: nil)
            #expect(refused.reply.status == 401 && refused.fault == nil)
            let answer = try await calls.answer("POST", "/v1/entity:search", #"{"q":"*"}"#)
            #expect(answer.fault == Fault.draw(seed: 9, rate: 0.5, request: number))
            if case .status(let status, _) = answer.fault { #expect(answer.reply.status == status) }
        }
    }

    @Test("A slow answer and the latency take the time that is set")
    func time() async throws {
        let calls = ServiceCalls { configuration in
            configuration.latency = .milliseconds(50)
            configuration.slowness = .seconds(3)
            configuration.faultRate = 1
        }
        let first = try #require((0..<100).first { Fault.draw(seed: 1, rate: 1, request: $0) == .slow })
        for _ in 0...first { _ = try await calls.answer("GET", "/v2/flows/executions/x") }
        let slow = (0...first).count { Fault.draw(seed: 1, rate: 1, request: $0) == .slow }
        #expect(calls.clock.now.offset == .milliseconds(50) * (first + 1) + .seconds(3) * slow)
    }

    @Test("More requests than the limit are answered with 429 and the seconds to wait; GET is exempt")
    func limit() async throws {
        let calls = ServiceCalls { $0.requestsPerMinute = 60 }
        for _ in 0..<5 { #expect(try await calls.searchEntities(["q": "*"]).status == 200) }
        let refused = try await calls.answer("POST", "/v1/entity:search", #"{"q":"*"}"#)
        #expect(refused.reply.status == 429)
        #expect(refused.reply.retryAfter == 1)
        #expect(try JSONValue(parsing: refused.reply.body).text("error") == "Too many requests. Try again later.")
        #expect(try await calls.call("GET", "/v2/flows/executions/x").status == 404)
        calls.clock.advance(by: .seconds(2))
        for _ in 0..<2 { #expect(try await calls.searchEntities(["q": "*"]).status == 200) }
        #expect(try await calls.searchEntities(["q": "*"]).status == 429)
    }

    @Test("Each service has a limit of its own")
    func limits() async throws {
        let calls = ServiceCalls { $0.requestsPerMinute = 60 }
        for _ in 0..<5 { #expect(try await calls.searchEntities(["q": "*"]).status == 200) }
        #expect(try await calls.searchEntities(["q": "*"]).status == 429)
        let search: JSONValue = ["entity_id": "x", "entity_schema": "y"]
        for _ in 0..<5 { #expect(try await calls.searchExecutions(search).status == 200) }
        #expect(try await calls.searchExecutions(search).status == 429)
    }

    @Test("A service that is tried too often for no reason does not say for how long")
    func refusals() throws {
        let refused = try #require(Fault.status(429, isHTML: false).reply(.message))
        #expect(refused.status == 429 && refused.retryAfter == 0)
        #expect(Fault.status(425, isHTML: false).reply(.message)?.retryAfter == nil)
    }

    @Test("An observer is told of every answer")
    func observer() async throws {
        let seen = Events()
        let calls = ServiceCalls { configuration in configuration.observer = { seen.append($0) } }
        _ = try await calls.searchEntities(["q": "*"])
        _ = try await calls.call("GET", "/nowhere")
        #expect(
            seen.all.map { "\($0.method) \($0.path) \($0.status)" } == [
                "POST /v1/entity:search 200", "GET /nowhere 404",
            ])
        #expect(String(decoding: seen.all[0].body, as: UTF8.self) == #"{"q":"*"}"#)
    }

    private final class Events: Sendable {
        private let events = Mutex<[SandboxEvent]>([])
        var all: [SandboxEvent] { events.withLock { $0 } }
        func append(_ event: SandboxEvent) { events.withLock { $0.append(event) } }
    }
}
