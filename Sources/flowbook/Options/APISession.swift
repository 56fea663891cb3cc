import FlowAPI
import Foundation
import Logging

/// A way to the API for as long as a command needs it.
struct APISession: Sendable {
    let client: APIClient
    let clock: APIClock
    /// Who calls and where.
    let login: Login

    /// Logs in, runs `body` with a session and closes its connections.
    static func run<Result: Sendable>(
        _ options: ConnectionOptions, _ world: World,
        _ body: @Sendable (APISession) async throws -> Result
    ) async throws -> Result {
        let login = try LoginPrompt.completing(
            try await login(options.loginOptions(world.environment), world), world)
        return try await run(login, try login.connection(), options.pace, world, body)
    }

    /// Runs `body` with a session of a login and closes its connections.
    static func run<Result: Sendable>(
        _ login: Login, _ connection: Connection, _ options: PaceArguments, _ world: World,
        largestBody: Int? = nil, _ body: @Sendable (APISession) async throws -> Result
    ) async throws -> Result {
        var configuration = HTTPTransport.Configuration(
            proxies: try ProxySettings(environment: world.environment),
            concurrency: options.concurrency.value, timeout: .seconds(options.timeout.value))
        if let largestBody { configuration.largestBody = largestBody }
        let clock = APIClock(ContinuousClock(), wallTime: world.now)
        let log = world.log
        return try await HTTPTransport.withTransport(configuration) { transport in
            let client = APIClient(
                transport: transport, connection: connection,
                rateLimiter: RateLimiter(requestsPerMinute: options.rate?.value, clock: clock),
                policy: RetryPolicy(retries: options.retries.value), clock: clock, jitter: .system,
                deadline: clock.now() + options.deadline.value, userAgent: Flowbook.userAgent
            ) { event in
                log.debug("\(event.operation): attempt \(event.attempt) failed: \(event.fault.text)")
            }
            return try await body(
                APISession(client: client, clock: clock, login: login))
        }
    }

    /// Who calls and where, with what is to be said about it.
    static func login(_ options: LoginOptions, _ world: World) async throws -> Login {
        let login = try await Login.resolve(
            options, environment: world.environment, reader: .system, now: world.now())
        for warning in login.warnings { world.log.warning("\(warning.what); \(warning.fix)") }
        return login
    }
}

extension LoginOptions {
    /// What the variables of the process say, for a command without options about it.
    static func ofEnvironment(_ environment: [String: String]) -> LoginOptions {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        return LoginOptions(
            tokens: variable("EPILOT_TOKEN").map { [GivenToken("EPILOT_TOKEN", .text(Secret($0)))] } ?? [],
            profile: variable("EPILOT_PROFILE"), server: variable("FLOWBOOK_SERVER"))
    }
}

/// Asks for a token on the terminal, unseen: the last place that one can come from.
enum LoginPrompt {
    /// The login, with the token that somebody types where no other source has one; the same login in cron.
    ///
    /// - Throws: `CancellationError` where somebody stops instead.
    static func completing(_ login: Login, _ world: World) throws -> Login {
        guard login.token == nil, let text = try token(world), !text.isEmpty else { return login }
        return login.with(Token(Secret(text), source: .given(name: "the prompt")))
    }

    /// What somebody types, without blanks around it; nil where nobody sits at a terminal.
    ///
    /// - Throws: `CancellationError` where they stop instead.
    static func token(_ world: World) throws -> String? {
        try TerminalPrompt(world)?.line("Access token (from the portal: Settings, Access Tokens): ", isHidden: true)
            .trimmingCharacters(in: .whitespaces)
    }
}
