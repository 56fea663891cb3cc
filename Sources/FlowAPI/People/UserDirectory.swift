import FlowJSON
package import FlowModel
import HTTPTypes

/// The users of the organization, as the user service names them.
package struct UserDirectory: Sendable {
    /// Users in one response.
    private static let pageSize = 100
    /// More are no organization, but a server that never ends.
    private static let limit = 100_000

    private let client: APIClient

    package init(client: APIClient) {
        self.client = client
    }

    /// All users, each once, in the order of the service. Addresses and telephone numbers are not kept.
    ///
    /// - Throws: `authentication` where the token may not see them, `response` with status 404 where there is no such
    ///   service, and any other `APIError`.
    package func users() async throws(APIError) -> [Person] {
        var people: [Person] = []
        var seen: Set<String> = []
        var received = 0
        while received < Self.limit {
            let page = try await client.call(Self.operation(offset: received)) { response throws(TransportFailure) in
                try UserPage(response)
            }
            let known = seen.count
            for user in page.users where seen.insert(user.id).inserted {
                if let person = user.person { people.append(person) }
            }
            guard seen.count > known else { break }
            received += page.count
        }
        return people
    }

    private static func operation(offset: Int) -> APIOperation {
        APIOperation(
            id: "listUsersV2", service: .user, method: .get, path: "/v2/users",
            query: [
                APIOperation.Parameter(name: "limit", value: "\(pageSize)"),
                APIOperation.Parameter(name: "offset", value: "\(offset)"),
            ])
    }
}

/// One response of the user service.
struct UserPage {
    /// The records that have an id; one without a name names nobody.
    let users: [(id: String, person: Person?)]
    /// How many records came.
    let count: Int

    init(_ response: APIResponse) throws(TransportFailure) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: response.body)
        } catch {
            throw TransportFailure.unreadable(reason: error.description)
        }
        guard let results = value["results"]?.arrayValue else {
            throw TransportFailure.unreadable(reason: "no results in it")
        }
        count = results.count
        users = results.compactMap { record in
            record["id"]?.id.map { id in
                let person = Self.text(record["display_name"]).map { name in
                    Person(
                        id: id, displayName: name, department: Self.text(record["department"]),
                        status: Self.text(record["status"]))
                }
                return (id, person)
            }
        }
    }

    private static func text(_ value: JSONValue?) -> String? {
        value?.stringValue.map { $0.trimmingWhitespace() }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
