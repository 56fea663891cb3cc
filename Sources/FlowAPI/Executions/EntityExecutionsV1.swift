import FlowModel
import FlowOperations
import HTTPTypes

/// Fetches all executions of an entity from V1 of the API.
///
/// V1 lists an entity's executions without all of their steps, so that each is asked for by its id. `GET` is exempt from
/// the API's limits.
package struct EntityExecutionsV1: Sendable {
    private let client: APIClient

    package init(client: APIClient) {
        self.client = client
    }

    /// The executions of one entity, each once and whole, as the API wrote them. One that goes while they are fetched is left
    /// out.
    ///
    /// - Throws: `APIError` where the list or one of the executions cannot be had.
    package func executions(of entity: EntitySummary) async throws(APIError) -> FlowExecutionSearch.Found {
        let lookup = ExecutionLookup(client: client)
        var executions: [ArraySlice<UInt8>] = []
        for id in try await ids(of: entity) {
            if case .found(let bytes) = try await lookup.execution(id, api: .v1) { executions.append(bytes) }
        }
        return FlowExecutionSearch.Found(executions: executions, missing: 0)
    }

    /// The ids of an entity's executions, each once.
    package func ids(of entity: EntitySummary) async throws(APIError) -> [String] {
        let operation = APIOperation(
            .getExecutions,
            query: [
                APIOperation.Parameter(name: "context", value: entity.id),
                APIOperation.Parameter(name: "schema", value: entity.schema),
            ])
        return try await client.call(operation) { response throws(TransportFailure) in
            var seen: Set<String> = []
            var ids: [String] = []
            for record in try ExecutionPage(response).records {
                guard let bytes = record.id, !bytes.isEmpty else {
                    throw TransportFailure.unreadable(reason: "an execution without an id")
                }
                let id = String(decoding: bytes, as: UTF8.self)
                if seen.insert(id).inserted { ids.append(id) }
            }
            return ids
        }
    }
}
