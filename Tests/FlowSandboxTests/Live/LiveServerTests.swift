import FlowIO
import FlowJSON
import FlowTime
import Foundation
import Synchronization
import Testing

@testable import FlowSandbox

@Suite("Over a socket, the sandbox")
struct LiveServerTests {
    private static let token = "Authorization: Bearer sandbox"

    @Test("answers as its service does, whatever the answer is")
    func sameAnswers() async throws {
        let live = LiveServer()
        let entity = try live.calls.entity(runs: 2)
        let search = #"{"entity_id":"\#(entity.text("_id"))","entity_schema":"\#(entity.text("_schema"))"}"#
        let requests: [(String, String, String, String?)] = [
            ("POST", "/v1/entity:search", #"{"q":"*","size":100}"#, "Bearer sandbox"),
            ("POST", "/v2/flows/executions:search", search, "Bearer sandbox"),
            ("POST", "/v2/flows/executions%3Asearch", search, "Bearer sandbox"),
            ("GET", "/v2/flows/executions/nothing", "", "Bearer sandbox"),
            ("POST", "/v1/entity:search", #"{"q":"a:("}"#, "Bearer sandbox"),
            ("POST", "/v1/entity:search", "", "Bearer sandbox"),
            ("POST", "/v2/flows/executions:search", #"{"entity_id":"x"}"#, "Bearer sandbox"),
            ("POST", "/v1/entity:search", #"{"q":"*"}"#, nil),
            ("POST", "/v1/entity:search", #"{"q":"*"}"#, "Bearer sandbox-forbidden"),
            ("GET", "/somewhere?q=1", "", "Bearer sandbox"),
            ("PUT", "/v2/users", "", "Bearer sandbox"),
        ]
        let texts = requests.map { method, path, body, authorization in
            RawHTTP.request(method, path, body, headers: authorization.map { ["Authorization: \($0)"] } ?? [])
        }
        let answers = try await live.run { try await RawHTTP.answers(to: texts, port: $0) }
        for ((method, path, body, authorization), answer) in zip(requests, answers) {
            let path = path.replacing("%3A", with: ":").replacing("?q=1", with: "")
            let expected = try await live.calls.answer(method, path, body, authorization: authorization).reply
            #expect(answer.status == expected.status, "\(method) \(path)")
            #expect(answer.body == expected.body, "\(method) \(path)")
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.headers["content-length"] == String(expected.body.count))
            #expect(answer.headers["allow"] == (expected.status == 405 ? "GET" : nil))
        }
        #expect(answers.map(\.status) == [200, 200, 200, 404, 400, 400, 400, 401, 403, 404, 405])
    }

    @Test("gives an address of its own for what is too large, and reads the parameters of a query")
    func largeResponses() async throws {
        let live = LiveServer { $0.largestResponse = 5_000 }
        let accept = "Accept: application/large-response.vnd+json"
        let wanted = #"{"q":"*","size":30}"#
        let search = RawHTTP.request("POST", "/v1/entity:search", wanted, headers: [Self.token, accept])
        let users = RawHTTP.request("GET", "/v2/users?limit=2&offset=%32", headers: [Self.token])
        let (first, body, people) = try await live.run { port in
            let first = try await RawHTTP.answers(to: [search, users], port: port)
            let address = try JSONValue(parsing: first[0].body).text("$payload_ref")
            let path = address.split(separator: "/", maxSplits: 2).last.map { "/\($0)" } ?? ""
            let body = try await RawHTTP.answers(to: [RawHTTP.request("GET", path)], port: port)
            return (first[0], body[0], first[1])
        }
        #expect(first.headers["content-type"] == "application/large-response.vnd+json")
        let whole = try await ServiceCalls(executions: 30).answer("POST", "/v1/entity:search", wanted)
        #expect(body.status == 200 && body.body == whole.reply.body)
        let ids = try JSONValue(parsing: people.body).list("results").map { $0.text("display_name") }
        #expect(ids == ["Aylin Yılmaz", "Petra Lindner"])
    }

    @Test("refuses a body that is larger than any request of the API")
    func largeBody() async throws {
        let body = #"{"q":"\#(String(repeating: "x", count: (4 << 20) + 1_000))"}"#
        let answers = try await LiveServer().run { port in
            try await RawHTTP.answers(
                to: [RawHTTP.request("POST", "/v1/entity:search", body, headers: [Self.token])], port: port)
        }
        #expect(answers[0].status == 413)
    }

    @Test("compresses for those who ask, but not what is short")
    func gzip() async throws {
        let long = #"{"q":"*","size":50}"#
        let asked: [(String, String, Bool)] = [
            (long, "gzip", true), (long, "deflate, gzip;q=0.5", true), (long, "*", true), (long, "gzip;q=0", false),
            (long, "identity", false), (#"{"q":"*","size":0}"#, "gzip", false),
        ]
        let texts = asked.map { body, encoding, _ in
            RawHTTP.request(
                "POST", "/v1/entity:search", body, headers: [Self.token, "Accept-Encoding: \(encoding)"])
        }
        let live = LiveServer()
        let answers = try await live.run { try await RawHTTP.answers(to: texts, port: $0) }
        for ((body, encoding, isCompressed), answer) in zip(asked, answers) {
            let expected = try await live.calls.answer("POST", "/v1/entity:search", body).reply.body
            #expect(answer.headers["content-encoding"] == (isCompressed ? "gzip" : nil), "\(encoding)")
            #expect(answer.headers["content-length"] == String(answer.body.count))
            if isCompressed { #expect(answer.body.count * 3 < expected.count) }
            #expect((isCompressed ? inflated(answer.body) : answer.body) == expected)
        }
    }

    @Test("says with 429 when to try again")
    func limit() async throws {
        let live = LiveServer { $0.requestsPerMinute = 60 }
        let request = RawHTTP.request("POST", "/v1/entity:search", #"{"q":"*","size":0}"#, headers: [Self.token])
        let get = RawHTTP.request("GET", "/v2/flows/executions/x", headers: [Self.token])
        let answers = try await live.run { port in
            try await RawHTTP.answers(to: Array(repeating: request, count: 8), port: port)
                + RawHTTP.answers(to: [get], port: port)
        }
        #expect(answers.count { $0.status == 200 } == 5)
        let refused = answers.filter { $0.status == 429 }
        #expect(refused.count == 3)
        #expect(refused.allSatisfy { $0.headers["retry-after"] == "1" })
        #expect(answers[8].status == 404)
    }

    @Test("breaks as the seed says: statuses and pages, resets, and bodies cut short")
    func faults() async throws {
        let seed = try #require((1...100).first { seed in (0..<40).contains { Self.fault(seed, $0) == .truncated } })
        let live = LiveServer { configuration in
            configuration.faultRate = 1
            configuration.faultSeed = seed
        }
        let request = RawHTTP.request("POST", "/v1/entity:search", #"{"q":"*"}"#, headers: [Self.token])
        let answers = try await live.run { port in
            var answers: [RawAnswer] = []
            // One after the other, so that the n-th request is the n-th.
            for _ in 0..<40 { answers += try await RawHTTP.answers(to: [request], port: port) }
            return answers
        }
        let whole = try await ServiceCalls(executions: 30).answer("POST", "/v1/entity:search", #"{"q":"*"}"#).reply.body
        var kinds: Set<String> = []
        for (number, answer) in answers.enumerated() {
            switch Self.fault(seed, number) {
            case .status(let status, let isHTML):
                kinds.insert(isHTML ? "page" : "status")
                #expect(answer.status == status)
                #expect(answer.headers["content-type"] == (isHTML ? "text/html" : "application/json"))
                #expect(answer.body.starts(with: "<html>".utf8) == isHTML)
            case .reset:
                kinds.insert("reset")
                #expect(answer.status == 0 && answer.end == .reset)
            case .truncated:
                kinds.insert("truncated")
                #expect(answer.status == 200)
                #expect(answer.headers["content-length"] == String(whole.count))
                #expect(answer.body == Array(whole[..<(whole.count / 2)]))
            case .slow:
                kinds.insert("slow")
                #expect(answer.status == 200 && answer.body == whole)
            case nil: Issue.record("a rate of 1 lets no request through")
            }
        }
        #expect(kinds == ["page", "status", "reset", "truncated", "slow"])
    }

    private static func fault(_ seed: UInt64, _ request: Int) -> Fault? {
        Fault.draw(seed: seed, rate: 1, request: request)
    }

    @Test(
        "holds three hundred requests at once without a thread for each", .enabled(if: threadCount() != nil, "no /proc")
    )
    func latency() async throws {
        let live = LiveServer(time: SandboxTime(ContinuousClock())) { $0.latency = .milliseconds(400) }
        let request = RawHTTP.request("GET", "/v2/flows/executions/x", headers: [Self.token])
        let before = try #require(threadCount())
        let during = Mutex(0)
        let start = ContinuousClock.now
        let answers = try await live.run { port in
            try await RawHTTP.answers(to: Array(repeating: request, count: 300), port: port) {
                during.withLock { $0 = threadCount() ?? 0 }
            }
        }
        let elapsed = ContinuousClock.now - start
        #expect(answers.allSatisfy { $0.status == 404 })
        #expect(elapsed >= .milliseconds(400))
        // One after the other they would take two minutes.
        #expect(elapsed < .seconds(30))
        #expect(during.withLock { $0 } - before < 100)
    }

    static let hostileNumbers: [(number: SandboxNumber, change: @Sendable (inout SandboxConfiguration) -> Void)] = [
        (.port, { $0.port = -1 }), (.port, { $0.port = 65_536 }), (.latency, { $0.latency = .seconds(-1) }),
        (.latency, { $0.latency = .milliseconds(Int.max) }), (.slowness, { $0.slowness = .seconds(3_601) }),
        (.faultRate, { $0.faultRate = -0.1 }), (.faultRate, { $0.faultRate = 1e300 }),
        (.faultRate, { $0.faultRate = .nan }), (.faultRate, { $0.faultRate = .infinity }),
        (.rateLimit, { $0.requestsPerMinute = 0 }), (.rateLimit, { $0.requestsPerMinute = .max }),
        (.pageSize, { $0.pageSize = .min }), (.pageSize, { $0.pageSize = .max }),
        (.largestResponse, { $0.largestResponse = 0 }),
    ]

    @Test("A number that it cannot be run with is an error, whatever it is", arguments: hostileNumbers.indices)
    func hostileNumber(_ index: Int) {
        let (number, change) = Self.hostileNumbers[index]
        var configuration = SandboxConfiguration()
        change(&configuration)
        let data = SandboxData(SampleOrganization(seed: 1, executions: 0, asOf: monday))
        let error = #expect(throws: SandboxError.self) {
            try SandboxServer(data, configuration: configuration, time: SandboxTime(SteppingClock()))
        }
        guard case .outOfRange(number, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("An organization has bounds, in its size and in time", arguments: [Int.min, -1, Int.max])
    func hostileOrganizations(_ value: Int) {
        #expect(throws: SandboxError.outOfRange(.executions, range: "0 to 10000000")) {
            try SampleOrganization.check(executions: value, asOf: monday)
        }
        #expect(throws: SandboxError.outOfRange(.day, range: "1980-01-01 to 2090-12-31")) {
            try SampleOrganization.check(executions: 1, asOf: Instant(milliseconds: Int64(value)))
        }
        let count = SampleOrganization(seed: 1, executions: value, asOf: Instant(milliseconds: Int64(value)))
            .executionCount
        #expect(count == (value < 0 ? 0 : 10_000_000))
    }

    @Test("listens on this machine alone, and says why where it cannot")
    func addresses() async throws {
        let data = SandboxData(SampleOrganization(seed: 1, executions: 0, asOf: monday))
        var configuration = SandboxConfiguration()
        configuration.host = "0.0.0.0"
        #expect(throws: SandboxError.notLoopback(host: "0.0.0.0")) {
            try SandboxServer(data, configuration: configuration, time: SandboxTime(SteppingClock()))
        }
        let taken = try await LiveServer().run { port -> SandboxError? in
            var configuration = SandboxConfiguration()
            configuration.port = port
            let second = try SandboxServer(data, configuration: configuration, time: SandboxTime(SteppingClock()))
            do {
                try await second.whileRunning { _ in }
                return nil
            } catch let error as SandboxError {
                return error
            }
        }
        guard case .cannotListen = taken else {
            Issue.record("\(String(describing: taken))")
            return
        }
    }
}

/// How many threads this process has; nil where the system does not say.
private func threadCount() -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix("Threads:") }
    return line.flatMap { Int($0.dropFirst(8).filter(\.isNumber)) }
}

/// A gzip stream unpacked; nil where it is none.
private func inflated(_ bytes: [UInt8]) -> [UInt8]? {
    var unpacked: [UInt8] = []
    let inflater = Inflater(.gzip)
    _ = try? bytes.withUnsafeBytes { try inflater.inflate($0) { unpacked += $0 } }
    return inflater.isAtEnd ? unpacked : nil
}
