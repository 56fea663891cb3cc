import FlowAPI
import HTTPTypes
import Testing

@Suite("A redirect")
struct RedirectTests {
    private static func answers(_ status: Int, _ location: String) -> MemoryTransport {
        MemoryTransport(.response(status, headers: [.location: location]), .response(200, "done"))
    }

    @Test(
        "is followed on the same host",
        arguments: [
            ("/other?a=1", "https://api.test/other?a=1"), ("https://api.test/x", "https://api.test/x"),
            ("https://API.test:443/x#y", "https://api.test/x"), ("//api.test/x", "https://api.test/x"),
            ("next", "https://api.test/next"), ("?p=2", "https://api.test/thing?p=2"),
        ])
    func followed(_ location: String, _ expected: String) async throws {
        let transport = Self.answers(302, location)
        let response = try await APIClient.test(transport).response(to: .read, followingRedirects: 3)
        #expect(response.status == 200)
        #expect(transport.requests.map(\.url) == ["https://api.test/thing", expected])
        #expect(transport.requests.allSatisfy { $0.token != nil })
    }

    @Test(
        "is not followed to another host, to less protection or to nowhere",
        arguments: [
            "https://other.test/", "http://api.test/", "https://api.test:8443/", "//other.test/x", "ftp://api.test/",
            "",
            "https://api.test@other.test/", "/ü", "https://",
        ])
    func refused(_ location: String) async throws {
        let transport = Self.answers(302, location)
        let response = try await APIClient.test(transport).response(to: .read, followingRedirects: 3)
        #expect(response.status == 302)
        #expect(transport.requests.count == 1)
    }

    @Test(
        "keeps method and body where its status says so, and becomes a GET without one otherwise",
        arguments: [
            (301, false), (302, false), (303, false), (307, true), (308, true),
        ])
    func methods(_ status: Int, _ keeps: Bool) async throws {
        let transport = Self.answers(status, "/other")
        _ = try await APIClient.test(transport).response(to: .write, followingRedirects: 3)
        let last = try #require(transport.requests.last)
        #expect(last.head.method == (keeps ? .post : .get))
        #expect((last.body != nil) == keeps && (last.head.headerFields[.contentType] != nil) == keeps)
    }

    @Test("that leads in a circle ends, and one that nobody asked to follow is an answer")
    func limits() async throws {
        let circle = MemoryTransport(.response(307, headers: [.location: "/thing"]))
        #expect(try await APIClient.test(circle).response(to: .write, followingRedirects: 10).status == 307)
        #expect(circle.requests.count == 11)
        let plain = Self.answers(302, "/other")
        #expect(try await APIClient.test(plain).response(to: .read).status == 302)
        await #expect(throws: APIError.self) { try await APIClient.test(Self.answers(302, "/other")).call(.read) }
    }
}
