import FlowJSON
import FlowTime
import Testing

@testable import FlowSandbox

/// A sandbox service with a clock of its own, and short ways to call it.
struct ServiceCalls {
    let organization: SampleOrganization
    let clock = SteppingClock()
    let service: SandboxService

    init(executions: Int = 60, _ configure: (inout SandboxConfiguration) -> Void = { _ in }) {
        self.init(SampleOrganization(seed: 31, executions: executions, asOf: monday, detail: .lean), configure)
    }

    init(_ organization: SampleOrganization, _ configure: (inout SandboxConfiguration) -> Void = { _ in }) {
        self.organization = organization
        var configuration = SandboxConfiguration()
        configure(&configuration)
        service = SandboxService(SandboxData(organization), configuration, time: SandboxTime(clock))
    }

    func call(
        _ method: String, _ path: String, _ body: JSONValue? = nil, query: [String: String] = [:],
        authorization: String? = "Bearer sandbox"
    ) async throws -> (status: Int, body: JSONValue) {
        let answer = try await answer(method, path, body?.text(), query: query, authorization: authorization)
        return (answer.reply.status, try JSONValue(parsing: answer.reply.body))
    }

    func answer(
        _ method: String, _ path: String, _ body: String? = nil, query: [String: String] = [:],
        accept: String? = nil, authorization: String? = "Bearer sandbox"
    ) async throws -> SandboxService.Outcome {
        try await service.respond(
            to:
                SandboxRequest(
                    method: method, path: path, query: query, authorization: authorization, accept: accept,
                    body: Array((body ?? "").utf8)))
    }

    func searchEntities(_ body: JSONValue) async throws -> (status: Int, body: JSONValue) {
        try await call("POST", "/v1/entity:search", body)
    }

    func searchExecutions(_ body: JSONValue) async throws -> (status: Int, body: JSONValue) {
        try await call("POST", "/v2/flows/executions:search", body)
    }

    /// An entity with a number of runs.
    func entity(runs: Int) throws -> JSONValue {
        let index = try #require(
            (0..<organization.entityCount).first { organization.executions(ofEntity: $0).count == runs })
        return try JSONValue(parsing: organization.entity(at: index))
    }
}
