import FlowJSON
package import FlowTime

/// `profiles.json`: named logins, shared with the vendor's command line. Members that this program does not know stay.
///
/// It holds tokens, so it never shows its content.
package struct ProfilesFile: Sendable, CustomStringConvertible, CustomReflectable {
    private var root: JSONObject

    /// A file without profiles.
    package init() {
        root = JSONObject()
    }

    /// - Throws: `configuration` for what is not a JSON object.
    package init(_ file: StoredFile, path: String) throws(APIError) {
        root = try LoginJSON.object(file, path: path)
    }

    package var description: String { "profiles \(names)" }
    package var customMirror: Mirror { Mirror(self, children: ["names": names]) }

    /// For writing the file.
    package var file: StoredFile { LoginJSON.file(root) }

    /// The names of all profiles, in the order of the file.
    package var names: [String] { profiles.keys }

    /// The profile that counts where none is named; nil where none is chosen.
    package var active: String? { LoginJSON.text(root["active"]) }

    /// The stage whose servers to call; nil where none is chosen.
    package var stage: Stage? { LoginJSON.text(root["stage"]).flatMap { Stage(name: $0) } }

    package subscript(name: String) -> Profile? {
        profiles[name]?.objectValue.map { Profile(name: name, members: $0) }
    }

    /// The name of the profile that is used where `named` is nil: the active one, else `default` where there is one.
    package func nameInUse(_ named: String?) -> String? {
        named ?? active ?? (self["default"] == nil ? nil : "default")
    }

    /// Chooses the stage whose servers to call.
    package mutating func choose(_ stage: Stage) {
        root["stage"] = .string(stage.rawValue)
    }

    /// Adds a profile, or changes one: members that `profile` leaves out keep their value.
    package mutating func set(_ profile: Profile) {
        var members = profiles[profile.name]?.objectValue ?? JSONObject()
        profile.write(to: &members)
        change { $0[profile.name] = .object(members) }
    }

    /// Makes a profile the active one.
    ///
    /// - Throws: `configuration` where there is none of that name.
    package mutating func use(_ name: String) throws(APIError) {
        try check(name)
        root["active"] = .string(name)
    }

    /// Removes a profile; if it was the active one, none is.
    ///
    /// - Throws: `configuration` where there is none of that name.
    package mutating func delete(_ name: String) throws(APIError) {
        try check(name)
        change { $0[name] = nil }
        if active == name { root["active"] = nil }
    }

    /// Puts a token in place of a profile's, with what the token says of itself; adds the profile where there is none.
    package mutating func logIn(_ name: String, _ token: Token) {
        var members = profiles[name]?.objectValue ?? JSONObject()
        members["name"] = .string(name)
        LoginJSON.logIn(token, in: &members)
        change { $0[name] = .object(members) }
    }

    /// Removes a profile's token and what belongs to it, and keeps the rest of the profile.
    ///
    /// - Throws: `configuration` where there is none of that name.
    package mutating func logOut(_ name: String) throws(APIError) {
        try check(name)
        guard var members = profiles[name]?.objectValue else { return }
        for key in LoginJSON.tokenKeys { members[key] = nil }
        change { $0[name] = .object(members) }
    }

    /// That a profile exists.
    package func check(_ name: String) throws(APIError) {
        guard self[name] != nil else { throw .configuration(.unknownProfile(name: name, known: names)) }
    }

    private var profiles: JSONObject { root["profiles"]?.objectValue ?? JSONObject() }

    private mutating func change(_ body: (inout JSONObject) -> Void) {
        var profiles = profiles
        body(&profiles)
        root["profiles"] = .object(profiles)
    }
}

/// One named login.
package struct Profile: Sendable, Hashable {
    package var name: String
    /// Stands for all services.
    package var server: String?
    package var token: Secret?
    package var organization: String?
    package var user: String?
    package var expiresAt: Instant?
    /// Sent with every request.
    package var headers: [LoginHeader]

    package init(
        name: String, server: String? = nil, token: Secret? = nil, organization: String? = nil, user: String? = nil,
        expiresAt: Instant? = nil, headers: [LoginHeader] = []
    ) {
        self.name = name
        self.server = server
        self.token = token
        self.organization = organization
        self.user = user
        self.expiresAt = expiresAt
        self.headers = headers
    }

    init(name: String, members: JSONObject) {
        self.init(
            name: name, server: LoginJSON.text(members["server"]),
            token: LoginJSON.text(members["token"]).map { Secret($0) },
            organization: LoginJSON.text(members["org_id"]), user: LoginJSON.text(members["user_id"]),
            expiresAt: LoginTime.instant(members["expires_at"]))
        for header in members["headers"]?.objectValue ?? JSONObject() {
            if let value = header.value.stringValue { headers.append(LoginHeader(header.key, value)) }
        }
    }

    /// Sets the members of the values that are there.
    func write(to members: inout JSONObject) {
        members["name"] = .string(name)
        let texts = [
            ("server", server), ("token", token?.revealed), ("org_id", organization), ("user_id", user),
            ("expires_at", expiresAt.map { LoginTime.timestamp($0) }),
        ]
        for (key, text) in texts {
            if let text { members[key] = .string(text) }
        }
        if !headers.isEmpty {
            members["headers"] = .object(JSONObject(headers.map { ($0.name, .string($0.value.revealed)) }))
        }
    }
}
