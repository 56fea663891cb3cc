import FlowJSON

/// Fetches all executions of an entity, whatever the API answers at a time.
package struct FlowExecutionSearch: Sendable {
    private let client: APIClient

    package init(client: APIClient) {
        self.client = client
    }

    /// The executions of one entity, each once, as the API wrote them.
    package struct Found: Sendable, Hashable {
        /// The JSON of each execution: slices of the answers, so that nothing the API said is lost. A record that is no
        /// execution is among them; what to make of it is for whoever decodes them.
        package let executions: [ArraySlice<UInt8>]
        /// How many executions the API counted but never gave.
        package let missing: Int
    }

    /// Asks for the executions of an entity, and for more as long as an answer says that there are more and brings new ones.
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
            id: "searchFlowExecutions", service: .workflow, method: "POST", path: "/v2/flows/executions:search",
            body: writer.bytes, isRepeatable: true)
        return try await client.call(operation) { response throws(UnreadableAnswer) in try ExecutionPage(response) }
    }
}

extension APIClient {
    /// One execution by its id, as the API wrote it.
    ///
    /// - Throws: `answer` with status 404 where there is none.
    package func flowExecution(id: String) async throws(APIError) -> [UInt8] {
        let operation = APIOperation(
            id: "getFlowExecution", service: .workflow, method: "GET", path: "/v2/flows/executions/{execution_id}",
            pathParameters: ["execution_id": id])
        return try await call(operation) { response throws(UnreadableAnswer) in
            let result = response.body.withUnsafeBytes { bytes in
                Result<Void, JSONError> { () throws(JSONError) in
                    try JSONIndexer.read(bytes) { cursor throws(JSONError) in
                        try cursor.skip()
                        try cursor.end()
                    }
                }
            }
            if case .failure(let error) = result { throw UnreadableAnswer(reason: error.description) }
            return response.body
        }
    }
}
