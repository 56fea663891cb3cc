import FlowJSON

/// An entity as a search sees it: enough to ask for its executions, or to leave them be because nothing changed.
package struct EntitySummary: Sendable, Hashable {
    package let id: String
    package let schema: String
    package let title: String?
    /// The runs that the entity's `workflows` summary names, by id, each once; empty where it has none.
    package let runs: [Run]
    /// The state of all of `workflows`: equal as long as nothing in it changed, whatever the order of its members.
    ///
    /// 32 hexadecimal digits; nil where the summary is not known, so that the entity counts as changed.
    package let fingerprint: String?

    /// One run, as the summary has it.
    package struct Run: Sendable, Hashable {
        package let id: String
        /// The id of its template.
        package let definitionID: String?
        package let status: String?
        /// A timestamp as the API writes it.
        package let lastUpdateTime: String?

        package init(id: String, definitionID: String? = nil, status: String? = nil, lastUpdateTime: String? = nil) {
            self.id = id
            self.definitionID = definitionID
            self.status = status
            self.lastUpdateTime = lastUpdateTime
        }
    }

    /// An entity of which no more is known, as from a list of ids.
    package init(id: String, schema: String) {
        self.init(id: id, schema: schema, title: nil, runs: [], fingerprint: nil)
    }

    package init(id: String, schema: String, title: String?, runs: [Run], fingerprint: String?) {
        self.id = id
        self.schema = schema
        self.title = title
        self.runs = runs
        self.fingerprint = fingerprint
    }
}

/// One page of a search for entities.
package struct EntityPage: Sendable {
    /// Those that no earlier page had.
    package let entities: [EntitySummary]
    /// How many entities the search has found in all, as far as the API counts (it may stop at 10,000).
    package let hits: Int
    /// What is wrong with the listing, although it was asked for again. After the last page without any, every entity has
    /// been listed.
    package let faults: [ListingFault]
}

/// Why a listing of entities may lack some.
package enum ListingFault: Sendable, Hashable {
    /// Records without an id or a schema, for which nothing can be fetched.
    case malformed(count: Int)
    /// Fewer entities came than the API counts.
    case incomplete(listed: Int, hits: Int)
    /// More entities than can be paged through, because the API does not say where a page ends.
    case endless(listed: Int)
    /// A page that is none; the listing ends before it.
    case unreadable(reason: String)

    /// What is wrong, in a few words for people.
    package var what: String {
        switch self {
        case .malformed(let count): "the API lists \(count) entities without an id or a schema"
        case .incomplete(let listed, let hits): "the API counts \(hits) entities, but lists \(listed)"
        case .endless(let listed): "the API lists \(listed) entities and does not say how to go on"
        case .unreadable(let reason): "the API lists entities in an answer that cannot be read (\(reason))"
        }
    }
}

/// A page as it came.
struct RawEntityPage {
    var entities: [EntitySummary] = []
    var malformed = 0
    var hits: Int?
    var stableQueryID: String?
    var sortEnd: [JSONValue]?

    /// How many records came.
    var count: Int { entities.count + malformed }

    init(_ response: APIResponse) throws(TransportFailure) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: response.body)
        } catch {
            throw TransportFailure.unreadable(reason: error.description)
        }
        guard case .object(let members) = value, let results = members["results"]?.arrayValue else {
            throw TransportFailure.unreadable(reason: "no results in it")
        }
        for record in results {
            if let entity = Self.entity(record) { entities.append(entity) } else { malformed += 1 }
        }
        hits = members["hits"]?.integerValue.map { Int($0) }
        stableQueryID = members["stable_query_id"]?.stringValue
        sortEnd = members["sort_end"]?.arrayValue.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func entity(_ record: JSONValue) -> EntitySummary? {
        guard let id = record["_id"]?.stringValue, !id.isEmpty, let schema = record["_schema"]?.stringValue,
            !schema.isEmpty
        else { return nil }
        let summary = WorkflowSummary(record["workflows"])
        return EntitySummary(
            id: id, schema: schema, title: record["_title"]?.stringValue, runs: summary.runs,
            fingerprint: summary.fingerprint.text)
    }
}

/// Reads an entity's `workflows`: lists of runs by definition, and `primary`, which repeats one of them.
///
/// The fingerprint covers every member of every run, sorted by the runs' ids, each run once. Which run is `primary` is left
/// out, because executions do not depend on it.
struct WorkflowSummary {
    private(set) var runs: [EntitySummary.Run] = []
    private(set) var fingerprint = Fingerprint()

    /// - Parameter workflows: nil where the entity has none.
    init(_ workflows: JSONValue?) {
        var found: [(id: String, run: JSONValue)] = []
        var seen: Set<Fingerprint> = []
        var others: [JSONValue] = []
        func take(_ value: JSONValue) {
            guard let id = value["id"]?.id else {
                if !value.isNull { others.append(value) }
                return
            }
            var key = Fingerprint()
            key.add(id.utf8)
            if seen.insert(key).inserted { found.append((id, value)) }
        }
        switch workflows {
        case .object(let members)?:
            for member in members where member.key != "primary" {
                for value in member.value.arrayValue ?? [member.value] { take(value) }
            }
            if let primary = members["primary"] { take(primary) }
        case .array(let list)?:
            for value in list { take(value) }
        case let other?: take(other)
        case nil: break
        }
        found.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        runs = found.map { id, run in
            EntitySummary.Run(
                id: id, definitionID: run["definition_id"]?.id, status: run["status"]?.stringValue,
                lastUpdateTime: run["last_update_time"]?.stringValue)
        }
        for (_, run) in found { fingerprint.add(run) }
        for other in others { fingerprint.add(other) }
    }
}

/// A 128-bit FNV-1a hash: small, the same on every machine and in every release, and wide enough that two states of an
/// entity never meet by chance. It does not guard against forgery, and need not.
struct Fingerprint: Hashable {
    private(set) var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
    }

    /// Adds bytes behind their number, so that no two lists of texts run together.
    mutating func add(_ bytes: some Collection<UInt8>) {
        var count = UInt64(bytes.count)
        for _ in 0..<8 {
            add(UInt8(truncatingIfNeeded: count))
            count >>= 8
        }
        for byte in bytes { add(byte) }
    }

    /// Adds a value so that the order of an object's members makes no difference.
    mutating func add(_ json: JSONValue) {
        switch json {
        case .object(let members):
            add(UInt8(ascii: "{"))
            for member in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                add(member.key.utf8)
                add(member.value)
            }
            add(UInt8(ascii: "}"))
        case .array(let elements):
            add(UInt8(ascii: "["))
            for element in elements { add(element) }
            add(UInt8(ascii: "]"))
        default:
            add(json.text().utf8)
        }
    }

    /// 32 hexadecimal digits.
    var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
