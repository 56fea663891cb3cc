import FlowJSON
import Testing

@testable import FlowSandbox

@Suite("The sandbox asks for a token")
struct AuthorizationTests {
    private let calls = ServiceCalls()

    @Test(
        "Without the right one the answer is 401, in the words of the service asked",
        arguments: [nil, "", "Bearer", "Bearer ", "Bearer wrong", "Basic sandbox", "sandbox"] as [String?])
    func unauthorized(authorization: String?) async throws {
        let flows = try await calls.call("GET", "/v2/flows/executions/x", authorization: authorization)
        #expect(flows.status == 401)
        #expect(flows.body == ["message": "Unauthorized"])
        let entities = try await calls.call("POST", "/v1/entity:search", ["q": "*"], authorization: authorization)
        #expect(entities.status == 401)
        #expect(entities.body == ["status": 401, "error": "Unauthorized"])
    }

    @Test("A token without permissions is answered with 403")
    func forbidden() async throws {
        let answer = try await calls.call("GET", "/v2/flows/executions/x", authorization: "Bearer sandbox-forbidden")
        #expect(answer.status == 403)
        #expect(answer.body == ["message": "Forbidden"])
    }

    @Test("The scheme's name may be written in any case")
    func scheme() async throws {
        let answer = try await calls.call("POST", "/v1/entity:search", ["q": "*"], authorization: "bearer sandbox")
        #expect(answer.status == 200)
    }

    @Test("Tokens are what the configuration says")
    func configured() async throws {
        let calls = ServiceCalls { $0.token = "other" }
        #expect(try await calls.call("POST", "/v1/entity:search", ["q": "*"]).status == 401)
        #expect(
            try await calls.call("POST", "/v1/entity:search", ["q": "*"], authorization: "Bearer other").status == 200)
    }

    @Test(
        "Paths that the sandbox does not know are 404",
        arguments: [
            ("GET", "/"), ("POST", "/v1/entity:searchx"), ("POST", "/v1/entity:search/"), ("POST", "/v1/entity"),
            ("GET", "/v2/flows/executions/"), ("GET", "/v2/flows/executions/x/y"), ("GET", "v2/flows/executions/x"),
        ])
    func unknown(method: String, path: String) async throws {
        let answer = try await calls.call(method, path)
        #expect(answer.status == 404)
        #expect(answer.body == ["message": "Not Found"])
    }

    @Test(
        "A method that a path does not have is 405 and names those it has, token or not",
        arguments: [
            ("GET", "/v1/entity:search", ["POST"]), ("PUT", "/v2/flows/executions:search", ["POST"]),
            ("PUT", "/v2/flows/executions/x", ["GET", "PATCH", "DELETE"]),
            ("get", "/v2/flows/executions/x", ["GET", "PATCH", "DELETE"]),
        ])
    func method(method: String, path: String, allowed: [String]) async throws {
        for authorization in ["Bearer sandbox", nil] {
            let answer = try await calls.answer(method, path, authorization: authorization)
            #expect(answer.reply.status == 405)
            #expect(answer.reply.allowedMethods == allowed)
        }
    }
}
