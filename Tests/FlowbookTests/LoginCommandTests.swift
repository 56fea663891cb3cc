import Foundation
import Testing

@testable import flowbook

@Suite("Logins on the command line")
struct LoginCommandTests {
    private static func use<Value>(_ body: (inout CommandLine) async throws -> Value) async throws -> Value {
        try await CommandLine.use { line in
            line.environment["XDG_CONFIG_HOME"] = line.folder.path
            try FileManager.default.createDirectory(
                at: line.folder.appending(path: "epilot"), withIntermediateDirectories: true)
            return try await body(&line)
        }
    }

    @Test("lists profiles with what tells them apart, the one in use with a star")
    func list() async throws {
        try await Self.use { line in
            try line.write(
                """
                {"active": "b", "profiles": {
                  "a": {"name": "a", "server": "https://a.test", "token": "t", "expires_at": "2026-01-01T00:00:00Z"},
                  "b": {"name": "b", "token": "t", "org_id": "911", "expires_at": "2027-01-02T03:04:05Z"},
                  "c\\u001b[2J": {"name": "c"}}}
                """, to: "epilot/profiles.json")
            let listed = try await line.run("profile", "list")
            #expect(
                listed.output == """
                       a      https://a.test                        a token that expired on 2026-01-01 00:00 UTC
                    *  b      the stage's server  organization 911  a token until 2027-01-02 03:04 UTC
                       c [2J  the stage's server                    no token

                    """)
            line.environment["EPILOT_PROFILE"] = "a"
            #expect(try await line.run("profile", "list").output.hasPrefix("*  a"))
        }
    }

    @Test("refuses what is no token, server, header or stage, and changes nothing then")
    func refused() async throws {
        try await Self.use { line in
            for (arguments, what) in [
                (["auth", "token", "not a token"], "what the command line gives is not a token"),
                (["auth", "token", ""], "there is no token in the command line"),
                (["profile", "create", "p", "--server", "ftp://x"], "is not a server"),
                (["profile", "create", "p", "-H", "no colon"], "--header needs a name and a value"),
                (["profile", "use", "p"], "no profile \"p\": there are none"),
                (["profile", "show"], "no profile is in use"),
                (["auth", "logout", "--profile", "p"], "no profile \"p\": there are none"),
                (["config", "set", "stage", "qa"], "there is no stage \"qa\"; the stages are: prod, staging, dev"),
                (["config", "get", "stag"], "stag"),
            ] {
                let result = try await line.run(arguments)
                #expect(result.status == .usage && result.output == "", "\(arguments)")
                #expect(result.error.hasPrefix("flowbook: error: ") && result.error.contains(what), "\(result.error)")
                #expect(!result.error.contains("not a token\"") && line.files(in: "epilot") == [])
            }
        }
    }

    @Test("says whose token is used and until when, or that there is none")
    func status() async throws {
        try await Self.use { line in
            let none = try await line.run("auth", "status")
            #expect(none.status == .authentication && none.output == "" && none.error.contains("no access token"))
            // {"org_id":"911","token_name":"night","assume_roles":["911:owner"],"read_only":true,"exp":1798761600}
            let claims =
                "eyJvcmdfaWQiOiI5MTEiLCJ0b2tlbl9uYW1lIjoibmlnaHQiLCJhc3N1bWVfcm9sZXMiOlsiOTExOm93bmVyIl0s"
                + "InJlYWRfb25seSI6dHJ1ZSwiZXhwIjoxNzk4NzYxNjAwfQ"
            line.environment["EPILOT_TOKEN"] = "e30.\(claims).sig"
            let status = try await line.run("auth", "status")
            #expect(
                status.output == """
                    token from    EPILOT_TOKEN
                    name          night
                    organization  911
                    roles         911:owner
                    may write     no
                    valid until   2027-01-01 00:00 UTC
                    server        https://workflows-execution.sls.epilot.io

                    """)
            #expect(!status.error.contains("e30"))
        }
    }

    @Test("keeps what a token says of itself, and warns of what comes before it")
    func kept() async throws {
        try await Self.use { line in
            let claims = "eyJvcmdfaWQiOiI5MTEiLCJ1c2VyX2lkIjoidTEiLCJleHAiOjE3OTg3NjE2MDB9"
            line.environment["EPILOT_TOKEN"] = "other"
            let result = try await line.run("auth", "token", "e30.\(claims).sig")
            #expect(result.status == .done && result.output == "")
            #expect(result.error.contains("EPILOT_TOKEN holds a token too, which comes first"))
            #expect(
                String(decoding: try line.read("epilot/credentials.json"), as: UTF8.self) == """
                    {
                      "token": "e30.\(claims).sig",
                      "org_id": "911",
                      "user_id": "u1",
                      "expires_at": "2027-01-01T00:00:00Z"
                    }

                    """)
            #expect(line.files(in: "epilot") == ["credentials.json"])
        }
    }

    @Test("leaves the options of a command alone that a subcommand is called like")
    func environment() async throws {
        try await Self.use { line in
            line.environment["FLOWBOOK_FORMAT"] = "json"
            try line.write(#"{"profiles": {"default": {"server": "https://a.test"}}}"#, to: "epilot/profiles.json")
            let shown = try await line.run("profile", "show")
            #expect(shown.status == .done && shown.output.contains("https://a.test"), "\(shown.error)")
        }
    }
}
