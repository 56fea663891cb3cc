import FlowAPI
import FlowTime
import Synchronization

/// Login files in memory.
struct LoginFixture {
    /// 2026-11-24T12:00:00Z.
    static let now: Instant = 1_795_521_600_000
    static let profilesPath = "/home/ada/.config/epilot/profiles.json"
    static let credentialsPath = "/home/ada/.config/epilot/credentials.json"

    var files: [String: StoredFile] = [:]
    var environment = ["HOME": "/home/ada"]
    var options = LoginOptions()
    var commandOutput = "from-command\n"

    init(profiles: String? = nil, credentials: String? = nil) {
        if let profiles { files[Self.profilesPath] = StoredFile(bytes: Array(profiles.utf8)) }
        if let credentials { files[Self.credentialsPath] = StoredFile(bytes: Array(credentials.utf8)) }
    }

    func resolve() async throws -> Login {
        let files = files
        let output = commandOutput
        return try await Login.resolve(
            options, environment: environment,
            reader: LoginReader(
                read: { path throws(APIError) in files[path] },
                run: { _, _ throws(APIError) in Array(output.utf8) }),
            now: Self.now)
    }
}

extension GivenToken {
    static func test(_ text: String) -> GivenToken { GivenToken("it", .text(Secret(text))) }
}
