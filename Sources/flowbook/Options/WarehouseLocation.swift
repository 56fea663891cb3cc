import FlowAPI
import FlowWarehouse
import Foundation
import Logging

/// Where the local warehouse is: what `--warehouse` says, else a file in the data folder whose name says whose runs it holds.
struct WarehouseLocation {
    private let given: String?
    private let world: World

    /// What the one file of every organization was called in earlier releases.
    private static let formerName = "default.sqlite"

    /// - Parameters:
    ///   - path: what `--warehouse` says.
    ///   - world: whose variables name the folder for data.
    init(_ path: String?, in world: World) {
        given = path
        self.world = world
    }

    /// The warehouse to write what a login reaches.
    ///
    /// - Throws: `UsageError` where no folder is known.
    func path(of login: Login) throws -> String {
        if let given { return given }
        return try folder() + "/" + Self.fileName(login)
    }

    /// The warehouse to write what a login reaches. One of an earlier release, whose name did not say whose it is, gets the
    /// new name where it holds runs of the same organization.
    func takingOver(for login: Login) throws -> String {
        let path = try path(of: login)
        guard given == nil, !FileManager.default.fileExists(atPath: path) else { return path }
        let former = try folder() + "/" + Self.formerName
        guard FileManager.default.fileExists(atPath: former), try isOwn(former, login) else { return path }
        // Opened and closed, it is one file, whatever a stopped run left beside it.
        let warehouse = try Warehouse(former)
        guard try warehouse.reader.owner().agrees(with: WarehouseOwner(login)) else { return path }
        try warehouse.close()
        try FileManager.default.moveItem(atPath: former, toPath: path)
        try? FileManager.default.removeItem(atPath: former + ".lock")
        world.log.info("the warehouse \(former) of an earlier release is now \(path)")
        return path
    }

    /// Whether a warehouse that does not say whose it is holds runs of a login's organization alone.
    private func isOwn(_ path: String, _ login: Login) throws -> Bool {
        let organizations = try Warehouse.organizations(in: path)
        guard let organization = login.token?.organization else { return !login.servers.workflow.isLoopback }
        return organizations.allSatisfy { $0 == organization }
    }

    /// The warehouse to read: that of the login, or where none says which, the only one that there is.
    ///
    /// - Throws: `UsageError` where it is not clear which.
    func existingPath(of login: Login?) throws -> String {
        if let given { return given }
        let folder = try folder()
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasSuffix(".sqlite") }.sorted()
        if let login, login.token != nil || Stage(of: login.servers) != .production {
            let name = Self.fileName(login)
            let isOnlyFormer = names == [Self.formerName]
            return "\(folder)/\(isOnlyFormer ? Self.formerName : name)"
        }
        switch names.count {
        case 0:
            throw UsageError(
                what: "there is no warehouse in \(folder)",
                fix: "run `flowbook sync` first, or name a file with --warehouse")
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
        if let folder = world.environment["XDG_DATA_HOME"], folder.hasPrefix("/") { return folder + "/flowbook" }
        if let home = world.environment["HOME"], !home.isEmpty { return home + "/.local/share/flowbook" }
        throw UsageError(
            what: "there is no folder for the warehouse: neither XDG_DATA_HOME nor HOME is set",
            fix: "name a file with --warehouse")
    }

    /// The organization for the production servers, with the stage or the host for others; a server on this machine, or a
    /// token that does not say whose it is, by its host and port.
    private static func fileName(_ login: Login) -> String {
        let server = login.servers.workflow
        let place = "\(server.host)-\(server.port)"
        let organization = server.isLoopback ? nil : login.token?.organization
        let parts =
            switch (organization, Stage(of: login.servers)) {
            case (nil, _): [place]
            case (let organization?, .production): [organization]
            case (let organization?, let stage?): [organization, stage.rawValue]
            case (let organization?, nil): [organization, place]
            }
        return parts.map(safe).joined(separator: ".") + ".sqlite"
    }

    /// A part of a file name: nothing survives that could lead elsewhere.
    private static func safe(_ part: String) -> String {
        let name = String(part.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") ? $0 : "_" })
        return name.hasPrefix(".") ? "_" + name : name
    }
}

extension WarehouseOwner {
    /// Whose runs a login reaches: of a server on this machine it does not matter which port it has.
    init(_ login: Login) {
        let server = login.servers.workflow
        self.init(organization: login.token?.organization, server: server.isLoopback ? "localhost" : server.host)
    }
}
