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
        let login = LoginPrompt.completing(try await login(options, world), world)
        let connection = try login.connection()
        let configuration = HTTPTransport.Configuration(
            proxies: try ProxySettings(environment: world.environment),
            concurrency: options.concurrency.value, timeout: .seconds(options.timeout.value))
        let clock = APIClock(ContinuousClock(), wallTime: world.now)
        let log = world.log
        return try await HTTPTransport.withTransport(configuration) { transport in
            let client = APIClient(
                transport: transport, connection: connection,
                rateLimiter: RateLimiter(requestsPerMinute: options.rate?.value, clock: clock),
                policy: RetryPolicy(retries: options.retries.value), clock: clock, jitter: .system,
                deadline: clock.now() + options.deadline.value, userAgent: "flowbook/\(Flowbook.version)"
            ) { event in
                log.debug("\(event.operation): attempt \(event.attempt) failed: \(event.fault.text)")
            }
            return try await body(
                APISession(client: client, clock: clock, login: login))
        }
    }

    /// Who calls and where, with what is to be said about it.
    static func login(_ options: ConnectionOptions, _ world: World) async throws -> Login {
        let login = try await Login.resolve(
            options.loginOptions(world.environment), environment: world.environment,
            reader: .system,
            now: world.now())
        for warning in login.warnings { world.log.warning("\(warning.what); \(warning.fix)") }
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
            userServer: peopleServer.flatMap { $0.isEmpty ? nil : $0 },
            stage: useDev ? .development : useStaging ? .staging : nil)
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
    static func completing(_ login: Login, _ world: World) -> Login {
        guard login.token == nil, world.isInputTerminal, world.isErrorTerminal,
            let text = readHidden("Access token (from the portal: Settings, Access Tokens): ", world), !text.isEmpty
        else { return login }
        return login.with(Token(Secret(text), source: .given(name: "the prompt")))
    }

    private static func readHidden(_ question: String, _ world: World) -> String? {
        var settings = termios()
        guard tcgetattr(world.inputDescriptor, &settings) == 0 else { return nil }
        var hidden = settings
        hidden.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(world.inputDescriptor, TCSAFLUSH, &hidden) == 0 else { return nil }
        defer { _ = tcsetattr(world.inputDescriptor, TCSAFLUSH, &settings) }
        world.writeError(question)
        let line = world.readInput(toLineEnd: true)
        world.writeError("\n")
        return line.trimmingCharacters(in: .whitespaces)
    }
}
