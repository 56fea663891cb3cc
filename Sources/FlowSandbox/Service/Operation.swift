/// An operation of the API that the sandbox answers: one file each, and one line in `all`.
struct Operation: Sendable {
    var method: String
    /// As in the API's description: `{name}` stands for one part of the path.
    var path: String
    var errors: ErrorShape
    var answer: @Sendable (SandboxRequest, SandboxService) throws(Refusal) -> SandboxReply

    static let all: [Operation] = [searchEntities, searchFlowExecutions, getFlowExecution]

    /// The values of the placeholders where the operation's path is meant; nil where it is not.
    func parameters(path: String) -> [String]? {
        let wanted = self.path.split(separator: "/", omittingEmptySubsequences: false)
        let given = path.split(separator: "/", omittingEmptySubsequences: false)
        guard wanted.count == given.count else { return nil }
        var parameters: [String] = []
        for (wanted, given) in zip(wanted, given) {
            if wanted.hasPrefix("{") {
                guard !given.isEmpty else { return nil }
                parameters.append(String(given))
            } else if !wanted.utf8.elementsEqual(given.utf8) {
                return nil
            }
        }
        return parameters
    }
}
