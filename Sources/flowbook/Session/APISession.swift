import FlowAPI

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
        let login = LoginPrompt.completing(try login(options, environment), console: environment.console)
        let connection = try login.connection()
        let configuration = HTTPTransport.Configuration(
            proxies: try ProxySettings(environment: environment.console.environment),
            concurrency: options.concurrency, timeout: .seconds(options.timeout))
        let clock = APIClock.system
        let log = environment.log
        return try await HTTPTransport.withTransport(configuration) { transport in
            let client = APIClient(
                transport: transport, connection: connection,
                pace: RequestPace(requestsPerMinute: options.rate, burst: options.concurrency, clock: clock),
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
    static func login(_ options: ConnectionOptions, _ environment: CommandEnvironment) throws -> Login {
        let login = try Login.resolve(
            options.loginOptions, environment: environment.console.environment, reader: .system,
            now: environment.console.now())
        for warning in login.warnings { environment.log.warning("\(warning.what); \(warning.fix)") }
        return login
    }
}

extension ConnectionOptions {
    var loginOptions: LoginOptions {
        LoginOptions(
            token: token.map { Secret($0) }, tokenFile: tokenFile, tokenCommand: tokenCommand, profile: profile,
            server: server, entityServer: entityServer, stage: useDev ? .development : useStaging ? .staging : nil)
    }
}
