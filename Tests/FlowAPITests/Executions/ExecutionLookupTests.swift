import FlowAPI
import FlowModel
import HTTPTypes
import Testing

struct ExecutionLookupTests {
    @Test("One execution is asked for by its id at its own version of the API, whatever stands in the id")
    func found() async throws {
        for (api, path) in [(APIVersion.v2, "v2/flows"), (.v1, "v1/workflows")] {
            let transport = MemoryTransport(.response(200, #" {"id": "a/b ?", "x": 1.50} "#))
            let outcome = try await ExecutionLookup(client: .test(transport)).execution("a/b ?", api: api)
            #expect(outcome == .found(Array(#" {"id": "a/b ?", "x": 1.50}"#.utf8)[1...]))
            #expect(transport.requests.map(\.url) == ["https://api.test/\(path)/executions/a%2Fb%20%3F"])
            #expect(transport.requests.map(\.head.method) == [.get])
        }
    }

    @Test("An id may be an integer")
    func integerID() async throws {
        let transport = MemoryTransport(.response(200, #"{"id": 42}"#))
        let outcome = try await ExecutionLookup(client: .test(transport)).execution("42", api: .v1)
        #expect(outcome == .found(Array(#"{"id": 42}"#.utf8)[...]))
    }

    @Test("An execution is gone where the API says so, at once")
    func gone() async throws {
        for (api, response) in [
            (APIVersion.v2, APIResponse(404)), (.v1, APIResponse(404, #"{"message": "Not Found"}"#)),
            (.v1, APIResponse(200)), (.v1, APIResponse(200, " \n")),
        ] {
            let transport = MemoryTransport(.success(response))
            #expect(try await ExecutionLookup(client: .test(transport)).execution("a", api: api) == .gone)
            #expect(transport.requests.count == 1)
        }
    }

    @Test(
        "Anything else is a failure, never an execution that is gone",
        arguments: [
            (.v2, .response(200), 7), (.v2, .response(200, "{}"), 7), (.v1, .response(200, "null"), 7),
            (.v1, .response(200, #"{"id": "b"}"#), 7), (.v1, .response(200, #"{"id": "a""#), 7),
            (.v2, .response(500), 7), (.v2, .response(410), 1), (.v2, .response(401), 1), (.v1, .response(403), 1),
            (.v2, .failure(.reset), 7),
        ] as [(APIVersion, Result<APIResponse, TransportFailure>, Int)])
    func failure(_ api: APIVersion, _ answer: Result<APIResponse, TransportFailure>, _ requests: Int) async throws {
        let transport = MemoryTransport(answer)
        await #expect(throws: APIError.self) {
            try await ExecutionLookup(client: .test(transport)).execution("a", api: api)
        }
        #expect(transport.requests.count == requests)
    }

    @Test("V1 lists an entity's executions, and gives each whole by its id; one that goes meanwhile is left out")
    func entityExecutionsV1() async throws {
        let transport = MemoryTransport { (request, _) throws(TransportFailure) in
            switch request.head.path {
            case "/v1/workflows/executions?context=e%201&schema=order":
                APIResponse(200, #"[{"id": "a", "flow": []}, {"id": 7}, {"id": "a"}, {"id": "gone"}]"#)
            case "/v1/workflows/executions/a": APIResponse(200, #"{"id": "a", "flow": [1]}"#)
            case "/v1/workflows/executions/7": APIResponse(200, #"{"id": 7}"#)
            default: APIResponse(200)
            }
        }
        let found = try await EntityExecutionsV1(client: .test(transport)).executions(
            of: EntitySummary(id: "e 1", schema: "order"))
        #expect(
            found.executions.map { String(decoding: $0, as: UTF8.self) } == [
                #"{"id": "a", "flow": [1]}"#, #"{"id": 7}"#,
            ])
        #expect(found.missing == 0)
        #expect(transport.requests.count == 4)
    }

    @Test("A list of V1 that is none, or that lists what has no id, is a fault", arguments: ["{}", "null", "", "[{}]"])
    func unreadableList(_ body: String) async throws {
        let transport = MemoryTransport(.response(200, body))
        await #expect(throws: APIError.self) {
            try await EntityExecutionsV1(client: .test(transport)).executions(
                of: EntitySummary(id: "e", schema: "order"))
        }
        #expect(transport.requests.count == 7)
    }
}
