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
}
