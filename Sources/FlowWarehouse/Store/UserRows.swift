package import FlowModel
package import FlowTime
import GRDB
import GRDBSQLite

/// The users of the organization: who they are and what was asked about them.
enum UserRows {
    private static let fetchedAt = "users_fetched_at"
    private static let refusedAt = "users_refused_at"

    static func store(
        _ people: [Person], unknown: [String], at now: Instant, _ connection: OpaquePointer?
    ) throws(DatabaseError) {
        try SQLStatement("DELETE FROM users", connection).run()
        let insertion = try SQLStatement("INSERT OR REPLACE INTO users VALUES (?, ?, ?, ?)", connection)
        for person in people {
            insertion.bind(copying: person.id, at: 0)
            insertion.bind(copying: person.displayName, at: 1)
            insertion.bind(copying: person.department, at: 2)
            insertion.bind(copying: person.status, at: 3)
            try insertion.run()
        }
        let note = try SQLStatement("INSERT OR IGNORE INTO unknown_users VALUES (?)", connection)
        for id in unknown {
            note.bind(copying: id, at: 0)
            try note.run()
        }
        try SQLStatement("DELETE FROM unknown_users WHERE id IN (SELECT id FROM users)", connection).run()
        try set(fetchedAt, now, connection)
        try set(refusedAt, nil, connection)
    }

    static func noteRefusal(at now: Instant, _ connection: OpaquePointer?) throws(DatabaseError) {
        try set(refusedAt, now, connection)
    }

    private static func set(_ name: String, _ value: Instant?, _ connection: OpaquePointer?) throws(DatabaseError) {
        let statement = try SQLStatement(
            value == nil
                ? "DELETE FROM settings WHERE name = ?" : "INSERT OR REPLACE INTO settings VALUES (?, ?)", connection)
        statement.bind(copying: name, at: 0)
        if let value { statement.bind(instant: value, at: 1) }
        try statement.run()
    }

    static func all(_ connection: OpaquePointer?) throws(DatabaseError) -> [Person] {
        let statement = try SQLStatement(
            "SELECT id, display_name, department, status FROM users ORDER BY id", connection)
        var people: [Person] = []
        while try statement.step() {
            people.append(
                Person(
                    id: statement.text(0) ?? "", displayName: statement.text(1) ?? "", department: statement.text(2),
                    status: statement.text(3)))
        }
        return people
    }

    static func state(_ connection: OpaquePointer?) throws(DatabaseError) -> UserState {
        let statement = try SQLStatement("SELECT id FROM users UNION ALL SELECT id FROM unknown_users", connection)
        var asked: Set<ScalarString> = []
        while try statement.step() { asked.insert(ScalarString(statement.text(0) ?? "")) }
        func time(_ name: String) throws(DatabaseError) -> Instant? {
            try ReadConnection.setting(name, connection).map(Instant.init(milliseconds:))
        }
        return UserState(asked: asked, fetchedAt: try time(fetchedAt), refusedAt: try time(refusedAt))
    }
}

/// What a sync knows of the users before it asks for them.
package struct UserState: Sendable {
    /// The ids of the users, and those that the user service was asked for and does not know.
    package let asked: Set<ScalarString>
    /// When the users were fetched last.
    package let fetchedAt: Instant?
    /// When the user service refused last, if it did so since.
    package let refusedAt: Instant?
}

extension WarehouseReader {
    /// What is known of the users.
    package func userState() throws(WarehouseError) -> UserState {
        try ReadConnection(path).read { try UserRows.state($0) }
    }
}
