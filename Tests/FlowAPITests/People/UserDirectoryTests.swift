import FlowAPI
import FlowModel
import HTTPTypes
import Testing

struct UserDirectoryTests {
    @Test("Users come page by page until one brings nobody new, and nothing but what reports show is kept of them")
    func allUsers() async throws {
        let transport = MemoryTransport(
            .response(
                200,
                #"""
                {"results": [
                  {"id": "10006129", "display_name": " Ada Lovelace ", "department": "Sales", "status": "Active",
                   "email": "ada@example.com", "phone": "+49"},
                  {"id": 7, "display_name": "Grace"}, {"id": "x", "display_name": ""}, {"display_name": "nobody"}, null
                ]}
                """#),
            .response(200, #"{"results": [{"id": "x"}, {"id": "y", "display_name": "Y", "department": ""}]}"#),
            .response(200, #"{"results": [{"id": "y", "display_name": "Y"}]}"#))
        let people = try await UserDirectory(client: .test(transport)).users()
        #expect(
            people == [
                Person(id: "10006129", displayName: "Ada Lovelace", department: "Sales", status: "Active"),
                Person(id: "7", displayName: "Grace"), Person(id: "y", displayName: "Y"),
            ])
        #expect(
            transport.requests.map(\.url) == [0, 5, 7].map { "https://api.test/v2/users?limit=100&offset=\($0)" })
        #expect(transport.requests.allSatisfy { $0.head.method == .get && $0.body == nil })
    }

    @Test("A service that repeats itself ends with its first page, and one that never ends with 100,000 users")
    func bounds() async throws {
        let same = MemoryTransport(.response(200, #"{"results": [{"id": "a", "display_name": "A"}]}"#))
        #expect(try await UserDirectory(client: .test(same)).users().count == 1)
        #expect(same.requests.count == 2)
        let endless = MemoryTransport { (_, number) throws(TransportFailure) in
            let users = (0..<10_000).map { #"{"id":\#(number * 10_000 + $0)}"# }.joined(separator: ",")
            return APIResponse(200, #"{"results":[\#(users)]}"#)
        }
        #expect(try await UserDirectory(client: .test(endless)).users().isEmpty)
        #expect(endless.requests.count == 10)
    }

    @Test("A refusal is told apart from an answer that is none", arguments: [403, 404, 200])
    func failure(_ status: Int) async throws {
        let transport = MemoryTransport(.response(status, "{}"))
        let error = await #expect(throws: APIError.self) { try await UserDirectory(client: .test(transport)).users() }
        switch error {
        case .authentication(.forbidden): #expect(status == 403)
        case .response(let problem): #expect(status == 404 && problem.status == 404)
        case .network: #expect(status == 200 && transport.requests.count == 7)
        default: Issue.record("\(String(describing: error))")
        }
    }
}
