import FlowTime

/// A living organization as it stands at one instant; records are made when they are asked for.
struct LivingMoment: Sendable {
    let organization: SampleOrganization
    /// When each execution starts, by its index.
    let starts: [Instant]
    /// When each entity comes to be, by its index.
    let origins: [Instant]
    var now: Instant
    var stories: [Int: RunStory] = [:]
    /// What became of entities that became part of others.
    var mergers: [Int: (into: Int, at: Instant)] = [:]
    /// The entities that became part of an entity, directly.
    var absorbed: [Int: [Int]] = [:]
    var deletedEntities: Set<Int> = []
    /// The indices of the entities that are there, in their order.
    private(set) var present: [Int] = []

    init(_ organization: SampleOrganization) {
        self.organization = organization
        now = organization.asOf
        starts = (0..<organization.executionCount + organization.v1Count).map(organization.start)
        origins = (0..<organization.entityCount).map { organization.origin(ofEntity: $0).created }
        findEntities()
    }

    mutating func findEntities() {
        present = origins.indices.filter(isThere)
    }

    func isThere(_ entity: Int) -> Bool {
        origins[entity] <= now && mergers[entity] == nil && !deletedEntities.contains(entity)
    }

    func exists(_ execution: Int) -> Bool {
        starts[execution] <= now && stories[execution].map { $0.deleted > now } ?? true
    }

    /// What an entity is part of at an instant: itself, unless it was merged into another.
    func successor(of entity: Int, at instant: Instant) -> Int {
        guard let merger = mergers[entity], merger.at <= instant else { return entity }
        return successor(of: merger.into, at: instant)
    }

    /// The indices of everything that ever is to belong to an entity: those of V1 first, then the first started first.
    func allExecutions(ofEntity entity: Int) -> [Int] {
        let own = organization.v1Executions(ofEntity: entity) + organization.executions(ofEntity: entity)
        guard let parts = absorbed[entity] else { return own }
        let all = Set(own + parts.flatMap(allExecutions))
        return all.sorted { (!organization.isV1($0) ? 1 : 0, $0) < (!organization.isV1($1) ? 1 : 0, $1) }
    }

    func executions(ofEntity entity: Int) -> [Int] { allExecutions(ofEntity: entity).filter(exists) }

    /// An execution that exists, as it stands now.
    func execution(_ index: Int) -> SampleExecution {
        var execution = SampleExecution()
        organization.make(index, at: now, &execution)
        execution.main = successor(of: execution.main)
        execution.contact = execution.contact.map(successor).flatMap { $0 == execution.main ? nil : $0 }
        stories[index]?.apply(until: now, to: &execution, organization.templates[execution.template])
        return execution
    }

    private func successor(of entity: EntityLayout.Entity) -> EntityLayout.Entity {
        let layout = organization.layout
        return layout.entity(at: successor(of: layout.index(of: entity), at: now))
    }

    func record(ofExecution index: Int) -> [UInt8] {
        organization.record(of: execution(index), isV1: organization.isV1(index))
    }

    /// The record of an entity by its position among those that are there.
    func record(ofEntityAt position: Int) -> [UInt8] {
        let entity = present[position]
        return organization.entityRecord(at: entity, runs: executions(ofEntity: entity).map(execution))
    }

    /// The index of an execution that exists; nil for any other id.
    func executionIndex(id: String) -> Int? {
        organization.executionIndex(id: id).flatMap { exists($0) ? $0 : nil }
    }

    /// The index of an entity that is there; nil for any other id.
    func entityIndex(id: String) -> Int? {
        organization.entityIndex(id: id).flatMap { isThere($0) ? $0 : nil }
    }
}
