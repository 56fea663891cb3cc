import FlowJSON
import Testing

@testable import FlowSandbox

@Suite("A response that is too large")
struct LargeResponseTests {
    private let calls = ServiceCalls { $0.largestResponse = 20_000 }
    private static let wanted = #"{"q":"*","size":60}"#
    private static let large = "application/large-response.vnd+json"

    @Test("is 413, unless the request takes an address; the address gives it, but not to a token")
    func address() async throws {
        let refused = try await calls.answer("POST", "/v1/entity:search", Self.wanted)
        #expect(refused.reply.status == 413)
        for accept in ["*/*", "application/json", "\(Self.large), */*"] {
            #expect(
                try await calls.answer("POST", "/v1/entity:search", Self.wanted, accept: accept).reply.status == 413)
        }
        let answer = try await calls.answer("POST", "/v1/entity:search", Self.wanted, accept: Self.large).reply
        #expect(answer.status == 200 && answer.contentType == Self.large)
        let address = try JSONValue(parsing: answer.body).text("$payload_ref")
        #expect(address.hasPrefix("http://127.0.0.1/sandbox/payloads/"))
        let path = String(address.dropFirst("http://127.0.0.1".count))
        #expect(try await calls.answer("GET", path).reply.status == 400)
        let body = try await calls.answer("GET", path, authorization: nil).reply
        let whole = try await ServiceCalls().answer("POST", "/v1/entity:search", Self.wanted).reply
        #expect(body.status == 200 && body.contentType == "application/json")
        #expect(body.body == whole.body && body.body.count > 20_000)
        #expect(try await calls.answer("GET", path + "x", authorization: nil).reply.status == 403)
    }

    @Test("is none below the limit, whatever the request takes")
    func small() async throws {
        let answer = try await calls.answer("POST", "/v1/entity:search", #"{"q":"*","size":2}"#, accept: Self.large)
        #expect(answer.reply.status == 200 && answer.reply.contentType == "application/json")
    }
}
