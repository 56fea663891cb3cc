import FlowTime

/// Something that happened in a living organization, so that whoever watches it from outside can be held against the truth.
struct LivingEvent: Sendable {
    enum Kind: Int, Sendable {
        case started, advanced, reassigned, setBack, reopened, done, closed, moved, deleted, merged, entityDeleted

        var text: StaticString {
            switch self {
            case .started: "started"
            case .advanced: "advanced"
            case .reassigned: "reassigned"
            case .setBack: "set_back"
            case .reopened: "reopened"
            case .done: "done"
            case .closed: "closed"
            case .moved: "moved"
            case .deleted: "deleted"
            case .merged: "entity_merged"
            case .entityDeleted: "entity_deleted"
            }
        }
    }

    var at: Instant
    var kind: Kind
    /// Indices in the organization.
    var execution: Int?
    var entity: Int?
    /// What an entity became part of.
    var into: Int?

    static func precedes(_ left: LivingEvent, _ right: LivingEvent) -> Bool {
        (left.at, left.kind.rawValue, left.execution ?? -1, left.entity ?? -1)
            < (right.at, right.kind.rawValue, right.execution ?? -1, right.entity ?? -1)
    }

    func write(_ organization: SampleOrganization, to out: inout RecordBytes) {
        out.object { out in
            out.write("at", .instant(at))
            out.write("kind", .word(kind.text))
            out.write("execution", execution.map(organization.executionID))
            if let execution { out.write("api", .word(organization.isV1(execution) ? "v1" : "v2")) }
            out.write("entity", entity.map(organization.entityID))
            out.write("into", into.map(organization.entityID))
        }
    }
}

/// Something from outside that is to happen at an instant; to whom, is found out then.
struct Incident {
    enum Kind: CaseIterable {
        case reassigned, setBack, reopened, deleted, merged, entityDeleted

        /// How often a day, in an organization that began with a thousand executions.
        var rate: Double {
            switch self {
            case .reassigned: 2.5
            case .setBack: 0.15
            case .reopened: 0.5
            case .deleted: 0.4
            case .merged: 0.2
            case .entityDeleted: 0.06
            }
        }
    }

    var at: Instant
    var kind: Kind
    var random: SampleRandom

    /// The incidents of a day, counted from 1970-01-01 in UTC, in their order: between six and five in the afternoon.
    static func all(onDay day: Int, seed: UInt64, scale: Double) -> [Incident] {
        var random = SampleRandom(seed: seed, stream: .incident, index: day)
        var incidents: [Incident] = []
        for kind in Kind.allCases {
            let expected = kind.rate * scale
            let count = Int(expected) + (random.chance(expected - Double(Int(expected))) ? 1 : 0)
            for _ in 0..<count {
                let hours = 6 + 11 * random.unit()
                let at = Instant.epoch + day * .day + Milliseconds(Int64(hours * Double(Milliseconds.hour)))
                let own = SampleRandom(seed: random.next(), stream: .incident, index: 0)
                incidents.append(Incident(at: at, kind: kind, random: own))
            }
        }
        return incidents.sorted { $0.at < $1.at }
    }
}
