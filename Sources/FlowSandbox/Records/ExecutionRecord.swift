/// An execution as JSON, in the shape of flows (V2).
extension SampleOrganization {
    func write(_ execution: SampleExecution, to out: inout RecordBytes) {
        let template = templates[execution.template]
        out.object { out in
            out.write("id", executionID(execution.index))
            out.write("flow_template_id", .text(template.id))
            out.write("org_id", .text(Self.organizationID))
            out.write("name", .json(name(execution)))
            out.write("created_at", .instant(execution.start))
            out.write("updated_at", .instant(execution.updated))
            out.write("status", .word(execution.status.text))
            writeTrigger(execution, to: &out)
            writeAnalytics(execution, to: &out)
            writeContexts(execution, to: &out)
            writePeople(execution, "assigned_to", to: &out)
            writeCurrentTasks(execution, to: &out)
            writeTaxonomies(execution, to: &out)
            out.write("linear", .boolean(false))
            out.write("available_in_ecp", .boolean(execution.isInPortal))
            writeEntitySync(to: &out)
            out.write("due_date", execution.due.json)
            if execution.due.json != nil {
                writeDueRule(days: template.template.dueDays, type: "WORKFLOW_STARTED", to: &out)
            }
            writeClosingReason(execution, to: &out)
            out.array("phases") { out in
                for index in execution.phases.indices { writePhase(index, of: execution, to: &out) }
            }
            out.array("tasks") { out in
                for index in execution.tasks.indices { writeTask(index, of: execution, to: &out) }
            }
            writeEdges(execution, to: &out)
        }
    }

    func name(_ execution: SampleExecution) -> [UInt8] {
        guard execution.hasOwnName else { return templates[execution.template].name }
        let customer = Customer(seed: seed, number: layout.customer(of: layout.entities(of: execution.index).main))
        return RecordBytes.json("\(templates[execution.template].template.name) – \(customer.last)")
    }

    /// A person's id; nil for nobody.
    func person(_ index: Int) -> RecordValue? { index < 0 ? nil : .json(people[index]) }

    func writePeople(_ execution: SampleExecution, _ key: StaticString, to out: inout RecordBytes) {
        out.array(key) { out in
            out.write(person(execution.owner))
            out.write(person(execution.deputy))
        }
    }

    func writeTaxonomies(_ execution: SampleExecution, to out: inout RecordBytes) {
        out.array("taxonomies") { out in
            out.write(.word(execution.isBusiness ? "gewerbekunden" : "privatkunden"))
            if execution.key & 0x70 == 0 { out.write(.word("pilotregion")) }
        }
    }

    /// The reasons that were selected.
    func writeReasons(_ execution: SampleExecution, _ key: StaticString, to out: inout RecordBytes) {
        out.array(key) { out in
            for (index, reason) in templates[execution.template].reasons.enumerated()
            where execution.selectedReasons >> UInt64(index) & 1 == 1 {
                out.write(.json(reason))
            }
        }
    }

    private func writeTrigger(_ execution: SampleExecution, to out: inout RecordBytes) {
        out.object("trigger") { out in
            out.write("type", .word(execution.trigger.text))
            guard execution.trigger != .manual else { return }
            out.object("automation_config") { out in
                out.write("flow_id", .text(Identifier.uuid(of: templates[execution.template].id)))
                out.write("execution_id", .uuid(high: execution.key >> 16, low: SampleRandom.mix(execution.key)))
                out.write("execution_status", .word("succeeded"))
            }
        }
    }

    private func writeAnalytics(_ execution: SampleExecution, to out: inout RecordBytes) {
        out.object("analytics") { out in
            out.write("started_at", .instant(execution.start))
            if execution.trigger == .manual { out.write("started_by", person(execution.owner)) }
            if execution.status == .done, execution.defect != .missingEnd {
                out.write("completed_at", .instant(execution.end))
            } else if execution.status == .closed {
                out.write("closed_at", .instant(execution.end))
                out.write("closed_by", person(execution.closer))
            }
        }
    }

    /// The entities that an execution belongs to, as its record lists them: some name the contact first.
    func contexts(of execution: SampleExecution) -> [EntityLayout.Entity] {
        guard let contact = execution.contact else { return [execution.main] }
        return execution.key & 0x700 == 0 ? [contact, execution.main] : [execution.main, contact]
    }

    private func writeContexts(_ execution: SampleExecution, to out: inout RecordBytes) {
        let contexts = contexts(of: execution)
        // Of the records with one context some name no primary one.
        let namesPrimary = contexts.count > 1 || execution.key & 0x3000 != 0
        out.array("contexts") { out in
            for entity in contexts {
                out.object { out in
                    out.write("entity_id", entityID(layout.index(of: entity)))
                    out.write("entity_schema", .word(schema(of: entity).text))
                    if namesPrimary { out.write("is_primary", .boolean(entity == execution.main)) }
                }
            }
        }
    }

    private func writeCurrentTasks(_ execution: SampleExecution, to out: inout RecordBytes) {
        out.array("crt_tasks") { out in
            guard execution.status == .started else { return }
            for (index, task) in execution.tasks.enumerated() where task.isCurrent {
                out.object { out in
                    out.write("id", .short(execution.taskNumber(index)))
                    out.write("crt_since", .instant(task.ready))
                }
            }
        }
    }

    private func writeEntitySync(to out: inout RecordBytes) {
        out.array("entity_sync") { out in
            guard detail == .full else { return }
            out.object { out in
                out.object("trigger") { $0.write("event", .word("CurrTaskChanged")) }
                out.object("value") { $0.write("source", .word("task_name")) }
                out.object("target") { out in
                    out.write("entitySchema", .word("opportunity"))
                    out.write("entityAttribute", .word("naechster_schritt"))
                }
            }
        }
    }

    private func writeClosingReason(_ execution: SampleExecution, to out: inout RecordBytes) {
        let template = templates[execution.template]
        out.object("closing_reason") { out in
            writeReasons(execution, "selected_reasons", to: &out)
            out.write("configured_reasons", .json(template.reasonsJSON))
            if execution.hasReasonText { out.write("extra_description", .text(Self.reasonText)) }
        }
        out.write("singleClosingReasonSelection", .boolean(template.template.hasSingleReason))
    }

    static let reasonText = "Telefonisch mitgeteilt, siehe Notiz an der Entität."
}

extension SampleExecution {
    /// The number behind the id of a task.
    func taskNumber(_ index: Int) -> UInt64 { SampleRandom.mix(key &+ UInt64(index) &+ 1) }

    func phaseNumber(_ index: Int) -> UInt64 { SampleRandom.mix(key &+ 0x1000 &+ UInt64(index)) }

    /// The number behind an id that occurs nowhere else: `kind` tells edges, conditions and executions apart.
    func otherNumber(_ kind: UInt64, _ index: Int) -> UInt64 {
        SampleRandom.mix(key &+ kind << 16 &+ UInt64(index))
    }

    /// The id of the run of the automation or agent behind a task.
    func machineRunID(_ index: Int) -> RecordValue {
        let number = otherNumber(1, index)
        return .uuid(high: number >> 16, low: SampleRandom.mix(number))
    }
}

/// Phases, edges and due dates as JSON.
extension SampleOrganization {
    private func writePhase(_ index: Int, of execution: SampleExecution, to out: inout RecordBytes) {
        let phase = execution.phases[index]
        let prepared = templates[execution.template].phases[index]
        out.object { out in
            out.write("id", .short(execution.phaseNumber(index)))
            out.write("template_id", .json(prepared.templateID))
            out.write("name", .json(prepared.name))
            out.write("status", .word(phase.status.text))
            out.object("analytics") { out in
                out.write("started_at", .moment(phase.started))
                out.write("in_progress_at", .moment(phase.inProgress))
                out.write("completed_at", .moment(phase.completed))
            }
            out.write("updated_at", .instant(max(phase.updated, execution.start)))
            out.write("due_date", dueDate(ofPhase: index, of: execution))
            if let days = prepared.plan.dueDays {
                writeDueRule(days: days, type: "A_PRECEDING_TASK_COMPLETED", to: &out)
            }
            out.array("assigned_to") { $0.write(person(phase.assignee)) }
            out.array("taxonomies") { _ in }
        }
    }

    func dueDate(ofPhase index: Int, of execution: SampleExecution) -> RecordValue? {
        let isEmpty = execution.defect == .emptyText && index == execution.phases.count - 1
        return isEmpty ? .word("") : execution.phases[index].due.json
    }

    private func writeEdges(_ execution: SampleExecution, to out: inout RecordBytes) {
        out.array("edges") { out in
            for (index, edge) in templates[execution.template].edges.enumerated() {
                out.object { out in
                    out.write("id", .short(execution.otherNumber(6, index)))
                    out.write("from_id", .short(execution.taskNumber(edge.from)))
                    out.write("to_id", .short(execution.taskNumber(edge.to)))
                    switch edge.branch {
                    case .always: break
                    case .met: out.write("condition_id", .short(execution.otherNumber(3, edge.from)))
                    case .notMet: out.write("none_met", .boolean(true))
                    }
                }
            }
        }
    }

    func writeDueRule(days: Int, type: StaticString, to out: inout RecordBytes) {
        out.object("due_date_config") { out in
            out.write("duration", .integer(days))
            out.write("unit", .word("days"))
            out.write("type", .word(type))
        }
    }
}

extension SampleDue {
    /// Nil where nothing is due.
    var json: RecordValue? {
        switch self {
        case .none: nil
        case .instant(let instant): .instant(instant)
        case .day(let day): .floatingDay(day)
        }
    }
}

extension SampleExecution.Status {
    var text: StaticString {
        switch self {
        case .started: "STARTED"
        case .done: "DONE"
        case .closed: "CLOSED"
        }
    }
}

extension SampleExecution.Trigger {
    fileprivate var text: StaticString {
        switch self {
        case .manual: "MANUAL"
        case .journey: "JOURNEY_AUTOMATION"
        case .automatic: "AUTOMATIC"
        }
    }
}

extension SamplePhase.Status {
    var text: StaticString {
        switch self {
        case .open: "OPEN"
        case .inProgress: "IN_PROGRESS"
        case .completed: "COMPLETED"
        }
    }
}
