import FlowJSON
package import FlowModel
import FlowOperations
import HTTPTypes

/// Asks for one execution by its id, at either version of the API.
package struct ExecutionLookup: Sendable {
    private let client: APIClient

    package init(client: APIClient) {
        self.client = client
    }

    /// What a version of the API knows of an id.
    package enum Outcome: Sendable, Hashable {
        /// The execution's JSON as the API wrote it.
        case found(ArraySlice<UInt8>)
        /// The API has no such execution, and says so.
        case gone
    }

    /// One execution by its id.
    ///
    /// - Parameters:
    ///   - id: of the execution.
    ///   - api: the version that it belongs to; the other one does not know it.
    /// - Returns: the execution, or that there is none.
    /// - Throws: `APIError` for anything but a clear answer, so that no failure is taken for an execution that is gone.
    package func execution(_ id: String, api: APIVersion) async throws(APIError) -> Outcome {
        do throws(APIError) {
            return try await client.call(Self.operation(id, api)) { response throws(TransportFailure) in
                try Self.read(response.body, id: id, api: api)
            }
        } catch .response(let problem) where problem.status == 404 {
            return .gone
        }
    }

    private static func operation(_ id: String, _ api: APIVersion) -> APIOperation {
        switch api {
        case .v2: APIOperation(.getFlowExecution, pathParameters: ["execution_id": id])
        case .v1: APIOperation(.getExecution, pathParameters: ["executionId": id])
        }
    }

    /// V1 is described as answering an id that it does not know with an empty body.
    private static func read(_ body: [UInt8], id: String, api: APIVersion) throws(TransportFailure) -> Outcome {
        if api == .v1, body.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) { return .gone }
        let record = try ExecutionRecord.read(body)
        guard record.id.map({ $0.elementsEqual(id.utf8) }) == true else {
            throw TransportFailure.unreadable(reason: "not the execution that was asked for")
        }
        return .found(record.bytes)
    }
}
