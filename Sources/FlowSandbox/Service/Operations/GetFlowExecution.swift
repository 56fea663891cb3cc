extension Operation {
    /// One execution by its id.
    static let getFlowExecution = Operation(
        method: "GET", path: "/v2/flows/executions/{execution_id}", errors: .message
    ) { request, service throws(Refusal) in
        guard let id = request.parameters.first, let index = service.data.executionIndex(id: id) else {
            throw Refusal(404, "There is no such flow execution")
        }
        return SandboxReply(status: 200, body: service.data.execution(at: index))
    }
}
