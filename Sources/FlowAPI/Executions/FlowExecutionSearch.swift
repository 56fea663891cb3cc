import FlowJSON
import HTTPTypes

/// Fetches all executions of an entity, whatever the API answers at a time.
package struct FlowExecutionSearch: Sendable {
    private let client: APIClient

    package init(client: APIClient) {
        self.client = client
    }

    /// The executions of one entity, each once, as the API wrote them.
    package struct Found: Sendable, Hashable {
        /// The JSON of each execution: slices of the responses, so that nothing the API said is lost. A record that is no
        /// execution is among them; what to make of it is for whoever decodes them.
        package let executions: [ArraySlice<UInt8>]
        /// How many executions the API counted but never gave.
        package let missing: Int
    }

    /// Asks for the executions of an entity, and for more as long as a response says that there are more and brings new ones.
    ///
    /// The first request is the published one. A further one also hands back `next_cursor` or `lastEvaluatedKey`, or says
    /// `from` and `size` where `hits` is larger than what came.
    package func executions(of entity: EntitySummary) async throws(APIError) -> Found {
        var body = JSONObject([("entity_id", .string(entity.id)), ("entity_schema", .string(entity.schema))])
        var executions: [ArraySlice<UInt8>] = []
        var seen: Set<[UInt8]> = []
        var received = 0
        var pageSize: Int?
        while true {
            let page = try await fetch(body)
            received += page.records.count
            let known = seen.count
            for record in page.records where record.id.map({ seen.insert($0).inserted }) ?? true {
                executions.append(record.bytes)
            }
            let isNew = seen.count > known
            let hits = page.hits ?? 0
            guard isNew, !page.cursor.isEmpty || hits > received else {
                return Found(executions: executions, missing: max(0, hits - executions.count))
            }
            body = JSONObject(body.filter { $0.key == "entity_id" || $0.key == "entity_schema" })
            if page.cursor.isEmpty {
                let size = pageSize ?? page.records.count
                pageSize = size
                body["from"] = .integer(Int64(received))
                body["size"] = .integer(Int64(size))
            } else {
                for member in page.cursor { body[member.key] = member.value }
            }
        }
    }

    private func fetch(_ body: JSONObject) async throws(APIError) -> ExecutionPage {
        var writer = JSONWriter()
        writer.write(.object(body))
        let operation = APIOperation(
            id: "searchFlowExecutions", service: .workflow, method: .post, path: "/v2/flows/executions:search",
            body: writer.bytes, isRepeatable: true)
        return try await client.call(operation) { response throws(TransportFailure) in try ExecutionPage(response) }
    }
}

extension APIClient {
    /// One execution by its id, as the API wrote it.
    ///
    /// - Throws: `response` with status 404 where there is none.
    package func flowExecution(id: String) async throws(APIError) -> [UInt8] {
        let operation = APIOperation(
            id: "getFlowExecution", service: .workflow, method: .get, path: "/v2/flows/executions/{execution_id}",
            pathParameters: ["execution_id": id])
        return try await call(operation) { response throws(TransportFailure) in
            let result = response.body.withUnsafeBytes { bytes in
                Result<Void, JSONError> { () throws(JSONError) in
                    try JSONIndexer.read(bytes) { cursor throws(JSONError) in
                        try cursor.skip()
                        try cursor.end()
                    }
                }
            }
            if case .failure(let error) = result { throw TransportFailure.unreadable(reason: error.description) }
            return response.body
        }
    }
}

/// One response to a search for executions, cut into records but not decoded.
struct ExecutionPage {
    /// A record as the API wrote it, with its id where it has one.
    struct Record {
        let id: [UInt8]?
        let bytes: ArraySlice<UInt8>
    }

    private(set) var records: [Record] = []
    private(set) var hits: Int?
    /// The members that a further request hands back; empty where none says that there is more.
    private(set) var cursor: [JSONObject.Member] = []

    /// - Throws: for a body that is not JSON, or has no `results`. A record that is not an execution is no reason.
    init(_ response: APIResponse) throws(TransportFailure) {
        let body = response.body
        let result = body.withUnsafeBytes { bytes in
            Result<ExecutionPage, JSONError> { () throws(JSONError) in
                try JSONIndexer.read(bytes) { cursor throws(JSONError) in
                    try ExecutionPage(reading: &cursor, of: body)
                }
            }
        }
        do throws(JSONError) {
            self = try result.get()
        } catch {
            throw TransportFailure.unreadable(reason: error.description)
        }
        guard hasResults else { throw TransportFailure.unreadable(reason: "no results in it") }
    }

    private var hasResults = false

    private init(reading cursor: inout JSONCursor, of body: [UInt8]) throws(JSONError) {
        if cursor.isAtArray {
            try readResults(&cursor, of: body)
        } else if cursor.isAtObject {
            try readMembers(&cursor, of: body)
        } else {
            try cursor.skip()
        }
        try cursor.end()
    }

    private mutating func readMembers(_ cursor: inout JSONCursor, of body: [UInt8]) throws(JSONError) {
        guard try cursor.enterObject() else { return }
        repeat {
            let key = cursor.text(try cursor.key())
            switch key {
            case "results" where cursor.isAtArray: try readResults(&cursor, of: body)
            case "results":
                // A null where a list is due is an empty list.
                hasResults = cursor.byte == UInt8(ascii: "n")
                try cursor.skip()
            case "hits": hits = try JSONValue(reading: &cursor).integerValue.map { Int($0) }
            case "next_cursor", "lastEvaluatedKey": addContinuation(key, try JSONValue(reading: &cursor))
            default: try cursor.skip()
            }
        } while try cursor.continueObject()
    }

    /// Notes a continuation. `next_cursor` has no published name in the request: it goes back under its own and as
    /// `cursor`, because servers ignore what they do not know.
    private mutating func addContinuation(_ key: String, _ value: JSONValue) {
        guard !value.isNull, value != "", value.objectValue?.isEmpty != true else { return }
        cursor.append((key, value))
        if key == "next_cursor" { cursor.append(("cursor", value)) }
    }

    private mutating func readResults(_ cursor: inout JSONCursor, of body: [UInt8]) throws(JSONError) {
        hasResults = true
        records = []
        guard try cursor.enterArray() else { return }
        repeat {
            let start = cursor.offset
            let id = try Self.readRecord(&cursor)
            var end = cursor.offset
            while end > start, [0x20, 0x09, 0x0A, 0x0D].contains(body[end - 1]) { end -= 1 }
            records.append(Record(id: id, bytes: body[start..<end]))
        } while try cursor.continueArray()
    }

    /// Goes past a record and gives its `id`.
    private static func readRecord(_ cursor: inout JSONCursor) throws(JSONError) -> [UInt8]? {
        guard cursor.isAtObject else {
            try cursor.skip()
            return nil
        }
        var id: [UInt8]?
        guard try cursor.enterObject() else { return nil }
        repeat {
            let key = try cursor.key()
            if cursor.isAtString, cursor.text(key) == "id" {
                id = Array(cursor.text(try cursor.string()).utf8)
            } else {
                try cursor.skip()
            }
        } while try cursor.continueObject()
        return id
    }
}
