import GRDB
import GRDBSQLite

/// Whose runs a warehouse holds, as far as it is known.
package struct WarehouseOwner: Hashable, Sendable {
    /// The organization's id.
    package var organization: String?
    /// The host that the runs come from; on this machine itself `localhost`, whichever port.
    package var server: String?

    package init(organization: String? = nil, server: String? = nil) {
        self.organization = organization
        self.server = server
    }

    /// Whether nothing that both know differs.
    package func agrees(with other: WarehouseOwner) -> Bool {
        func isSame(_ left: String?, _ right: String?) -> Bool { left == nil || right == nil || left == right }
        return isSame(organization, other.organization) && isSame(server, other.server)
    }

    /// For messages: `organization 1234 at api.example.com`.
    package var text: String {
        switch (organization, server) {
        case (let organization?, let server?): "organization \(organization) at \(server)"
        case (let organization?, nil): "organization \(organization)"
        case (nil, let server?): server
        case (nil, nil): "nobody"
        }
    }
}

extension WarehouseOwner {
    /// Reads what a warehouse says of its owner.
    init(_ connection: OpaquePointer?) throws(DatabaseError) {
        let statement = try SQLStatement("SELECT org_id, server FROM owner", connection)
        self.init()
        guard try statement.step() else { return }
        organization = statement.text(0)
        server = statement.text(1)
    }

    /// Notes the owner in a warehouse that knew less.
    func write(_ connection: OpaquePointer?) throws(DatabaseError) {
        let update = try SQLStatement(
            "UPDATE owner SET org_id = coalesce(org_id, ?), server = coalesce(server, ?)", connection)
        update.bind(copying: organization, at: 0)
        update.bind(copying: server, at: 1)
        try update.run()
    }
}

extension Warehouse {
    /// The organizations of the runs in a warehouse of any release, two at most; for a file that does not say whose it is.
    ///
    /// - Throws: `WarehouseError` where the file is no warehouse.
    package static func organizations(in path: String) throws(WarehouseError) -> [String] {
        let path = OpenDatabase.absolutePath(path)
        return try WarehouseError.catching(path) {
            try OpenDatabase.forLooking(path).read { database in
                try String.fetchAll(
                    database, sql: "SELECT DISTINCT org_id FROM executions WHERE org_id IS NOT NULL LIMIT 2")
            }
        }
    }
}
