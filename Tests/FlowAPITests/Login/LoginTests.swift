import FlowAPI
import FlowTime
import Testing

struct LoginTests {
    private static let profiles = """
        {"active": "work", "stage": "dev", "profiles": {
          "default": {"name": "default", "token": "of-default"},
          "work": {"name": "work", "token": "of-work", "server": "https://work.test", "org_id": "911210",
                   "headers": {"x-team": "ops"}},
          "bare": {"name": "bare"}}}
        """
    private static let credentials = #"{"token": "of-credentials", "org_id": "42", "expires_at": null}"#

    /// Each source in the order in which they count; the first n are taken away in turn.
    @Test("The token comes from the first source that has one", arguments: 0..<7)
    func order(_ taken: Int) async throws {
        var fixture = LoginFixture(profiles: Self.profiles, credentials: Self.credentials)
        let given = [
            GivenToken("one", .text(Secret("of-text"))), GivenToken("two", .file(path: "/run/token")),
            GivenToken("three", .command("pass epilot")), GivenToken("four", .text(Secret("of-variable"))),
        ]
        fixture.options.tokens = Array(given.dropFirst(taken))
        fixture.files["/run/token"] = StoredFile(bytes: Array("\n  of-file \nsecond line\n".utf8))
        fixture.options.profile = taken < 5 ? nil : "bare"
        if taken == 6 { fixture.files[LoginFixture.credentialsPath] = nil }
        let token = try await fixture.resolve().token
        let expected: [(String, TokenSource)?] = [
            ("of-text", .given(name: "one")), ("of-file", .given(name: "two")), ("from-command", .given(name: "three")),
            ("of-variable", .given(name: "four")),
            ("of-work", .profile(name: "work", path: LoginFixture.profilesPath)),
            ("of-credentials", .credentials(path: LoginFixture.credentialsPath)), nil,
        ]
        #expect(token?.secret.revealed == expected[taken]?.0)
        #expect(token?.source == expected[taken]?.1)
    }

    @Test(
        "The profile is the one that is named, the active one, or default",
        arguments: [
            ("bare", "work", "bare"), (nil, "work", "work"), (nil, nil, "default"),
        ] as [(String?, String?, String)])
    func profile(_ named: String?, _ active: String?, _ expected: String) async throws {
        var profiles = Self.profiles
        let member = active.map { "\"active\": \"\($0)\"" } ?? "\"other\": 1"
        profiles.replace("\"active\": \"work\"", with: member)
        var fixture = LoginFixture(profiles: profiles)
        fixture.options.profile = named
        let login = try await fixture.resolve()
        #expect(login.profile == expected)
    }

    @Test("A profile that is named but not there is an error that names those there are, also the active one")
    func unknownProfile() async throws {
        var fixture = LoginFixture(profiles: Self.profiles)
        fixture.options.profile = "wrok"
        let error = APIError.configuration(.unknownProfile(name: "wrok", known: ["default", "work", "bare"]))
        await #expect(throws: error) { try await fixture.resolve() }
        var profiles = Self.profiles
        profiles.replace("\"active\": \"work\"", with: "\"active\": \"wrok\"")
        await #expect(throws: error) { try await LoginFixture(profiles: profiles).resolve() }
    }

    @Test("An expired token of credentials.json counts as none, and it is said when it expired")
    func expiry() async throws {
        var fixture = LoginFixture(credentials: #"{"token": "new", "expires_at": "2026-11-24T12:00:01Z"}"#)
        let valid = try await fixture.resolve()
        #expect(valid.token?.secret.revealed == "new")
        #expect(valid.token?.expiresAt == LoginFixture.now + 1_000)
        fixture = LoginFixture(credentials: #"{"token": "old", "expires_at": "2026-11-24T11:59:59Z"}"#)
        let login = try await fixture.resolve()
        #expect(login.token == nil)
        let error = #expect(throws: APIError.self) { try login.connection() }
        let place = LoginFixture.credentialsPath
        #expect(error?.what == "no valid access token: that of \(place) expired on 2026-11-24 11:59 UTC")
    }

    @Test("An expired token of the profile ends the search: nobody calls with another login than they think")
    func expiredProfile() async throws {
        var fixture = LoginFixture(
            profiles: #"{"profiles": {"default": {"token": "old", "expires_at": "2026-11-24T11:59:59Z"}}}"#,
            credentials: #"{"token": "new"}"#)
        let place = "the profile default in \(LoginFixture.profilesPath)"
        let error = APIError.authentication(
            .noToken(passedOver: ["that of \(place) expired on 2026-11-24 11:59 UTC"]))
        await #expect(throws: error) { try await fixture.resolve() }
        fixture.options.tokens = [GivenToken("given", .text(Secret("given")))]
        #expect(try await fixture.resolve().token?.secret.revealed == "given")
    }

    @Test(
        "An expiry is a timestamp, or seconds or milliseconds as a number or a text",
        arguments: [
            (#""2026-11-24T12:00:05Z""#, 5_000), (#""2026-11-24T13:00:05.250+01:00""#, 5_250), ("1795521605", 5_000),
            ("1795521605000", 5_000), (#""1795521605""#, 5_000), (#""2026-11-25""#, 12 * 3_600_000),
        ])
    func expiryForms(_ json: String, _ milliseconds: Milliseconds) async throws {
        let fixture = LoginFixture(credentials: #"{"token": "t", "expires_at": \#(json)}"#)
        #expect(try await fixture.resolve().token?.expiresAt == LoginFixture.now + milliseconds)
    }

    @Test("An expiry that says nothing expires nothing", arguments: ["null", #""""#, #""soon""#, "true", "-1", "{}"])
    func unknownExpiry(_ json: String) async throws {
        let fixture = LoginFixture(credentials: #"{"token": "t", "expires_at": \#(json)}"#)
        #expect(try await fixture.resolve().token?.expiresAt == nil)
    }

    @Test("A JSON web token says itself when it expires and whose it is")
    func webToken() async throws {
        var fixture = LoginFixture()
        // {"alg":"none"}.{"sub":"ü?>","exp":1795521660,"custom:ivy_org_id":"911210"}
        let payload = "eyJzdWIiOiLDvD8-IiwiZXhwIjoxNzk1NTIxNjYwLCJjdXN0b206aXZ5X29yZ19pZCI6IjkxMTIxMCJ9"
        fixture.options.tokens = [.test("eyJhbGciOiJub25lIn0.\(payload).c2ln")]
        let token = try await fixture.resolve().token
        #expect(token?.expiresAt == LoginFixture.now + 60_000)
        #expect(token?.organization == "911210")
    }

    @Test("The earlier of a file's and a token's own expiry holds")
    func earlierExpiry() {
        let payload = "eyJzdWIiOiLDvD8-IiwiZXhwIjoxNzk1NTIxNjYwLCJjdXN0b206aXZ5X29yZ19pZCI6IjkxMTIxMCJ9"
        let secret = Secret("eyJhbGciOiJub25lIn0.\(payload).c2ln")
        #expect(Token(secret, source: .given(name: "it"), expiresAt: 5).expiresAt == 5)
        #expect(Token(secret, source: .given(name: "it"), expiresAt: .distantFuture).expiresAt == 1_795_521_660_000)
        for opaque in ["a.b.c", "eyJ.eyJ", "epat_1234", "..", "a.!!.c"] {
            #expect(Token(Secret(opaque), source: .given(name: "it")).expiresAt == nil)
        }
    }

    @Test("A source that is asked for and gives nothing is an error, and no fall back on another login")
    func emptySources() async throws {
        for change: (inout LoginFixture) -> Void in [
            { $0.options.tokens = [.test(" ")] },
            { $0.options.tokens = [GivenToken("it", .file(path: "/run/missing"))] },
            { $0.options.tokens = [GivenToken("it", .file(path: "/run/empty"))] },
            {
                $0.options.tokens = [GivenToken("it", .command("true"))]
                $0.commandOutput = "\n"
            },
            { $0.options.tokens = [.test("two words")] },
            { $0.options.tokens = [.test("line\nbreak")] },
        ] {
            var fixture = LoginFixture(credentials: Self.credentials)
            fixture.files["/run/empty"] = StoredFile(bytes: [0x0A])
            change(&fixture)
            await #expect(throws: APIError.self) { try await fixture.resolve() }
        }
    }

    @Test("The configuration folder is XDG's where it is set and absolute")
    func folder() async throws {
        var fixture = LoginFixture(credentials: Self.credentials)
        fixture.files["/etc/xdg/epilot/credentials.json"] = StoredFile(bytes: Array(#"{"token": "of-xdg"}"#.utf8))
        fixture.environment["XDG_CONFIG_HOME"] = "/etc/xdg"
        #expect(try await fixture.resolve().token?.secret.revealed == "of-xdg")
        fixture.environment["XDG_CONFIG_HOME"] = "relative"
        #expect(try await fixture.resolve().token?.secret.revealed == "of-credentials")
        fixture.environment = [:]
        #expect(try await fixture.resolve().token == nil)
    }

    @Test(
        "Servers come from the options, the profile, the stage of the options and that of the file, in this order",
        arguments: [
            (["s": "http://127.0.0.1:8080", "e": "https://e.test"], "http://127.0.0.1:8080", "https://e.test"),
            (["s": "localhost:8080"], "http://localhost:8080", "http://localhost:8080"),
            (["e": "https://e.test"], "https://work.test", "https://e.test"),
            (["p": "work"], "https://work.test", "https://work.test"),
            (["p": "bare"], "https://workflows-execution.dev.sls.epilot.io", "https://entity.dev.sls.epilot.io"),
            (
                ["p": "bare", "stage": "staging"], "https://workflows-execution.staging.sls.epilot.io",
                "https://entity.staging.sls.epilot.io"
            ),
            (
                ["p": "bare", "stage": "prod"], "https://workflows-execution.sls.epilot.io",
                "https://entity.sls.epilot.io"
            ),
        ])
    func servers(_ given: [String: String], _ workflow: String, _ entity: String) async throws {
        var fixture = LoginFixture(profiles: Self.profiles)
        fixture.options.server = given["s"]
        fixture.options.entityServer = given["e"]
        fixture.options.profile = given["p"]
        fixture.options.stage = given["stage"].flatMap { Stage(name: $0) }
        let servers = try await fixture.resolve().servers
        #expect(servers.workflow.text == workflow)
        #expect(servers.entity.text == entity)
    }

    @Test("The server of the users is given, that of all services, or the stage's")
    func userServer() async throws {
        var fixture = LoginFixture()
        #expect(try await fixture.resolve().servers.user.text == "https://user.sls.epilot.io")
        fixture.options.stage = .development
        #expect(try await fixture.resolve().servers.user.text == "https://user.dev.sls.epilot.io")
        fixture.options.server = "http://127.0.0.1:8970"
        #expect(try await fixture.resolve().servers.user.text == "http://127.0.0.1:8970")
        fixture.options.userServer = "https://people.test"
        #expect(try await fixture.resolve().servers.user.text == "https://people.test")
        #expect(try await fixture.resolve().servers.workflow.text == "http://127.0.0.1:8970")
        fixture.options.tokens = [.test("t")]
        fixture.options.userServer = "http://people.test"
        let login = try await fixture.resolve()
        #expect(throws: APIError.configuration(.plainHTTP(server: "http://people.test"))) { try login.connection() }
    }

    @Test("Headers that are given stand over the profile's")
    func headers() async throws {
        var fixture = LoginFixture(profiles: Self.profiles)
        #expect(try await fixture.resolve().headers == [LoginHeader("x-team", "ops")])
        fixture.options.headers = [LoginHeader("X-Team", "dev"), LoginHeader("x-more", "1")]
        #expect(try await fixture.resolve().headers == fixture.options.headers)
    }

    @Test("Files that others can read are named")
    func permissions() async throws {
        var fixture = LoginFixture()
        fixture.files[LoginFixture.credentialsPath] = StoredFile(
            bytes: Array(Self.credentials.utf8), permissions: 0o644)
        let warnings = try await fixture.resolve().warnings
        #expect(warnings == [.openToOthers(path: LoginFixture.credentialsPath, permissions: 0o644)])
        #expect(warnings.first?.what == "\(LoginFixture.credentialsPath) can be read by others (mode 0644)")
    }

    @Test(
        "A login file that is not JSON is an error with its place",
        arguments: ["{", "[]", #"{"token": "#, "\u{feff}{}"])
    func brokenFile(_ text: String) async throws {
        for fixture in [LoginFixture(profiles: text), LoginFixture(credentials: text)] {
            await #expect(throws: APIError.self) { try await fixture.resolve() }
        }
    }

    @Test("A token does not travel unencrypted, but to this machine itself")
    func plainHTTP() async throws {
        var fixture = LoginFixture()
        fixture.options.tokens = [.test("t")]
        for server in ["http://127.0.0.1:80", "http://[::1]:80", "http://localhost", "https://x.test"] {
            fixture.options.server = server
            #expect(try await fixture.resolve().connection().token?.revealed == "t")
        }
        for server in ["http://x.test", "http://127.0.0.1.x.test", "http://10.0.0.1"] {
            fixture.options.server = server
            await #expect(throws: APIError.configuration(.plainHTTP(server: server))) {
                try await fixture.resolve().connection()
            }
        }
    }
}
