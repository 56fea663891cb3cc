import FlowTime

/// An entity as JSON, with the summary of its runs.
extension SampleOrganization {
    enum Schema {
        case opportunity, order, contact

        var text: StaticString {
            switch self {
            case .opportunity: "opportunity"
            case .order: "order"
            case .contact: "contact"
            }
        }
    }

    func schema(of entity: EntityLayout.Entity) -> Schema {
        if layout.isContact(entity) { return .contact }
        var random = SampleRandom(seed: seed, stream: .entity, index: layout.index(of: entity))
        return random.chance(0.7) ? .opportunity : .order
    }

    /// Writes an entity with the summary of its runs, those of V1 first.
    func writeEntity(_ index: Int, runs: [SampleExecution], to out: inout RecordBytes) {
        let entity = layout.entity(at: index)
        let schema = schema(of: entity)
        let customer = Customer(seed: seed, number: layout.customer(of: entity))
        let (created, owner) = origin(ofEntity: index)
        out.object { out in
            out.write("_id", entityID(index))
            out.write("_schema", .word(schema.text))
            out.write("_title", .text(title(of: entity)))
            out.write("_org", .text(Self.organizationID))
            out.write("_created_at", .instant(created))
            out.write("_updated_at", .instant(runs.reduce(created) { max($0, $1.updated) }))
            out.array("_owners") { out in
                out.object { out in
                    out.write("org_id", .text(Self.organizationID))
                    out.write("user_id", person(owner))
                }
            }
            out.array("_tags") { $0.write(.word(customer.firm == nil ? "privatkunden" : "gewerbekunden")) }
            writeAttributes(schema, customer, index, isDone: runs.allSatisfy { $0.status != .started }, to: &out)
            if !runs.isEmpty { writeSummary(of: runs, to: &out) }
        }
    }

    func title(of entity: EntityLayout.Entity) -> String {
        let customer = Customer(seed: seed, number: layout.customer(of: entity))
        return switch schema(of: entity) {
        case .contact: customer.displayName
        case .opportunity: "Anfrage \(customer.displayName), \(customer.city)"
        case .order: "Auftrag \(orderNumber(layout.index(of: entity))) \(customer.displayName)"
        }
    }

    private func orderNumber(_ index: Int) -> String { "A-\(10_000 + index)" }

    /// When an entity was created, up to a few days before its first run, and by whom.
    func origin(ofEntity index: Int) -> (created: Instant, owner: Int) {
        var random = SampleRandom(seed: seed, stream: .entity, index: index)
        _ = random.next()
        let starts = (v1Executions(ofEntity: index) + executions(ofEntity: index)).map(start)
        let first = starts.min() ?? asOf - random.below(400) * .day
        let share = random.unit() * random.unit()
        let created = first - .minute - Milliseconds(Int64(share * 9 * Double(Milliseconds.day)))
        return (created, staff.pick(.sales, &random))
    }

    private func writeAttributes(
        _ schema: Schema, _ customer: Customer, _ index: Int, isDone: Bool, to out: inout RecordBytes
    ) {
        if schema == .contact {
            out.write("first_name", .text(customer.first))
            out.write("last_name", .text(customer.last))
        } else {
            out.write("status", .word(isDone ? "abgeschlossen" : "in Bearbeitung"))
            out.write("customer_name", .text(customer.displayName))
        }
        if schema == .order { out.write("order_number", .text(orderNumber(index))) }
        out.object("address") { out in
            out.write("street", .text(customer.street))
            out.write("postal_code", .text(customer.postalCode))
            out.write("city", .text(customer.city))
        }
    }
}

/// The `workflows` summary that the API keeps at an entity: its runs by template, and the one that changed last.
extension SampleOrganization {
    private func writeSummary(of runs: [SampleExecution], to out: inout RecordBytes) {
        out.object("workflows") { out in
            var written: [Int] = []
            for execution in runs where !written.contains(execution.template) {
                written.append(execution.template)
                out.array(under: RecordBytes.json(templates[execution.template].id)) { out in
                    for other in runs where other.template == execution.template {
                        out.object { writeSummary(of: other, to: &$0) }
                    }
                }
            }
            if let last = runs.max(by: { ($0.updated, $0.index) < ($1.updated, $1.index) }) {
                out.object("primary") { writeSummary(of: last, to: &$0) }
            }
        }
    }

    private func writeSummary(of execution: SampleExecution, to out: inout RecordBytes) {
        let settled = execution.tasks.count(where: \.isSettled)
        out.write("id", executionID(execution.index))
        out.write("definition_id", .text(templates[execution.template].id))
        out.write("name", .json(name(execution)))
        out.write("status", .word(execution.status.text))
        writePeople(execution, "assignees", to: &out)
        out.write("last_update_time", .instant(execution.updated))
        out.write("duedate", execution.due.json)
        out.write("progress", .integer(execution.tasks.isEmpty ? 0 : settled * 100 / execution.tasks.count))
        if execution.status == .started, let index = execution.tasks.firstIndex(where: \.isCurrent) {
            writeCurrentTask(index, of: execution, to: &out)
        }
        writeReasons(execution, "selected_closing_reasons", to: &out)
    }

    private func writeCurrentTask(_ index: Int, of execution: SampleExecution, to out: inout RecordBytes) {
        let task = execution.tasks[index]
        let prepared = templates[execution.template].tasks[index]
        out.write("task_id", .short(execution.taskNumber(index)))
        out.write("task_name", .json(prepared.name))
        out.write("task_status", .word(task.status.text))
        out.write("task_execution_type", .word(prepared.plan.kind == .manual ? "MANUAL" : "AUTOMATION"))
        out.array("task_assignees") { $0.write(person(task.assignee)) }
        out.write("phase_id", .short(execution.phaseNumber(prepared.phase)))
        out.write("phase_name", .json(templates[execution.template].phases[prepared.phase].name))
    }
}
