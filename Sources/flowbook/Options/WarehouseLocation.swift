import Foundation

/// Where the local warehouse is.
struct WarehouseLocation {
    private let given: String?
    private let environment: [String: String]

    /// - Parameters:
    ///   - path: what `--warehouse` says.
    ///   - world: whose variables name the folder for data.
    init(_ path: String?, in world: World) {
        given = path
        environment = world.environment
    }

    /// The warehouse of an organization, to write to.
    ///
    /// - Throws: `UsageError` where no folder is known.
    func path(organization: String?) throws -> String {
        if let given { return given }
        return try folder() + "/\(Self.fileName(organization ?? "default")).sqlite"
    }

    /// The warehouse to read: that of the organization, or else the only one that there is.
    ///
    /// - Throws: `UsageError` where it is not clear which.
    func existingPath(organization: String?) throws -> String {
        if let given { return given }
        let folder = try folder()
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasSuffix(".sqlite") }.sorted()
        if let organization {
            let name = "\(Self.fileName(organization)).sqlite"
            if names.contains(name) || names.isEmpty { return "\(folder)/\(name)" }
        }
        switch names.count {
        case 0: return try path(organization: organization)
        case 1: return "\(folder)/\(names[0])"
        default:
            throw UsageError(
                what: "there are several warehouses in \(folder)",
                fix: "choose one with --warehouse: \(names.joined(separator: ", "))")
        }
    }

    /// `$XDG_DATA_HOME/flowbook`, else `~/.local/share/flowbook`.
    private func folder() throws -> String {
        // A relative XDG_DATA_HOME is to be ignored, by its specification.
        if let folder = environment["XDG_DATA_HOME"], folder.hasPrefix("/") { return folder + "/flowbook" }
        if let home = environment["HOME"], !home.isEmpty { return home + "/.local/share/flowbook" }
        throw UsageError(
            what: "there is no folder for the warehouse: neither XDG_DATA_HOME nor HOME is set",
            fix: "name a file with --warehouse")
    }

    /// An organization's id as a file name; ids are digits, so nothing else survives that could lead elsewhere.
    private static func fileName(_ organization: String) -> String {
        let name = String(organization.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" })
        return name.isEmpty ? "default" : name
    }
}
