import FlowAPI
import FlowTime
import Foundation
import Testing

struct LoginFilesTests {
    @Test("Changing a profile keeps every member that this program does not know, and the order")
    func unknownMembers() throws {
        var profiles = try Self.profiles(
            #"{"version": 3, "profiles": {"b": {"name": "b", "theme": {"dark": true}, "token": "t"}, "a": {}}, "active": "a"}"#
        )
        profiles.set(Profile(name: "b", server: "https://b.test", expiresAt: 1_795_521_600_000))
        profiles.set(Profile(name: "c", token: Secret("t2"), headers: [LoginHeader("x-a", "1")]))
        try profiles.use("c")
        #expect(
            Self.text(profiles.file) == """
                {
                  "version": 3,
                  "profiles": {
                    "b": {
                      "name": "b",
                      "theme": {
                        "dark": true
                      },
                      "token": "t",
                      "server": "https://b.test",
                      "expires_at": "2026-11-24T12:00:00Z"
                    },
                    "a": {},
                    "c": {
                      "name": "c",
                      "token": "t2",
                      "headers": {
                        "x-a": "1"
                      }
                    }
                  },
                  "active": "c"
                }

                """)
    }

    @Test("Deleting the active profile leaves none active")
    func delete() throws {
        var profiles = try Self.profiles(#"{"active": "a", "profiles": {"a": {"token": "t"}, "b": {}}}"#)
        try profiles.delete("b")
        #expect(profiles.active == "a")
        try profiles.delete("a")
        #expect(profiles.active == nil)
        #expect(profiles.names.isEmpty)
    }

    @Test("Logging out takes the token and what belongs to it, and nothing else")
    func logOut() throws {
        var profiles = try Self.profiles(
            #"{"profiles": {"a": {"token": "t", "org_id": "1", "user_id": "2", "expires_at": 3, "server": "https://a.test"}}}"#
        )
        try profiles.logOut("a")
        #expect(profiles["a"] == Profile(name: "a", server: "https://a.test"))
    }

    @Test("A token takes another's place, and nothing that belonged to the old one stays")
    func logIn() throws {
        let token = Token(
            Secret("t"), source: .given(name: "the prompt"), expiresAt: 1_795_521_600_000, organization: "911210")
        var credentials = try CredentialsFile(
            StoredFile(bytes: Array(#"{"token": "old", "user_id": "2", "theme": 1, "name": "N", "org_id": "1"}"#.utf8)),
            path: "credentials.json")
        credentials.logIn(token)
        #expect(
            Self.text(credentials.file) == """
                {
                  "token": "t",
                  "theme": 1,
                  "org_id": "911210",
                  "expires_at": "2026-11-24T12:00:00Z"
                }

                """)
        var profiles = try Self.profiles(
            #"{"profiles": {"a": {"token": "old", "expires_at": 3, "server": "https://a.test", "user_id": "2"}}}"#)
        profiles.logIn("a", Token(Secret("u"), source: .given(name: "it")))
        #expect(profiles["a"] == Profile(name: "a", server: "https://a.test", token: Secret("u")))
        profiles.logIn("b", token)
        #expect(profiles.names == ["a", "b"] && profiles["b"]?.organization == "911210")
    }

    @Test("The stage is chosen in place, and the profile in use is the named, the active or the default one")
    func choices() throws {
        var profiles = try Self.profiles(#"{"stage": "dev", "profiles": {"default": {}}, "later": true}"#)
        profiles.choose(.staging)
        let text = Self.text(profiles.file).filter { !$0.isWhitespace }
        #expect(text == #"{"stage":"staging","profiles":{"default":{}},"later":true}"#)
        #expect(profiles.nameInUse("x") == "x")
        #expect(profiles.nameInUse(nil) == "default")
        #expect(ProfilesFile().nameInUse(nil) == nil)
    }

    @Test("What names a profile that is not there is an error")
    func unknownProfile() throws {
        var profiles = try Self.profiles(#"{"profiles": {"a": {}}}"#)
        let error = APIError.configuration(.unknownProfile(name: "x", known: ["a"]))
        #expect(throws: error) { try profiles.use("x") }
        #expect(throws: error) { try profiles.delete("x") }
        #expect(throws: error) { try profiles.logOut("x") }
    }

    @Test("A file is written for its owner alone, in folders made for the purpose, and reads back the same")
    func write() throws {
        try Self.inFolder { folder in
            let logins = LoginFolder(path: folder + "/new/epilot")
            var profiles = try logins.profiles()
            #expect(profiles.names.isEmpty)
            profiles.set(Profile(name: "a", token: Secret("t")))
            try logins.save(profiles)
            #expect(try logins.profiles()["a"] == Profile(name: "a", token: Secret("t")))
            #expect(try StoredFile(path: logins.profilesPath)?.permissions == 0o600)
            #expect(try logins.credentials().token == nil)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/new/epilot") == ["profiles.json"])
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/new/epilot")
            #expect((attributes[.posixPermissions] as? NSNumber)?.uint16Value == 0o700)
        }
    }

    @Test("A file that others could read is closed to them when it is written anew")
    func replace() throws {
        try Self.inFolder { folder in
            let path = folder + "/credentials.json"
            try Data("old".utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            #expect(try StoredFile(path: path)?.permissions == 0o644)
            try StoredFile(bytes: Array("new".utf8)).write(path: path)
            #expect(try StoredFile(path: path)?.permissions == 0o600)
            #expect(try StoredFile(path: path).map { Self.text($0) } == "new")
        }
    }

    @Test("A link stays a link, and the file behind it changes")
    func link() throws {
        try Self.inFolder { folder in
            let path = folder + "/profiles.json"
            try Data("old".utf8).write(to: URL(fileURLWithPath: folder + "/real.json"))
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "real.json")
            try StoredFile(bytes: Array("new".utf8)).write(path: path)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "real.json")
            #expect(try StoredFile(path: folder + "/real.json").map { Self.text($0) } == "new")
        }
    }

    @Test("A file that cannot be written or read is an error, and leaves nothing behind")
    func failures() throws {
        try Self.inFolder { folder in
            try Data().write(to: URL(fileURLWithPath: folder + "/file"))
            #expect(throws: APIError.self) { try StoredFile(bytes: [1]).write(path: folder + "/file/profiles.json") }
            try FileManager.default.createDirectory(atPath: folder + "/taken", withIntermediateDirectories: false)
            #expect(
                throws: APIError.configuration(
                    .unwritableFile(path: folder + "/taken", reason: "a folder of that name is in the way"))
            ) {
                try StoredFile(bytes: [1]).write(path: folder + "/taken")
            }
            #expect(throws: APIError.self) { try StoredFile(path: folder + "/taken") }
            #expect(try StoredFile(path: folder + "/file/x") == nil)
            #expect(try StoredFile(path: folder + "/nothing") == nil)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["file", "taken"])
        }
    }

    @Test("A command's first line is the token; a command that fails is an error with its status")
    func command() async throws {
        func login(_ command: String) async throws -> Login {
            try await Login.resolve(
                LoginOptions(tokens: [GivenToken("it", .command(command))]), environment: [:], reader: .system, now: 0)
        }
        let source = TokenSource.given(name: "it")
        #expect(try await login("echo first; echo second").token == Token(Secret("first"), source: source))
        for (command, reason) in [
            ("echo token; exit 3", "it exits with 3"), ("kill -9 $$", "it was ended by signal 9"),
            ("yes | head -c 2000000", "it prints too much"),
        ] {
            await #expect(throws: APIError.authentication(.sourceFailed(source: source, reason: reason))) {
                try await login(command)
            }
        }
    }

    @Test("A command ends with the task that waits for it")
    func cancelledCommand() async throws {
        let task = Task {
            try await Login.resolve(
                LoginOptions(tokens: [GivenToken("it", .command("exec sleep 600"))]), environment: [:], reader: .system,
                now: 0)
        }
        task.cancel()
        await #expect(throws: APIError.cancelled) { try await task.value }
    }

    private static func profiles(_ text: String) throws -> ProfilesFile {
        try ProfilesFile(StoredFile(bytes: Array(text.utf8)), path: "profiles.json")
    }

    private static func text(_ file: StoredFile) -> String {
        String(decoding: file.bytes, as: UTF8.self)
    }

    private static func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("login-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.resolvingSymlinksInPath().path)
    }
}
