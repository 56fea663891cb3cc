import Synchronization

/// Answers requests: who may ask, how often, what, and what goes wrong. The HTTP server is around it.
final class SandboxService: Sendable {
    /// An answer, and what happens to it on its way.
    struct Answer: Sendable {
        var reply: SandboxReply
        var fault: Fault?
    }

    let data: SandboxData
    let configuration: SandboxConfiguration
    let entities: EntityIndex
    let stableQueries: StableQueries
    private let time: SandboxTime
    private let limit: RateLimit?
    private let requests = Atomic<Int>(0)

    init(_ data: SandboxData, _ configuration: SandboxConfiguration, time: SandboxTime) {
        self.data = data
        self.configuration = configuration
        self.time = time
        entities = EntityIndex(data)
        stableQueries = StableQueries(time)
        limit = configuration.requestsPerMinute.map { RateLimit(perMinute: $0, time) }
    }

    /// Answers one request, after the latency that is set.
    ///
    /// - Throws: only when the task is cancelled meanwhile.
    func answer(_ request: SandboxRequest) async throws -> Answer {
        if configuration.latency > .zero { try await time.sleep(configuration.latency) }
        let candidates = Operation.all.compactMap { operation in
            operation.parameters(path: request.path).map { (operation, $0) }
        }
        guard let (operation, parameters) = candidates.first(where: { $0.0.method == request.method }) else {
            return answer(Self.refusal(allowing: candidates.map(\.0)), to: request)
        }
        do throws(Refusal) {
            try authorize(request)
            try checkRate(request)
        } catch {
            return answer(operation.errors.reply(error), to: request)
        }
        // Refused requests draw no fault, so that a token's refusal is never hidden.
        let number = requests.add(1, ordering: .relaxed).oldValue
        let fault = Fault.draw(seed: configuration.faultSeed, rate: configuration.faultRate, request: number)
        if fault == .slow { try await time.sleep(configuration.slowness) }
        if let reply = fault?.reply(operation.errors) { return answer(reply, fault, to: request) }
        var request = request
        request.parameters = parameters
        do throws(Refusal) {
            return answer(try operation.answer(request, self), fault, to: request)
        } catch {
            return answer(operation.errors.reply(error), fault, to: request)
        }
    }

    private func answer(_ reply: SandboxReply, _ fault: Fault? = nil, to request: SandboxRequest) -> Answer {
        configuration.observer?(
            SandboxEvent(
                method: request.method, path: request.path, body: request.body, status: reply.status, fault: fault))
        return Answer(reply: reply, fault: fault)
    }

    /// For a path that no operation has, or that operations have with other methods.
    private static func refusal(allowing operations: [Operation]) -> SandboxReply {
        guard let first = operations.first else { return ErrorShape.message.reply(Refusal(404, "Not Found")) }
        var reply = first.errors.reply(Refusal(405, "Method Not Allowed"))
        reply.allowedMethods = operations.map(\.method)
        return reply
    }

    private func authorize(_ request: SandboxRequest) throws(Refusal) {
        let parts = (request.authorization ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw Refusal(401, "Unauthorized") }
        if parts[1].utf8.elementsEqual(configuration.forbiddenToken.utf8) { throw Refusal(403, "Forbidden") }
        guard parts[1].utf8.elementsEqual(configuration.token.utf8) else { throw Refusal(401, "Unauthorized") }
    }

    /// `GET` is exempt, as at the vendor's.
    private func checkRate(_ request: SandboxRequest) throws(Refusal) {
        guard request.method != "GET", let seconds = limit?.take() else { return }
        throw Refusal(429, "Too many requests. Try again later.", retryAfter: seconds)
    }
}
