import FlowJSON
import FlowOperations
import HTTPTypes

/// Fetches all executions of an entity, whatever the API answers at a time.
package struct FlowExecutionSearch: Sendable {
    /// No entity has as many executions: a search that brings more never ends.
    static let limit = 100_000
    /// So many responses in a row without a new execution are no search either.
    static let fruitlessLimit = 1_000

    private let client: APIClient

    package init(client: APIClient) {
        self.client = client
    }

    /// The executions of one entity as the API wrote them.
    package struct Found: Sendable, Hashable {
        /// The JSON of each execution: slices of the responses, so that nothing the API said is lost. Of one that came in
        /// several versions all are there, in the order in which they came; which of them counts, and what to make of a
        /// record that is no execution, is for whoever decodes them.
        package let executions: [ArraySlice<UInt8>]
        /// How many executions the API counted but never gave.
        package let missing: Int
        /// The UTF-8 of the executions' ids.
        package let ids: Set<[UInt8]>

        package init(executions: [ArraySlice<UInt8>], missing: Int, ids: Set<[UInt8]> = []) {
            self.executions = executions
            self.missing = missing
            self.ids = ids
        }
    }

    /// Asks for the executions of an entity, and for more as long as a response says that there are more.
    ///
    /// The first request is the published one. A further one also hands back `next_cursor` or `lastEvaluatedKey`, or says
    /// `from` and `size` where `hits` is larger than what came. A continuation that was followed before ends the search; a
    /// response without a new execution does not.
    ///
    /// - Throws: `response` with status 200 for a search without end, and any other `APIError`.
    package func executions(of entity: EntitySummary) async throws(APIError) -> Found {
        let published: [JSONObject.Member] = [
            ("entity_id", .string(entity.id)), ("entity_schema", .string(entity.schema)),
        ]
        var continuation: [JSONObject.Member] = []
        var followed: Set<[UInt8]> = []
        var executions: [ArraySlice<UInt8>] = []
        var seen: Set<[UInt8]> = []
        var versions: Set<ArraySlice<UInt8>> = []
        var received = 0
        /// Records without an id.
        var unnamed = 0
        var hits = 0
        var fruitless = 0
        var pageSize: Int?
        while true {
            let page = try await fetch(JSONObject(published + continuation))
            received += page.records.count
            hits = max(hits, page.hits ?? 0)
            let known = (count: seen.count, unnamed: unnamed)
            for record in page.records {
                guard let id = record.id else {
                    unnamed += 1
                    executions.append(record.bytes)
                    continue
                }
                seen.insert(id)
                if versions.insert(record.bytes).inserted { executions.append(record.bytes) }
            }
            fruitless = (seen.count, unnamed) > known ? 0 : fruitless + 1
            if page.cursor.isEmpty {
                let size = pageSize ?? max(page.records.count, 1)
                pageSize = size
                continuation =
                    page.hits ?? 0 > received
                    ? [("from", .integer(Int64(received))), ("size", .integer(Int64(size)))] : []
            } else {
                continuation = page.cursor
            }
            guard !continuation.isEmpty, followed.insert(Self.text(JSONObject(continuation))).inserted else {
                return Found(executions: executions, missing: max(0, hits - seen.count - unnamed), ids: seen)
            }
            guard received <= Self.limit, fruitless < Self.fruitlessLimit else {
                throw .response(
                    ResponseProblem(
                        operation: "searchFlowExecutions", status: 200,
                        message: "a search that never ends, after \(received) executions"))
            }
        }
    }

    private func fetch(_ body: JSONObject) async throws(APIError) -> ExecutionPage {
        let operation = APIOperation(.searchFlowExecutions, body: Self.text(body))
        return try await client.call(operation) { response throws(TransportFailure) in try ExecutionPage(response) }
    }

    private static func text(_ body: JSONObject) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(.object(body))
        return writer.bytes
    }
}
