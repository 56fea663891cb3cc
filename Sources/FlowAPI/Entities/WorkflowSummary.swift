import FlowJSON

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
            guard let id = value["id"]?.stringValue else {
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
                id: id, status: run["status"]?.stringValue, lastUpdateTime: run["last_update_time"]?.stringValue)
        }
        for (_, run) in found { fingerprint.add(run) }
        for other in others { fingerprint.add(other) }
    }
}
