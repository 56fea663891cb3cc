import FlowTime

/// An entity as JSON, with the summary of its runs.
extension SampleOrganization {
    enum Schema {
        case opportunity, order, contact

        var json: StaticString {
            switch self {
            case .opportunity: "\"opportunity\""
            case .order: "\"order\""
            case .contact: "\"contact\""
            }
        }
    }

    func schema(of entity: EntityLayout.Entity) -> Schema {
        if layout.isContact(entity) { return .contact }
        var random = SampleRandom(seed: seed, stream: .entity, index: layout.index(of: entity))
        return random.chance(0.7) ? .opportunity : .order
    }

    func writeEntity(_ index: Int, to out: inout RecordBytes) {
        let entity = layout.entity(at: index)
        let schema = schema(of: entity)
        let customer = Customer(seed: seed, number: layout.customer(of: entity))
        let runs = layout.executions(of: entity).map { index in
            var execution = SampleExecution()
            make(index, &execution)
            return execution
        }
        var random = SampleRandom(seed: seed, stream: .entity, index: index)
        _ = random.next()
        let number = entityNumber(index)
        out.open("{")
        out.key("\"_id\":")
        out.uuid(high: number.high, low: number.low)
        out.key("\"_schema\":")
        out.raw(schema.json)
        out.key("\"_title\":")
        out.string(title(schema, customer, index))
        out.key("\"_org\":")
        out.string(Self.organizationID)
        let created = created(runs, &random)
        out.key("\"_created_at\":")
        out.instant(created)
        out.key("\"_updated_at\":")
        out.instant(runs.reduce(created) { max($0, $1.updated) })
        out.key("\"_owners\":")
        out.open("[")
        out.open("{")
        out.key("\"org_id\":")
        out.string(Self.organizationID)
        out.key("\"user_id\":")
        out.raw(people[staff.pick(.sales, &random)])
        out.close("}")
        out.close("]")
        out.key("\"_tags\":")
        out.open("[")
        out.raw(customer.firm == nil ? "\"privatkunden\"" : "\"gewerbekunden\"" as StaticString)
        out.close("]")
        writeAttributes(schema, customer, index, isDone: runs.allSatisfy { $0.status != .started }, to: &out)
        if !runs.isEmpty { writeSummary(of: runs, to: &out) }
        out.close("}")
    }

    private func title(_ schema: Schema, _ customer: Customer, _ index: Int) -> String {
        switch schema {
        case .contact: customer.displayName
        case .opportunity: "Anfrage \(customer.displayName), \(customer.city)"
        case .order: "Auftrag A-\(10_000 + index) \(customer.displayName)"
        }
    }

    /// Up to a few days before the first run.
    private func created(_ runs: [SampleExecution], _ random: inout SampleRandom) -> Instant {
        let day = Milliseconds.day
        let first = runs.map(\.start).min() ?? asOf - random.below(400) * day
        return first - .minute - Milliseconds(Int64(random.unit() * random.unit() * 9 * Double(day)))
    }

    private func writeAttributes(
        _ schema: Schema, _ customer: Customer, _ index: Int, isDone: Bool, to out: inout RecordBytes
    ) {
        if schema == .contact {
            out.key("\"first_name\":")
            out.string(customer.first)
            out.key("\"last_name\":")
            out.string(customer.last)
        } else {
            out.key("\"status\":")
            out.raw(isDone ? "\"abgeschlossen\"" : "\"in Bearbeitung\"" as StaticString)
            out.key("\"customer_name\":")
            out.string(customer.displayName)
        }
        if schema == .order {
            out.key("\"order_number\":")
            out.string("A-\(10_000 + index)")
        }
        out.key("\"address\":")
        out.open("{")
        out.key("\"street\":")
        out.string(customer.street)
        out.key("\"postal_code\":")
        out.string(customer.postalCode)
        out.key("\"city\":")
        out.string(customer.city)
        out.close("}")
    }
}

/// The `workflows` summary that the API keeps at an entity: its runs by template, and the one that changed last.
extension SampleOrganization {
    func writeSummary(of runs: [SampleExecution], to out: inout RecordBytes) {
        out.key("\"workflows\":")
        out.open("{")
        var written: [Int] = []
        for execution in runs where !written.contains(execution.template) {
            written.append(execution.template)
            out.raw(RecordBytes.json(templates[execution.template].id))
            out.colon()
            out.open("[")
            for other in runs where other.template == execution.template { writeSummary(of: other, to: &out) }
            out.close("]")
        }
        if let last = runs.max(by: { ($0.updated, $0.index) < ($1.updated, $1.index) }) {
            out.key("\"primary\":")
            writeSummary(of: last, to: &out)
        }
        out.close("}")
    }

    private func writeSummary(of execution: SampleExecution, to out: inout RecordBytes) {
        let template = templates[execution.template]
        out.open("{")
        out.key("\"id\":")
        out.short(executionNumber(execution.index))
        out.key("\"definition_id\":")
        out.string(template.id)
        out.key("\"name\":")
        out.raw(name(execution))
        out.key("\"status\":")
        out.raw(execution.statusText)
        out.key("\"assignees\":")
        out.open("[")
        if execution.owner >= 0 { out.raw(people[execution.owner]) }
        if execution.deputy >= 0 { out.raw(people[execution.deputy]) }
        out.close("]")
        out.key("\"last_update_time\":")
        out.instant(execution.updated)
        switch execution.due {
        case .none: break
        case .instant(let instant):
            out.key("\"duedate\":")
            out.instant(instant)
        case .day(let day):
            out.key("\"duedate\":")
            out.instant(calendar.midnight(day + 1))
        }
        out.key("\"progress\":")
        out.integer(
            execution.tasks.isEmpty ? 0 : execution.tasks.count(where: \.isSettled) * 100 / execution.tasks.count)
        if execution.status == .started, let index = execution.tasks.firstIndex(where: \.isCurrent) {
            writeCurrentTask(index, of: execution, to: &out)
        }
        out.key("\"selected_closing_reasons\":")
        out.open("[")
        for (index, reason) in template.reasons.enumerated() where execution.selectedReasons >> UInt64(index) & 1 == 1 {
            out.raw(reason)
        }
        out.close("]")
        out.close("}")
    }

    private func writeCurrentTask(_ index: Int, of execution: SampleExecution, to out: inout RecordBytes) {
        let task = execution.tasks[index]
        let prepared = templates[execution.template].tasks[index]
        out.key("\"task_id\":")
        out.short(execution.taskNumber(index))
        out.key("\"task_name\":")
        out.raw(prepared.name)
        out.key("\"task_status\":")
        out.raw(task.status.text)
        out.key("\"task_execution_type\":")
        out.raw(prepared.plan.kind == .manual ? "\"MANUAL\"" : "\"AUTOMATION\"" as StaticString)
        out.key("\"task_assignees\":")
        out.open("[")
        if task.assignee >= 0 { out.raw(people[task.assignee]) }
        out.close("]")
        out.key("\"phase_id\":")
        out.short(execution.phaseNumber(prepared.phase))
        out.key("\"phase_name\":")
        out.raw(templates[execution.template].phases[prepared.phase].name)
    }
}
