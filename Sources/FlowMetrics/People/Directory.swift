import Crypto
import FlowModel
import FlowTables

/// What people and entities are called in a report.
package struct Directory: Sendable {
    private let rule: PeopleRule
    /// By id, as they are shown: two people of one name have their ids behind it.
    private let names: [ScalarString: String]
    /// By id.
    private let departments: [ScalarString: String]
    private let smallDepartments: Set<ScalarString>
    /// By entity id.
    private let titles: [ScalarString: String]
    private let pseudonymKey: SymmetricKey?

    /// In what capacity a person is shown.
    enum Role: Int, CaseIterable, Sendable {
        /// By what the rule says.
        case person
        /// By id, where the rule allows it.
        case identifier
        case department
    }

    /// - Parameters:
    ///   - rule: what may be shown.
    ///   - people: whom the source knows.
    ///   - titles: of the entities that the source knows, by id.
    ///   - pseudonymKey: under which pseudonyms are made; nil where there is none.
    init(_ rule: PeopleRule, people: [Person] = [], titles: [String: String] = [:], pseudonymKey: [UInt8]? = nil) {
        var known: [ScalarString: (name: String?, department: String?)] = [:]
        for person in people { known[ScalarString(person.id)] = (person.displayName, person.department) }
        for person in rule.listed {
            let served = known[ScalarString(person.id)]
            known[ScalarString(person.id)] = (person.name ?? served?.name, person.department ?? served?.department)
        }
        let names = known.compactMapValues(\.name)
        var counts: [ScalarString: Int] = [:]
        for name in names.values { counts[ScalarString(name), default: 0] += 1 }
        var shown: [ScalarString: String] = [:]
        for (id, name) in names { shown[id] = counts[ScalarString(name)] == 1 ? name : "\(name) (\(id.text))" }
        var titlesByID: [ScalarString: String] = [:]
        for (id, title) in titles { titlesByID[ScalarString(id)] = title }
        self.init(
            rule: rule, names: shown, departments: known.compactMapValues(\.department), smallDepartments: [],
            titles: titlesByID, pseudonymKey: pseudonymKey.map { SymmetricKey(data: $0) })
    }

    private init(
        rule: PeopleRule, names: [ScalarString: String], departments: [ScalarString: String],
        smallDepartments: Set<ScalarString>, titles: [ScalarString: String], pseudonymKey: SymmetricKey?
    ) {
        self.rule = rule
        self.names = names
        self.departments = departments
        self.smallDepartments = smallDepartments
        self.titles = titles
        self.pseudonymKey = pseudonymKey
    }

    /// The same one that shows departments as small groups which have too few of these people, each of whom stands there once.
    func joiningSmallGroups(of people: some Sequence<String>) -> Directory {
        guard let least = rule.smallestGroup else { return self }
        var counts: [ScalarString: Int] = [:]
        for id in people {
            if let department = departments[ScalarString(id)] { counts[ScalarString(department), default: 0] += 1 }
        }
        return Directory(
            rule: rule, names: names, departments: departments,
            smallDepartments: Set(counts.filter { $0.value < least }.keys), titles: titles, pseudonymKey: pseudonymKey)
    }

    /// Whether people of some capacity are shown by nothing but their ids.
    func showsIDs(as role: Role) -> Bool {
        switch (role, rule.show) {
        case (.department, _), (_, .departments), (_, .pseudonyms): false
        case (.identifier, .names), (_, .ids): true
        case (.person, .names): names.isEmpty
        }
    }

    /// What stands for the person of an id.
    func text(of id: String, as role: Role) -> String {
        switch (role, rule.show) {
        case (.department, _), (_, .departments): department(of: id)
        case (_, .pseudonyms): pseudonym(of: id)
        case (.identifier, .names), (_, .ids): id
        case (.person, .names): names[ScalarString(id)] ?? id
        }
    }

    private func department(of id: String) -> String {
        guard let department = departments[ScalarString(id)] else { return Nothing.noDepartment }
        return smallDepartments.contains(ScalarString(department)) ? Nothing.smallGroups : department
    }

    /// `P-` and the first six digits, of base 32 by RFC 4648, of an HMAC-SHA256.
    private func pseudonym(of id: String) -> String {
        // Without a key nothing may tell who it is.
        guard let pseudonymKey else { return "P-" }
        let code = HMAC<SHA256>.authenticationCode(for: Array(id.utf8), using: pseudonymKey)
        let bits = code.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let digits = (0..<6).map { Self.digits[Int(bits >> (27 - 5 * UInt32($0)) & 31)] }
        return "P-" + String(decoding: digits, as: UTF8.self)
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// The title of an entity; nil where it is not known.
    func title(ofEntity id: String) -> String? { titles[ScalarString(id)] }
}
