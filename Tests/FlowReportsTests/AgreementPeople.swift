import FlowMetrics
import FlowModel
import FlowTime
import ReferenceMetrics

/// What reports may show of people, on the ids of the edge cases.
enum AgreementPeople {
    /// Two of one name, one without a department, one whom the list alone knows, and others whom nobody does.
    private static let users: [ReferencePeople.User] = [
        .init("u-anna", "Kim Sommer", "Sales"), .init("u-bert", "Kim Sommer", "Sales"),
        .init("u-carl", "Ole Brandt", "Field service"), .init("u-dora", "Dora"),
        .init("u-composed", "Jos\u{E9}", "Sales"), .init("u-decomposed", "Jose\u{301}", "Billing"),
        .init("u-first", "u-second", "Billing"), .init("u-elsewhere", "Ole Brandt", "Sales"),
    ]
    private static let listed: [ReferencePeople.User] = [
        .init("u-third", "Tess", "Billing"), .init("u-bert", "Bert", nil), .init("u-carl", nil, "Billing"),
    ]

    static let all: [ReferencePeople] = [
        people("names"), people("ids"), people("departments"), people("departments", smallestGroup: 2),
        people("departments", smallestGroup: 3, listed), people("pseudonyms"), people("names", listed),
        ReferencePeople(),
    ]

    private static func people(
        _ show: String, smallestGroup: Int? = nil, _ listed: [ReferencePeople.User] = []
    ) -> ReferencePeople {
        var people = ReferencePeople()
        people.show = show
        people.smallestGroup = smallestGroup
        people.users = users
        people.listed = listed
        people.titles = ["en-1": "Müller, Köln", "en-9": "", "en-a": "Solarpark Süd"]
        people.key = Array("a key of this warehouse".utf8)
        return people
    }
}

/// A source that knows people and entities too.
struct NamingSource: ExecutionSource {
    let source: any ExecutionSource
    let people: ReferencePeople

    var kind: String { source.kind }

    func snapshot(threads: Int) throws -> any ExecutionSnapshot {
        Snapshot(executions: try source.snapshot(threads: threads), known: people)
    }

    private struct Snapshot: ExecutionSnapshot {
        let executions: any ExecutionSnapshot
        let known: ReferencePeople

        var shardCount: Int { executions.shardCount }
        var mayHoldCopies: Bool { executions.mayHoldCopies }
        var syncs: SyncHistory? { executions.syncs }
        var warnings: [SourceWarning] { executions.warnings }
        var people: [Person] {
            known.users.map { Person(id: $0.id, displayName: $0.name ?? "", department: $0.department) }
        }
        var entityTitles: [String: String] { known.titles }
        var pseudonymKey: [UInt8]? { known.key }

        func pass(_ parts: RecordParts, isBeforeWalk: Bool) -> ShardReader {
            executions.pass(parts, isBeforeWalk: isBeforeWalk)
        }

        func walk(_ parts: RecordParts, withDocuments: Bool, _ visit: ExecutionVisitor) throws {
            try executions.walk(parts, withDocuments: withDocuments, visit)
        }
    }
}

extension PeopleRule {
    /// The same rule as the second computation has it; nil for a word that there is not.
    init?(_ people: ReferencePeople) {
        guard let show = Show(rawValue: people.show) else { return nil }
        self.init(
            show, smallestGroup: people.smallestGroup,
            listed: people.listed.map { ListedPerson(id: $0.id, name: $0.name, department: $0.department) })
    }
}
