import FlowJSON
package import FlowTime

/// Where the login files are, which the vendor's command line shares.
package struct LoginFolder: Sendable, Hashable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// `$XDG_CONFIG_HOME/epilot`, else `~/.config/epilot`; nil where neither is known.
    package init?(environment: [String: String]) {
        // A relative XDG_CONFIG_HOME is to be ignored, by its specification.
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            path = folder + "/epilot"
        } else if let home = environment["HOME"], !home.isEmpty {
            path = home + "/.config/epilot"
        } else {
            return nil
        }
    }

    package var profilesPath: String { path + "/profiles.json" }
    package var credentialsPath: String { path + "/credentials.json" }
}

/// Reading and writing the files, for the commands that change them.
extension LoginFolder {
    /// The profiles; none where there is no file.
    package func profiles() throws(APIError) -> ProfilesFile {
        guard let file = try StoredFile(path: profilesPath) else { return ProfilesFile() }
        return try ProfilesFile(file, path: profilesPath)
    }

    package func save(_ profiles: ProfilesFile) throws(APIError) {
        try profiles.file.write(path: profilesPath)
    }

    /// The login that is no profile's; an empty one where there is no file.
    package func credentials() throws(APIError) -> CredentialsFile {
        guard let file = try StoredFile(path: credentialsPath) else { return CredentialsFile() }
        return try CredentialsFile(file, path: credentialsPath)
    }

    package func save(_ credentials: CredentialsFile) throws(APIError) {
        try credentials.file.write(path: credentialsPath)
    }

    /// Takes the login away that is no profile's; gives whether there was one.
    package func removeCredentials() throws(APIError) -> Bool {
        try StoredFile.remove(path: credentialsPath)
    }
}

/// `credentials.json`: the login that counts where no profile gives one, shared with the vendor's command line.
///
/// It holds a token, so it never shows its content. Members that this program does not know stay.
package struct CredentialsFile: Sendable, CustomStringConvertible, CustomReflectable {
    private var root: JSONObject

    /// A file without a login.
    package init() {
        root = JSONObject()
    }

    /// - Throws: `configuration` for what is not a JSON object.
    package init(_ file: StoredFile, path: String) throws(APIError) {
        root = try LoginJSON.object(file, path: path)
    }

    package var description: String { "credentials" }
    package var customMirror: Mirror { Mirror(self, children: ["organization": organization as Any]) }

    /// For writing the file.
    package var file: StoredFile { LoginJSON.file(root) }

    package var token: Secret? { LoginJSON.text(root["token"]).map { Secret($0) } }
    package var organization: String? { LoginJSON.text(root["org_id"]) }
    package var user: String? { LoginJSON.text(root["user_id"]) }
    package var name: String? { LoginJSON.text(root["name"]) }
    package var expiresAt: Instant? { LoginTime.instant(root["expires_at"]) }

    /// Takes a token in place of the one that was there, with what the token says of itself; nothing of the old one stays.
    package mutating func logIn(_ token: Token) {
        LoginJSON.logIn(token, in: &root)
        root["name"] = nil
    }
}

/// The JSON of the login files.
enum LoginJSON {
    /// What goes when a token goes.
    static let tokenKeys = ["token", "org_id", "user_id", "expires_at"]

    /// Puts a token and what it says of itself in place of another's, and leaves the other members where they are.
    static func logIn(_ token: Token, in members: inout JSONObject) {
        let texts = [
            token.secret.revealed, token.organization, TokenClaims(token.secret)?.user,
            token.expiresAt.map { LoginTime.timestamp($0) },
        ]
        for (key, text) in zip(tokenKeys, texts) { members[key] = text.map { .string($0) } }
    }

    /// The members of a file; none where it is empty.
    static func object(_ file: StoredFile, path: String) throws(APIError) -> JSONObject {
        if file.bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) { return JSONObject() }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: file.bytes)
        } catch {
            throw .configuration(.unreadableFile(path: path, reason: error.description))
        }
        guard let members = value.objectValue else {
            throw .configuration(.unreadableFile(path: path, reason: "it is no JSON object"))
        }
        return members
    }

    static func file(_ root: JSONObject) -> StoredFile {
        var writer = JSONWriter(style: .pretty)
        writer.write(.object(root))
        return StoredFile(bytes: writer.bytes + [0x0A])
    }

    /// A text that is not empty.
    static func text(_ value: JSONValue?) -> String? {
        value?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }
}
