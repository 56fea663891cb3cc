import ArgumentParser
import FlowAPI
import FlowTime
import Foundation
import Logging

/// `flowbook profile`: the named logins, which the vendor's command line shares.
struct ProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Named logins, shared with the vendor's command line: list, show, use, create, delete.",
        discussion: """
            They are kept in epilot/profiles.json of the configuration folder, which its owner alone can read. A token is never
            shown.

            EXAMPLES
              flowbook profile create night --server https://workflows-execution.sls.epilot.io
              flowbook auth token --profile night < token.txt    gives it a token
              flowbook profile use night                         makes it the one that counts
              flowbook profile list
            """,
        subcommands: [List.self, Show.self, Use.self, Create.self, Delete.self])

    struct List: FlowbookCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the profiles; a star marks the one that is used.")

        @OptionGroup var common: CommonOptions

        func run(in world: World) async throws -> ExitStatus {
            let profiles = try LoginFolder.ofUser(world).profiles()
            if profiles.names.isEmpty {
                world.log.info("there are no profiles; make one with `flowbook profile create`")
            }
            let used = profiles.nameInUse(world.environment.profileName)
            let rows = profiles.names.compactMap { profiles[$0] }.map { profile in
                [
                    profile.name == used ? "*" : " ", profile.name, profile.server ?? "the stage's server",
                    profile.organization.map { "organization \($0)" } ?? "", profile.tokenState(world.now()),
                ]
            }
            for line in LoginText.columns(rows) { world.writeLine(line) }
            return .done
        }
    }

    struct Show: FlowbookCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a profile, without its token and the values of its headers.")

        @OptionGroup var common: CommonOptions
        @Argument(
            help: ArgumentHelp("The profile. Default: the one that is used.", valueName: "name"),
            completion: .profileNames)
        var name: String?

        func run(in world: World) async throws -> ExitStatus {
            let folder = try LoginFolder.ofUser(world)
            let profiles = try folder.profiles()
            guard let name = name ?? profiles.nameInUse(world.environment.profileName) else {
                throw UsageError(what: "no profile is in use", fix: "name one: flowbook profile show NAME")
            }
            try profiles.check(name)
            guard let profile = profiles[name] else { return .done }
            let claims = profile.token.flatMap { TokenClaims($0) }
            var rows = [
                ["profile", profile.name], ["server", profile.server ?? "the stage's"],
                ["token", profile.tokenState(world.now())],
            ]
            rows += [
                ["organization", profile.organization ?? claims?.organization], ["user", profile.user ?? claims?.user],
                ["headers", profile.headers.isEmpty ? nil : profile.headers.map(\.name).joined(separator: ", ")],
                ["in", folder.profilesPath],
            ].compactMap { row in row[1].map { [row[0] ?? "", $0] } }
            for line in LoginText.columns(rows) { world.writeLine(line) }
            return .done
        }
    }

    struct Use: FlowbookCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a profile the one that counts where none is named.")

        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp("The profile.", valueName: "name"), completion: .profileNames)
        var name: String

        func run(in world: World) async throws -> ExitStatus {
            let folder = try LoginFolder.ofUser(world)
            var profiles = try folder.profiles()
            try profiles.use(name)
            try folder.save(profiles)
            world.log.info("\(name) is the profile that counts now")
            if let other = world.environment.profileName, other != name {
                world.log.warning("EPILOT_PROFILE names \(other), which comes first; unset it")
            }
            return .done
        }
    }

    struct Create: FlowbookCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a profile, or change one: what is not given stays.")

        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp("The profile.", valueName: "name"), completion: .profileNames)
        var name: String
        @Option(name: [.short, .long], help: ArgumentHelp("The server of all services.", valueName: "url"))
        var server: String?
        @Option(
            name: [.short, .long],
            help: ArgumentHelp(
                "Access token. 'flowbook auth token' keeps it out of process lists.", valueName: "token"))
        var token: String?
        @Option(
            name: [.customShort("H"), .long],
            help: ArgumentHelp("A header to send with every request; may be repeated.", valueName: "name: value"))
        var header: [String] = []

        func run(in world: World) async throws -> ExitStatus {
            guard !name.isEmpty else { throw UsageError(what: "a profile needs a name", fix: "give it one") }
            let folder = try LoginFolder.ofUser(world)
            var profiles = try folder.profiles()
            if let server { _ = try ServerAddress(server) }
            let headers = try header.map(Self.header)
            let kept = (profiles[name]?.headers ?? []).filter { old in
                !headers.contains { $0.name.lowercased() == old.name.lowercased() }
            }
            profiles.set(Profile(name: name, server: server, headers: headers.isEmpty ? [] : kept + headers))
            if let token { profiles.logIn(name, try Token(checking: token, from: "--token")) }
            try folder.save(profiles)
            world.log.info("the profile \(name) is in \(folder.profilesPath)")
            return .done
        }

        private static func header(_ text: String) throws -> LoginHeader {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts[0].trimmingCharacters(in: .whitespaces)
            guard parts.count == 2, !name.isEmpty else {
                throw UsageError(what: "--header needs a name and a value", fix: "give it as 'Name: value'")
            }
            return LoginHeader(name, parts[1].trimmingCharacters(in: .whitespaces))
        }
    }

    struct Delete: FlowbookCommand {
        static let configuration = CommandConfiguration(abstract: "Delete a profile with its token.")

        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp("The profile.", valueName: "name"), completion: .profileNames)
        var name: String

        func run(in world: World) async throws -> ExitStatus {
            let folder = try LoginFolder.ofUser(world)
            var profiles = try folder.profiles()
            try profiles.delete(name)
            try folder.save(profiles)
            world.log.info("the profile \(name) is gone")
            return .done
        }
    }
}

extension CompletionKind {
    /// The names of the profiles.
    static let profileNames = CompletionKind.typed { line in
        let profiles = try? LoginFolder.ofUser(.process()).profiles()
        return (profiles?.names ?? []).filter { $0.hasPrefix(line.begun) }
    }
}

extension Profile {
    /// What there is to say of the token, but for the token.
    fileprivate func tokenState(_ now: Instant) -> String {
        guard let token else { return "no token" }
        let full = Token(token, source: .given(name: name), expiresAt: expiresAt)
        guard let end = full.expiresAt else { return "a token" }
        return "a token \(full.isExpired(at: now) ? "that expired on" : "until") \(LoginText.minute(end))"
    }
}
