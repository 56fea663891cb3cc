import Synchronization

/// Answers requests: who may ask, how often, what, and what goes wrong. The HTTP server is around it.
final class SandboxService: Sendable {
    /// A response, and what happens to it on its way.
    struct Outcome: Sendable {
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
    func respond(to request: SandboxRequest) async throws -> Outcome {
        if configuration.latency > .zero { try await time.sleep(configuration.latency) }
        let candidates = Operation.all.compactMap { operation in
            operation.parameters(path: request.path).map { (operation, $0) }
        }
        guard let (operation, parameters) = candidates.first(where: { $0.0.method == request.method }) else {
            return outcome(Self.refusal(allowing: candidates.map(\.0)), to: request)
        }
        do throws(Refusal) {
            try authorize(request)
            try checkRate(request)
        } catch {
            return outcome(operation.errors.reply(error), to: request)
        }
        // Refused requests draw no fault, so that a token's refusal is never hidden.
        let number = requests.add(1, ordering: .relaxed).oldValue
        let fault = Fault.draw(seed: configuration.faultSeed, rate: configuration.faultRate, request: number)
        if fault == .slow { try await time.sleep(configuration.slowness) }
        if let reply = fault?.reply(operation.errors) { return outcome(reply, fault, to: request) }
        var request = request
        request.parameters = parameters
        do throws(Refusal) {
            return outcome(try operation.reply(request, self), fault, to: request)
        } catch {
            return outcome(operation.errors.reply(error), fault, to: request)
        }
    }

    private func outcome(_ reply: SandboxReply, _ fault: Fault? = nil, to request: SandboxRequest) -> Outcome {
        configuration.observer?(
            SandboxEvent(
                method: request.method, path: request.path, body: request.body, status: reply.status, fault: fault))
        return Outcome(reply: reply, fault: fault)
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

/// An operation of the API that the sandbox answers: one file each, and one line in `all`.
struct Operation: Sendable {
    var method: String
    /// As in the API's description: `{name}` stands for one part of the path.
    var path: String
    var errors: ErrorShape
    var reply: @Sendable (SandboxRequest, SandboxService) throws(Refusal) -> SandboxReply

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

/// Lets so many requests a minute through: a bucket that fills evenly and holds what falls due in five seconds.
final class RateLimit: Sendable {
    private struct State {
        var tokens: Double
        var filled: Duration = .zero
    }

    private let perSecond: Double
    private let capacity: Double
    private let time: SandboxTime
    private let state: Mutex<State>

    init(perMinute: Int, _ time: SandboxTime) {
        perSecond = Double(max(perMinute, 1)) / 60
        capacity = max(perSecond * 5, 1)
        self.time = time
        state = Mutex(State(tokens: max(perSecond * 5, 1)))
    }

    /// Takes one request's share; otherwise gives the whole seconds after which there is one again.
    func take() -> Int? {
        let now = time.elapsed()
        return state.withLock { state in
            let passed = (now - state.filled) / .seconds(1)
            state.tokens = min(state.tokens + passed * perSecond, capacity)
            state.filled = now
            if state.tokens >= 1 {
                state.tokens -= 1
                return nil
            }
            return max(Int(((1 - state.tokens) / perSecond).rounded(.up)), 1)
        }
    }
}

/// The clock that the sandbox runs on, so that tests can turn it themselves.
package struct SandboxTime: Sendable {
    /// The time since the clock was handed over.
    let elapsed: @Sendable () -> Duration
    let sleep: @Sendable (Duration) async throws -> Void

    package init<C: Clock>(_ clock: C) where C.Duration == Duration {
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        // Without a tolerance of our own a sleep may take a tenth longer.
        sleep = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: .microseconds(100)) }
    }
}
