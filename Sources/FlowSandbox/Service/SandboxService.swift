import FlowOperations
import FlowTime
import Synchronization

/// Answers requests: who may ask, how often, what, and what goes wrong. The HTTP server is around it.
final class SandboxService: Sendable {
    /// A response, and what happens to it on its way.
    struct Outcome: Sendable {
        var reply: SandboxReply
        var fault: Fault?
    }

    let configuration: SandboxConfiguration
    let stableQueries: StableQueries
    let largeResponses = LargeResponses()
    let changes = RecordChanges()
    /// Nil where nothing ever changes.
    let living: LivingOrganization?
    private let fixed: SandboxMoment
    private let time: SandboxTime
    private let limits: [VendorService: RateLimit]
    private let requests = Atomic<Int>(0)

    init(
        _ data: SandboxData, living: LivingOrganization? = nil, _ configuration: SandboxConfiguration,
        time: SandboxTime
    ) {
        fixed = SandboxMoment(data)
        self.living = living
        self.configuration = configuration
        self.time = time
        stableQueries = StableQueries(time)
        limits = Dictionary(
            uniqueKeysWithValues: VendorService.allCases.compactMap { service in
                configuration.requestsPerMinute.map { (service, RateLimit(perMinute: $0, time)) }
            })
    }

    /// What is served now; a living organization's clock runs on up to here.
    private var moment: SandboxMoment { living?.moment(after: time.elapsed()) ?? fixed }

    /// What its clock shows.
    var now: Instant { living?.now ?? configuration.start + Milliseconds(Int64(time.elapsed() / .milliseconds(1))) }

    /// How long the server has run.
    var elapsed: Duration { time.elapsed() }

    /// Answers one request, after the latency that is set.
    ///
    /// - Throws: only when the task is cancelled meanwhile.
    func respond(to request: SandboxRequest) async throws -> Outcome {
        let candidates = Operation.all.compactMap { operation in
            operation.parameters(path: request.path).map { (operation, $0) }
        }
        guard let (operation, parameters) = candidates.first(where: { $0.0.method == request.method }) else {
            return outcome(Self.refusal(allowing: candidates.map(\.0)), to: request)
        }
        var request = request
        request.parameters = parameters
        // Whoever turns the clock wants neither to wait nor to be disturbed.
        if case .control = operation.access {
            return outcome(reply(of: operation, to: request), to: request)
        }
        if configuration.latency > .zero { try await time.sleep(configuration.latency) }
        do throws(Refusal) {
            if case .token(let service) = operation.access {
                try authorize(request)
                try checkRate(request, of: service)
            }
        } catch {
            return outcome(operation.errors.reply(error), to: request)
        }
        // Refused requests draw no fault, so that a token's refusal is never hidden.
        let number = requests.add(1, ordering: .relaxed).oldValue
        let fault = Fault.draw(seed: configuration.faultSeed, rate: configuration.faultRate, request: number)
        if fault == .slow { try await time.sleep(configuration.slowness) }
        return outcome(fault?.reply(operation.errors) ?? reply(of: operation, to: request), fault, to: request)
    }

    private func reply(of operation: Operation, to request: SandboxRequest) -> SandboxReply {
        do throws(Refusal) {
            let reply = try operation.reply(request, self, moment)
            guard case .token = operation.access, let limit = configuration.largestResponse else { return reply }
            return try largeResponses.fit(reply, limit: limit, to: request)
        } catch {
            return operation.errors.reply(error)
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
    private func checkRate(_ request: SandboxRequest, of service: VendorService) throws(Refusal) {
        guard request.method != "GET", let seconds = limits[service]?.take() else { return }
        throw Refusal(429, "Too many requests. Try again later.", retryAfter: seconds)
    }
}

/// What the sandbox serves at one moment: the records, and what a search asks of them.
struct SandboxMoment: Sendable {
    let data: SandboxData
    let entities: EntityIndex

    init(_ data: SandboxData) {
        self.data = data
        entities = EntityIndex(data)
    }
}

/// A service of the vendor's, with a limit of its own.
enum VendorService: CaseIterable {
    case entities, executions, users
}

/// An operation that the sandbox answers: one line in `all` each.
struct Operation: Sendable {
    /// What a request has to bring along.
    enum Access: Sendable {
        /// A token, to a service that may refuse requests and fail.
        case token(VendorService)
        /// Nothing but the address; the host may fail.
        case address
        /// Nothing: the operation is the sandbox's own, and never fails.
        case control
    }

    var method: String
    /// As in the API's description: `{name}` stands for one part of the path.
    var path: String
    var errors: ErrorShape
    var access: Access
    var reply: @Sendable (SandboxRequest, SandboxService, SandboxMoment) throws(Refusal) -> SandboxReply

    init(
        method: String, path: String, errors: ErrorShape, access: Access,
        reply: @escaping @Sendable (SandboxRequest, SandboxService, SandboxMoment) throws(Refusal) -> SandboxReply
    ) {
        self.method = method
        self.path = path
        self.errors = errors
        self.access = access
        self.reply = reply
    }

    /// One whose method and path the API's description knows.
    init(
        _ operation: KnownOperation, errors: ErrorShape, access: Access,
        reply: @escaping @Sendable (SandboxRequest, SandboxService, SandboxMoment) throws(Refusal) -> SandboxReply
    ) {
        self.init(
            method: operation.summary.method, path: operation.summary.path, errors: errors, access: access,
            reply: reply)
    }

    static let all: [Operation] = [
        searchEntities, searchFlowExecutions, getFlowExecution, startFlowExecution, patchFlowExecution,
        deleteFlowExecution, patchPhase, addTask, patchTask, executeTask, runTaskAutomation, reconcileAutomationTask,
        cancelTaskSchedule, runTaskScheduleNow, cancelSchedule, getExecutionsV1, getExecutionV1, createExecution,
        updateExecution, deleteExecution, getClosingReasonExecution, createStep, updateStep, deleteStep,
        searchExecutions, searchSteps, getUsers, getPayload, getClock, setClock, getEvents,
    ]

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
