/// What a report may show of people, and what is known of them and of entities (docs/metrics.md#people-and-entities).
package struct ReferencePeople: Sendable {
    /// `names`, `ids`, `departments` or `pseudonyms`.
    package var show = "names"
    package var smallestGroup: Int?
    /// Whom the source knows, and the list that comes before it.
    package var users: [User] = []
    package var listed: [User] = []
    /// Titles by entity id.
    package var titles: [String: String] = [:]
    /// Of pseudonyms.
    package var key: [UInt8] = []

    package struct User: Sendable {
        package var id: String
        package var name: String?
        package var department: String?

        package init(_ id: String, _ name: String?, _ department: String? = nil) {
            self.id = id
            self.name = name
            self.department = department
        }
    }

    package init() {}
}

/// Puts what is shown in place of ids.
struct PeopleNaming {
    private let people: ReferencePeople
    /// By id.
    private var names: [Text: Text] = [:]
    private var departments: [Text: Text] = [:]
    private var small: Set<Text> = []

    /// - Parameters:
    ///   - people: what is known and may be shown.
    ///   - records: all that the report reads.
    init(_ people: ReferencePeople, _ records: [ExecutionRecord]) {
        self.people = people
        // The list's word counts, where it has one.
        for user in people.users + people.listed {
            if let name = user.name { names[Text(user.id)] = Text(name) }
            if let department = user.department { departments[Text(user.id)] = Text(department) }
        }
        guard let least = people.smallestGroup else { return }
        var members: [Text: Set<Text>] = [:]
        for record in records {
            let everybody =
                record.assignees + record.phases.flatMap(\.assignees) + record.tasks.flatMap(\.assignees)
            for id in everybody {
                if let department = departments[id] { members[department, default: []].insert(id) }
            }
        }
        small = Set(members.filter { $0.value.count < least }.keys)
    }

    private func department(_ id: Text) -> Text {
        guard let department = departments[id] else { return Text("(no department)") }
        return small.contains(department) ? Text("(small groups)") : department
    }

    private func name(_ id: Text) -> Text {
        guard let name = names[id] else { return id }
        return names.values.filter { $0 == name }.count == 1 ? name : Text("\(name.string) (\(id.string))")
    }

    /// How a person reads where names may stand, and where ids do.
    private func shown(_ id: Text, asID: Bool) -> Text {
        switch people.show {
        case "names": asID ? id : name(id)
        case "ids": id
        case "departments": department(id)
        default: Pseudonym.of(id, key: people.key)
        }
    }

    private func each(_ ids: [Text], _ shown: (Text) -> Text) -> [Text] {
        var texts: [Text] = []
        for text in ids.map(shown) where !texts.contains(text) { texts.append(text) }
        return texts
    }

    private func put(_ assignees: inout [Text], _ assigneeIDs: inout [Text], _ departments: inout [Text]) {
        let ids = assignees
        assigneeIDs = each(ids) { shown($0, asID: true) }
        departments = each(ids, department)
        assignees = each(ids) { shown($0, asID: false) }
    }

    func named(_ record: ExecutionRecord) -> ExecutionRecord {
        var record = record
        put(&record.assignees, &record.assigneeIDs, &record.departments)
        record.startedByID = record.startedBy.map { shown($0, asID: true) }
        record.closedByID = record.closedBy.map { shown($0, asID: true) }
        record.startedBy = record.startedBy.map { shown($0, asID: false) }
        record.closedBy = record.closedBy.map { shown($0, asID: false) }
        let title = record.entityID.flatMap { people.titles[$0.string] }.map { Text($0) }
        record.entity = title ?? record.entityTitle
        for index in record.phases.indices {
            var phase = record.phases[index]
            put(&phase.assignees, &phase.assigneeIDs, &phase.departments)
            record.phases[index] = phase
        }
        for index in record.tasks.indices {
            var task = record.tasks[index]
            put(&task.assignees, &task.assigneeIDs, &task.departments)
            task.completedBy = task.completedBy.map { shown($0, asID: false) }
            task.skippedBy = task.skippedBy.map { shown($0, asID: false) }
            record.tasks[index] = task
        }
        return record
    }
}

/// `P-` and six digits of base 32 (RFC 4648) of an HMAC (RFC 2104) by SHA-256 (FIPS 180-4), written down from these texts.
package enum Pseudonym {
    package static func of(_ id: Text, key: [UInt8]) -> Text {
        let code = hmac(key, id.utf8)
        // Bit by bit, five to a digit.
        let bits = code.flatMap { byte in (0..<8).map { Int(byte >> (7 - $0) & 1) } }
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let digits = (0..<6).map { digit in alphabet[bits[digit * 5..<digit * 5 + 5].reduce(0) { $0 * 2 + $1 }] }
        return Text("P-" + String(digits))
    }

    static func hmac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        var block = key.count > 64 ? sha256(key) : key
        block += [UInt8](repeating: 0, count: 64 - block.count)
        return sha256(block.map { $0 ^ 0x5C } + sha256(block.map { $0 ^ 0x36 } + message))
    }

    static func sha256(_ message: [UInt8]) -> [UInt8] {
        let primes = (2...311).filter { number in !(2..<number).contains { number % $0 == 0 } }
        let constants = primes.map { fraction(Double($0), root: 3) }
        var state = primes.prefix(8).map { fraction(Double($0), root: 2) }
        var padded = message + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        padded += (0..<8).map { UInt8(truncatingIfNeeded: (message.count * 8) >> (56 - 8 * $0)) }
        for start in stride(from: 0, to: padded.count, by: 64) {
            var words = (0..<16).map { word in
                (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(padded[start + word * 4 + $1]) }
            }
            for index in 16..<64 {
                let (early, late) = (words[index - 15], words[index - 2])
                let small0 = turned(early, 7) ^ turned(early, 18) ^ early >> 3
                let small1 = turned(late, 17) ^ turned(late, 19) ^ late >> 10
                words.append(words[index - 16] &+ small0 &+ words[index - 7] &+ small1)
            }
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            var (e, f, g, h) = (state[4], state[5], state[6], state[7])
            for index in 0..<64 {
                let big1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
                let first = h &+ big1 &+ ((e & f) ^ (~e & g)) &+ constants[index] &+ words[index]
                let big0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
                let second = big0 &+ ((a & b) ^ (a & c) ^ (b & c))
                (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
            }
            state = zip(state, [a, b, c, d, e, f, g, h]).map { $0 &+ $1 }
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) } }
    }

    private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    /// The first 32 bits of the fraction of a square or cube root: the largest whole number whose power does not pass it.
    private static func fraction(_ number: Double, root: Int) -> UInt32 {
        // r = floor(number^(1/root) · 2^32), found bit by bit in whole numbers.
        var result: UInt64 = 0
        for bit in stride(from: 35, through: 0, by: -1) {
            let next = result | 1 << UInt64(bit)
            if isPower(next, root, atMost: UInt64(number)) { result = next }
        }
        return UInt32(truncatingIfNeeded: result)
    }

    /// Whether value^root ≤ number · 2^(32·root).
    private static func isPower(_ value: UInt64, _ root: Int, atMost number: UInt64) -> Bool {
        let wide = UInt128(value)
        let power = root == 2 ? wide * wide : wide * wide * wide
        return power <= UInt128(number) << UInt128(32 * root)
    }
}
