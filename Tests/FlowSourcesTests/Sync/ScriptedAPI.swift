import FlowAPI
import FlowJSON
import FlowModel
import FlowTime
import HTTPTypes
import Synchronization

/// An organization in memory, behind the operations that a sync calls; a test changes it from night to night, and what single
/// operations answer.
final class ScriptedAPI: Transport {
    struct Run: Sendable {
        var id: String
        var api = APIVersion.v2
        /// Ids of its entities, all of the schema `order`.
        var entities: [String]
        /// Milliseconds since 1970.
        var updated: Int64 = 1_000
        var name = "Run"
        var organization = "o-1"
        var assignee: String?
        /// Whether the search for executions lists it.
        var isListed = true
        /// The title that a context of V1 carries.
        var title: String?
    }

    struct User: Sendable {
        var id: String
        var name: String
    }

    struct State: Sendable {
        var runs: [String: Run] = [:]
        /// Titles of entities.
        var titles: [String: String] = [:]
        var users: [User] = []
        /// What is answered in place of the truth.
        var overrides: [Call: APIResponse] = [:]
        var calls: [Call] = []
    }

    enum Call: Hashable, Sendable {
        case page
        case search(String)
        case byID(String, APIVersion)
        case listV1(String)
        case users
    }

    private let state: Mutex<State>

    init(_ runs: [Run] = []) {
        state = Mutex(State(runs: Dictionary(uniqueKeysWithValues: runs.map { ($0.id, $0) })))
    }

    func change<Result>(_ body: (inout State) -> Result) -> Result where Result: Sendable {
        state.withLock { body(&$0) }
    }

    /// Answers something else to a call from now on; nil for the truth again.
    func answer(_ call: Call, _ response: APIResponse?) {
        state.withLock { state in state.overrides[call] = response }
    }

    /// The calls so far, which are forgotten.
    func takeCalls() -> [Call] {
        change { state in
            defer { state.calls = [] }
            return state.calls
        }
    }

    func send(_ request: APIRequest) async throws(TransportFailure) -> APIResponse {
        guard let call = Self.call(request) else { return APIResponse(status: 400) }
        let known = state.withLock { state -> State in
            state.calls.append(call)
            return state
        }
        return known.overrides[call] ?? Self.truth(call, request, known)
    }

    private static func call(_ request: APIRequest) -> Call? {
        let path = request.head.path ?? ""
        let body = (request.body.flatMap { try? JSONValue(parsing: $0) }) ?? .null
        if path.hasPrefix("/v1/entity:search") { return .page }
        if path == "/v2/flows/executions:search" { return .search(body["entity_id"]?.stringValue ?? "") }
        if path.hasPrefix("/v2/users") { return .users }
        if let id = path.wholeMatch(of: #/\/v2\/flows\/executions\/(.+)/#)?.output.1 { return .byID(String(id), .v2) }
        if let id = path.wholeMatch(of: #/\/v1\/workflows\/executions\/(.+)/#)?.output.1 {
            return .byID(String(id), .v1)
        }
        if let id = path.wholeMatch(of: #/\/v1\/workflows\/executions\?context=(.+)&schema=.*/#)?.output.1 {
            return .listV1(String(id))
        }
        return nil
    }

    private static func truth(_ call: Call, _ request: APIRequest, _ state: State) -> APIResponse {
        func runs(_ api: APIVersion, of entity: String) -> [Run] {
            state.runs.values.filter { $0.api == api && $0.entities.contains(entity) }.sorted { $0.id < $1.id }
        }
        switch call {
        case .page:
            let body = (request.body.flatMap { try? JSONValue(parsing: $0) }) ?? .null
            guard body["search_after"] == nil else { return .json(#"{"hits":0,"results":[]}"#) }
            return .json(page(state))
        case .search(let entity):
            return .json(
                "{\"results\":[\(runs(.v2, of: entity).filter(\.isListed).map(\.json).joined(separator: ","))]}")
        case .listV1(let entity):
            return .json("[\(runs(.v1, of: entity).map { "{\"id\":\"\($0.id)\"}" }.joined(separator: ","))]")
        case .byID(let id, let api):
            guard let run = state.runs[id], run.api == api else {
                return api == .v1 ? .json("") : .json(#"{"message":"not found"}"#, status: 404)
            }
            return .json(run.json)
        case .users:
            guard !(request.head.path ?? "").contains("offset=0") else {
                let users = state.users.map {
                    "{\"id\":\"\($0.id)\",\"display_name\":\"\($0.name)\",\"email\":\"secret@example.com\"}"
                }
                return .json("{\"results\":[\(users.joined(separator: ","))]}")
            }
            return .json(#"{"results":[]}"#)
        }
    }

    /// The first page, which is all of them.
    static func page(_ state: State) -> String {
        let entities = Set(state.runs.values.flatMap(\.entities)).sorted()
        let records = entities.map { entity in
            let named = state.runs.values.filter { $0.entities.contains(entity) }.sorted { $0.id < $1.id }.map {
                "{\"id\":\"\($0.id)\",\"last_update_time\":\"\(Instant(milliseconds: $0.updated).text)\"}"
            }
            let title = state.titles[entity].map { "\"_title\":\"\($0)\"," } ?? ""
            return """
                {"_id":"\(entity)","_schema":"order",\(title)"workflows":{"d":[\(named.joined(separator: ","))]}}
                """
        }
        let end = entities.last.map { "[\"\($0)\"]" } ?? "[]"
        return "{\"hits\":\(entities.count),\"results\":[\(records.joined(separator: ","))],\"sort_end\":\(end)}"
    }
}

extension ScriptedAPI.Run {
    var json: String {
        let updated = Instant(milliseconds: updated).text
        let people = assignee.map { "[\"\($0)\"]" } ?? "[]"
        switch api {
        case .v2:
            let contexts = entities.map { "{\"entity_id\":\"\($0)\",\"entity_schema\":\"order\"}" }
            return """
                {"id":"\(id)","flow_template_id":"d","org_id":"\(organization)","name":"\(name)","status":"STARTED",\
                "created_at":"2026-01-01T00:00:00.000Z","updated_at":"\(updated)","assigned_to":\(people),\
                "contexts":[\(contexts.joined(separator: ","))]}
                """
        case .v1:
            let title = title.map { ",\"title\":\"\($0)\"" } ?? ""
            let contexts = entities.map { "{\"id\":\"\($0)\",\"schema\":\"order\"\(title)}" }
            return """
                {"id":"\(id)","definitionId":"d","orgId":"\(organization)","name":"\(name)","status":"STARTED",\
                "creationTime":"2026-01-01T00:00:00.000Z","lastUpdateTime":"\(updated)","assignedTo":\(people),\
                "contexts":[\(contexts.joined(separator: ","))],"flow":[]}
                """
        }
    }
}

extension APIResponse {
    static func json(_ text: String, status: Int = 200) -> APIResponse {
        APIResponse(status: status, body: Array(text.utf8))
    }

    /// A list of runs as a search answers it.
    static func runs(_ runs: [ScriptedAPI.Run]) -> APIResponse {
        .json("{\"results\":[\(runs.map(\.json).joined(separator: ","))]}")
    }
}
