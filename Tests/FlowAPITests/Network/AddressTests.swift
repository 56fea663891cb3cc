import FlowAPI
import HTTPTypes
import Testing

struct AddressTests {
    @Test(
        "Addresses are read as people write them",
        arguments: [
            ("https://entity.sls.epilot.io", "https://entity.sls.epilot.io"),
            ("entity.sls.epilot.io/", "https://entity.sls.epilot.io"),
            ("  HTTPS://Entity.SLS.epilot.io:443/base/path// ", "https://entity.sls.epilot.io/base/path"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("localhost:8080", "http://localhost:8080"),
            ("https://localhost", "https://localhost"), ("http://[::1]:9", "http://[::1]:9"),
        ])
    func address(_ text: String, _ expected: String) throws {
        #expect(try ServerAddress(text).text == expected)
    }

    @Test(
        "What is no server is refused",
        arguments: [
            "", " ", "ftp://x.test", "https://", "https://x.test:0", "https://x.test:70000", "https://x.test?a=b",
            "https://x.test#a", "https://a@x.test",
        ])
    func noAddress(_ text: String) {
        #expect(throws: APIError.self) { try ServerAddress(text) }
    }

    @Test(
        "The proxy follows the scheme, the lower-case variable comes first, and exceptions go directly",
        arguments: [
            ("https://api.test", "", "s.test"), ("http://api.test", "", "h.test"),
            ("https://api.test", "api.test", nil), ("https://api.test", ".test", nil), ("https://api.test", "*", nil),
            ("https://api.test", "*.test", nil), ("https://test", ".test", nil),
            ("https://api.test", "other.test, api.test:443", nil), ("https://api.test", "api.test:8443", "s.test"),
            ("https://api.test", "pi.test", "s.test"), ("https://api.test.example", "api.test", "s.test"),
            ("https://API.test", "Api.Test", nil), ("https://127.0.0.1:8443", "", nil), ("http://localhost:1", "", nil),
        ] as [(String, String, String?)])
    func proxy(_ address: String, _ exceptions: String, _ expected: String?) throws {
        let settings = try ProxySettings(environment: [
            "https_proxy": "s.test:3128", "HTTPS_PROXY": "upper.test:1", "HTTP_PROXY": "http://h.test",
            "NO_PROXY": exceptions,
        ])
        #expect(settings.server(for: try ServerAddress(address))?.host == expected)
    }

    @Test("A proxy's user and password are read with their escapes, and its port is 80 where none is given")
    func proxyParts() throws {
        let settings = try ProxySettings(environment: ["HTTPS_PROXY": "http://a%40b:p%3Aw@proxy.test:3128/"])
        #expect(settings.https?.user == "a@b")
        #expect(settings.https?.password?.revealed == "p:w")
        #expect(settings.https?.port == 3_128)
        #expect(settings.http == nil)
        #expect(try ProxySettings(environment: ["HTTP_PROXY": "proxy.test"]).http?.port == 80)
        #expect(try ProxySettings(environment: ["HTTP_PROXY": ""]) == ProxySettings())
    }

    @Test("Values of a path and a query are encoded, and an empty one makes no other path")
    func target() throws {
        var operation = APIOperation(
            id: "getThing", service: .workflow, method: .get, path: "/v1/{a}/things/{b}",
            pathParameters: ["a": "x/../y", "b": ".."],
            query: [.init(name: "q&", value: "ä b"), .init(name: "n", value: "")])
        #expect(try operation.target() == "/v1/x%2F..%2Fy/things/%2E%2E?q%26=%C3%A4%20b&n=")
        operation.pathParameters["a"] = ""
        #expect(throws: APIError.configuration(.missingParameter(operation: "getThing", name: "a"))) {
            try operation.target()
        }
    }
}
