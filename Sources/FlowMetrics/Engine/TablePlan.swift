import FlowModel

/// What a pass over the executions has to look at for some tables.
struct TablePlan: Sendable {
    let request: TableRequest
    /// The facts to work out of each execution.
    let facts: FactDemand
    /// The labels of templates, where a condition asks for them; none as long as they are not known.
    let labels: TemplateLabels
    /// Whether the pass finds out who is assigned anywhere.
    let findsAssignees: Bool
    /// What people and entities are called, where any table shows it.
    let naming: FactDemand

    init(_ request: TableRequest, labels: TemplateLabels = .unknown, findsAssignees: Bool = false) {
        self.request = request
        self.labels = labels
        self.findsAssignees = findsAssignees
        var facts = request.filter?.demand ?? []
        for query in request.queries { facts.formUnion(query.metric.facts(query)) }
        // Targets are marked in all tables.
        if !request.context.targets.isEmpty { facts.formUnion(TargetShares.facts) }
        if request.wantsMorning { facts.formUnion(MorningLists.facts) }
        if let part = request.part { facts.formUnion(part.demand) }
        if findsAssignees { facts.formUnion([.tasks, .phases, .people]) }
        self.facts = facts
        naming = request.queries.reduce(into: facts) { naming, query in
            if case .list(let listing) = query.metric.shape { naming.formUnion(listing.facts(for: query.metric.grain)) }
        }.intersection([.names, .titles])
    }

    /// Whether a condition asks for the labels of templates, which are known only when all executions have been seen: then a
    /// pass that finds them comes first.
    var needsLabels: Bool {
        labels.isEmpty
            && (request.filter?.needsLabels == true || request.part?.executions.needsLabels == true
                || request.queries.contains { $0.filter?.needsLabels == true })
    }

    /// Whether only all executions tell which departments are too small to be shown.
    var needsAssignees: Bool {
        let people = request.context.people
        return naming.contains(.names) && people.show == .departments && people.smallestGroup != nil
    }

    /// A pass that finds out nothing but the labels of templates and who is assigned.
    var preliminary: TablePlan {
        let context = request.context
        return TablePlan(
            TableRequest([], context: MetricContext(asOf: context.asOf, zone: context.zone)),
            findsAssignees: needsAssignees)
    }

    /// Whether a table is made anew from the executions each time.
    var isStreaming: Bool { request.queries.contains { $0.metric.isStreamed } }

    /// What a walk over the executions has to look at for the rows of such a table.
    func rowFacts(_ query: MetricQuery, _ listing: Listing) -> FactDemand {
        listing.facts(for: query.metric.grain).union(query.filter?.demand ?? []).union(request.filter?.demand ?? [])
    }
}

extension FactDemand {
    /// The parts of a record that the facts are worked out from.
    var parts: RecordParts {
        var parts: RecordParts = []
        if !isDisjoint(with: [.tasks, .phases, .defects]) { parts.insert(.tasks) }
        if !isDisjoint(with: [.phases, .phaseOfTask, .defects]) { parts.insert(.phases) }
        if contains(.people) { parts.insert(.people) }
        if contains(.details) { parts.insert(.details) }
        return parts
    }
}
