/// What the command line says about who calls and where.
package struct LoginOptions: Sendable, Hashable {
    package var token: Secret?
    /// A file that holds the token in its first line.
    package var tokenFile: String?
    /// A command of the shell that prints the token in its first line.
    package var tokenCommand: String?
    package var profile: String?
    /// Stands for both services.
    package var server: String?
    /// For the entities alone.
    package var entityServer: String?
    package var stage: Stage?
    /// Sent with every request, over those of the profile.
    package var headers: HeaderFields

    package init(
        token: Secret? = nil, tokenFile: String? = nil, tokenCommand: String? = nil, profile: String? = nil,
        server: String? = nil, entityServer: String? = nil, stage: Stage? = nil, headers: HeaderFields = HeaderFields()
    ) {
        self.token = token
        self.tokenFile = tokenFile
        self.tokenCommand = tokenCommand
        self.profile = profile
        self.server = server
        self.entityServer = entityServer
        self.stage = stage
        self.headers = headers
    }
}
