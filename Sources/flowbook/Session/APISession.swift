import FlowAPI
import Logging

/// A way to the API for as long as a command needs it.
struct APISession: Sendable {
    let client: APIClient
    let clock: APIClock
    /// Whose token it is; nil where nothing says so.
    let organization: String?

    /// Logs in, runs `body` with a session and closes its connections.
    static func run<Result: Sendable>(
        _ options: ConnectionOptions, _ environment: CommandEnvironment,
        _ body: @Sendable (APISession) async throws -> Result
    ) async throws -> Result {
        let login = LoginPrompt.completing(try await login(options, environment), console: environment.console)
        let connection = try login.connection()
        let configuration = HTTPTransport.Configuration(
            proxies: try ProxySettings(environment: environment.console.environment),
            concurrency: options.concurrency, timeout: .seconds(options.timeout))
        let clock = APIClock.system
        let log = environment.log
        return try await HTTPTransport.withTransport(configuration) { transport in
            let client = APIClient(
                transport: transport, connection: connection,
                rateLimiter: RateLimiter(requestsPerMinute: options.rate, burst: options.concurrency, clock: clock),
                policy: RetryPolicy(retries: options.retries), clock: clock, jitter: .system,
                userAgent: "flowbook/\(Flowbook.version)"
            ) { event in
                log.debug("\(event.operation): attempt \(event.attempt) failed: \(event.fault.text)")
            }
            return try await body(
                APISession(client: client, clock: clock, organization: login.token?.organization))
        }
    }

    /// Who calls and where, with what is to be said about it.
    static func login(_ options: ConnectionOptions, _ environment: CommandEnvironment) async throws -> Login {
        let login = try await Login.resolve(
            options.loginOptions(environment.console.environment), environment: environment.console.environment,
            reader: .system,
            now: environment.console.now())
        for warning in login.warnings { environment.log.warning("\(warning.what); \(warning.fix)") }
        return login
    }
}

extension ConnectionOptions {
    /// Who calls and where, as options and variables say; an empty variable counts as unset.
    func loginOptions(_ environment: [String: String]) -> LoginOptions {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let tokens = [
            token.map { GivenToken("--token", .text(Secret($0))) },
            tokenFile.map { GivenToken("--token-file \($0)", .file(path: $0)) },
            tokenCommand.map { GivenToken("--token-command", .command($0)) },
            variable("EPILOT_TOKEN").map { GivenToken("EPILOT_TOKEN", .text(Secret($0))) },
        ].compactMap(\.self)
        return LoginOptions(
            tokens: tokens, profile: profile ?? variable("EPILOT_PROFILE"),
            server: server.flatMap { $0.isEmpty ? nil : $0 },
            entityServer: entityServer.flatMap { $0.isEmpty ? nil : $0 },
            stage: useDev ? .development : useStaging ? .staging : nil)
    }
}
