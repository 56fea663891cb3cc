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
