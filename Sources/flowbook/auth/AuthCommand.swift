import ArgumentParser
import FlowAPI
import FlowTime
import Logging

/// `flowbook auth`: the token that is kept in the login files, which the vendor's command line shares.
struct AuthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "auth",
        abstract:
            "The token that is kept for later runs, shared with the vendor's command line: token, status, logout.",
        discussion: """
            EXAMPLES
              flowbook auth token                             asks for a token, and does not show it
              flowbook auth token --profile night < token.txt
              flowbook auth status                            whose token is used, and until when
              flowbook auth logout
            """,
        subcommands: [KeepToken.self, Status.self, Logout.self])

    struct KeepToken: FlowbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "token",
            abstract: "Keep a token: one that is typed or comes on standard input.",
            discussion: """
                It is kept in credentials.json and in the profile that is in use; with --profile in that profile alone, which is
                made where it is not there yet.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(
            help: ArgumentHelp("The token. Every user of the machine can see it here.", valueName: "token"))
        var token: String?
        @Option(
            help: ArgumentHelp("Keep it in this profile and nowhere else.", valueName: "name"),
            completion: .profileNames)
        var profile: String?

        func run(in world: World) async throws -> ExitStatus {
            let folder = try LoginFolder.ofUser(world)
            var profiles = try folder.profiles()
            var credentials = try folder.credentials()
            let token = try given(world)
            var places: [String] = []
            if profile == nil {
                credentials.logIn(token)
                try folder.save(credentials)
                places.append(folder.credentialsPath)
            }
            if let name = profile ?? profiles.nameInUse(world.environment.profileName) {
                profiles.logIn(name, token)
                try folder.save(profiles)
                places.append("the profile \(name) in \(folder.profilesPath)")
            }
            world.log.info("the token is kept in \(places.joined(separator: " and "))")
            if token.isExpired(at: world.now()), let end = token.expiresAt {
                world.log.warning(
                    "it expired on \(LoginText.minute(end)); make a new one in the portal (Settings, Access Tokens)")
            }
            if profile == nil, world.environment["EPILOT_TOKEN"]?.isEmpty == false {
                world.log.warning("EPILOT_TOKEN holds a token too, which comes first; unset it")
            }
            return .done
        }

        private func given(_ world: World) throws -> Token {
            if let token { return try Token(checking: token, from: "the command line") }
            if let typed = try LoginPrompt.token(world) { return try Token(checking: typed, from: "what was typed") }
            let lines = String(decoding: try world.readInput(), as: UTF8.self)
            return try Token(checking: lines, from: "standard input")
        }
    }

    struct Status: FlowbookCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say where the token that is used comes from, whose it is and until when; never the token.",
            discussion: "Exits with 3 where there is none, or none that is still valid.")

        @OptionGroup var common: CommonOptions
        @Option(
            help: ArgumentHelp("The profile to look at. Default: the one that is used.", valueName: "name"),
            completion: .profileNames)
        var profile: String?

        func run(in world: World) async throws -> ExitStatus {
            var options = LoginOptions.ofEnvironment(world.environment)
            options.profile = profile ?? options.profile
            let login = try await Login.resolve(
                options, environment: world.environment, reader: .system, now: world.now())
            for warning in login.warnings { world.log.warning("\(warning.what); \(warning.fix)") }
            guard let token = login.token else {
                _ = try login.connection()
                return .authentication
            }
            let file = try FileWords(token.source, world)
            let rows = Self.rows(token, file, login, now: world.now())
            for line in LoginText.columns(rows) { world.writeLine(line) }
            return .done
        }

        /// What the login files say beside the token.
        private struct FileWords {
            var name: String?
            var user: String?

            init(_ source: TokenSource, _ world: World) throws {
                let folder = try LoginFolder.ofUser(world)
                switch source {
                case .given: break
                case .profile(let name, _): user = try folder.profiles()[name]?.user
                case .credentials:
                    let credentials = try folder.credentials()
                    (name, user) = (credentials.name, credentials.user)
                }
            }
        }

        private static func rows(_ token: Token, _ file: FileWords, _ login: Login, now: Instant) -> [[String]] {
            let claims = TokenClaims(token.secret)
            let facts: [(String, String?)] = [
                ("token from", token.source.text), ("profile", login.profile), ("name", file.name ?? claims?.name),
                ("organization", token.organization), ("user", file.user ?? claims?.user), ("token id", claims?.id),
                ("kind", claims?.kind),
                ("roles", claims.flatMap { $0.roles.isEmpty ? nil : $0.roles.joined(separator: ", ") }),
                ("may write", claims.map { $0.isReadOnly ? "no" : "as its roles allow" }),
                ("issued", claims?.issuedAt.map(LoginText.minute)),
                ("valid until", token.expiresAt.map(LoginText.minute) ?? "nothing says"),
                ("server", login.servers.workflow.text),
            ]
            return facts.compactMap { fact in fact.1.map { [fact.0, $0] } }
        }
    }

    struct Logout: FlowbookCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget the token, also that of the profile in use; with --profile that of a profile alone.")

        @OptionGroup var common: CommonOptions
        @Option(
            help: ArgumentHelp("Forget the token of this profile and no other.", valueName: "name"),
            completion: .profileNames)
        var profile: String?

        func run(in world: World) async throws -> ExitStatus {
            let folder = try LoginFolder.ofUser(world)
            var profiles = try folder.profiles()
            if let profile { try profiles.check(profile) }
            var left: [String] = []
            if let name = profile ?? profiles.nameInUse(world.environment.profileName), profiles[name]?.token != nil {
                try profiles.logOut(name)
                try folder.save(profiles)
                left.append("the profile \(name)")
            }
            if profile == nil, try folder.removeCredentials() { left.append(folder.credentialsPath) }
            world.log.info(
                left.isEmpty ? "nobody was logged in" : "the token of \(left.joined(separator: " and ")) is gone")
            if profile == nil, world.environment["EPILOT_TOKEN"]?.isEmpty == false {
                world.log.warning("EPILOT_TOKEN still holds a token; unset it")
            }
            return .done
        }
    }
}
