/// An execution as JSON.
extension SampleOrganization {
    func write(_ execution: SampleExecution, to out: inout RecordBytes) {
        let template = templates[execution.template]
        out.open("{")
        out.key("\"id\":")
        out.short(executionNumber(execution.index))
        out.key("\"flow_template_id\":")
        out.string(template.id)
        out.key("\"org_id\":")
        out.string(Self.organizationID)
        out.key("\"name\":")
        out.raw(name(execution))
        out.key("\"created_at\":")
        out.instant(execution.start)
        out.key("\"updated_at\":")
        out.instant(execution.updated)
        out.key("\"status\":")
        out.raw(execution.statusText)
        writeTrigger(execution, to: &out)
        writeAnalytics(execution, to: &out)
        writeContexts(execution, to: &out)
        out.key("\"assigned_to\":")
        out.open("[")
        if execution.owner >= 0 { out.raw(people[execution.owner]) }
        if execution.deputy >= 0 { out.raw(people[execution.deputy]) }
        out.close("]")
        writeCurrentTasks(execution, to: &out)
        out.key("\"taxonomies\":")
        out.open("[")
        out.raw(execution.isBusiness ? "\"gewerbekunden\"" : "\"privatkunden\"" as StaticString)
        if execution.key & 0x70 == 0 { out.raw("\"pilotregion\"") }
        out.close("]")
        out.key("\"linear\":false,\"available_in_ecp\":")
        out.boolean(execution.isInPortal)
        writeEntitySync(execution, to: &out)
        writeDue(execution.due, to: &out)
        writeDueRule(
            days: template.template.dueDays, type: "\"WORKFLOW_STARTED\"", isSet: execution.due.isSet, to: &out)
        writeClosingReason(execution, to: &out)
        out.key("\"phases\":")
        out.open("[")
        for index in execution.phases.indices { writePhase(index, of: execution, to: &out) }
        out.close("]")
        out.key("\"tasks\":")
        out.open("[")
        for index in execution.tasks.indices { writeTask(index, of: execution, to: &out) }
        out.close("]")
        writeEdges(execution, to: &out)
        out.close("}")
    }

    func name(_ execution: SampleExecution) -> [UInt8] {
        guard execution.hasOwnName else { return templates[execution.template].name }
        let customer = Customer(seed: seed, number: layout.customer(of: layout.entities(of: execution.index).main))
        return RecordBytes.json("\(templates[execution.template].template.name) – \(customer.last)")
    }

    private func writeTrigger(_ execution: SampleExecution, to out: inout RecordBytes) {
        out.key("\"trigger\":")
        out.open("{")
        out.key("\"type\":")
        switch execution.trigger {
        case .manual: out.raw("\"MANUAL\"")
        case .journey: out.raw("\"JOURNEY_AUTOMATION\"")
        case .automatic: out.raw("\"AUTOMATIC\"")
        }
        if execution.trigger != .manual {
            out.key("\"automation_config\":")
            out.open("{")
            out.key("\"flow_id\":")
            out.string(Identifier.uuid(of: templates[execution.template].id))
            out.key("\"execution_id\":")
            out.uuid(high: execution.key >> 16, low: SampleRandom.mix(execution.key))
            out.raw("\"execution_status\":\"succeeded\"")
            out.close("}")
        }
        out.close("}")
    }

    private func writeAnalytics(_ execution: SampleExecution, to out: inout RecordBytes) {
        out.key("\"analytics\":")
        out.open("{")
        out.key("\"started_at\":")
        out.instant(execution.start)
        if execution.trigger == .manual, execution.owner >= 0 {
            out.key("\"started_by\":")
            out.raw(people[execution.owner])
        }
        if execution.status == .done, execution.defect != .missingEnd {
            out.key("\"completed_at\":")
            out.instant(execution.end)
        } else if execution.status == .closed {
            out.key("\"closed_at\":")
            out.instant(execution.end)
            if execution.closer >= 0 {
                out.key("\"closed_by\":")
                out.raw(people[execution.closer])
            }
        }
        out.close("}")
    }

    private func writeContexts(_ execution: SampleExecution, to out: inout RecordBytes) {
        let (main, contact) = layout.entities(of: execution.index)
        // Some records name the contact first, and of those with one context some name no primary one.
        let isContactFirst = execution.key & 0x700 == 0
        let namesPrimary = contact != nil || execution.key & 0x3000 != 0
        out.key("\"contexts\":")
        out.open("[")
        if let contact, isContactFirst { writeContext(contact, isPrimary: false, to: &out) }
        writeContext(main, isPrimary: namesPrimary ? true : nil, to: &out)
        if let contact, !isContactFirst { writeContext(contact, isPrimary: false, to: &out) }
        out.close("]")
    }

    private func writeContext(_ entity: EntityLayout.Entity, isPrimary: Bool?, to out: inout RecordBytes) {
        let number = entityNumber(layout.index(of: entity))
        out.open("{")
        out.key("\"entity_id\":")
        out.uuid(high: number.high, low: number.low)
        out.key("\"entity_schema\":")
        out.raw(schema(of: entity).json)
        if let isPrimary {
            out.key("\"is_primary\":")
            out.boolean(isPrimary)
        }
        out.close("}")
    }

    private func writeCurrentTasks(_ execution: SampleExecution, to out: inout RecordBytes) {
        out.key("\"crt_tasks\":")
        out.open("[")
        if execution.status == .started {
            for (index, task) in execution.tasks.enumerated() where task.isCurrent {
                out.open("{")
                out.key("\"id\":")
                out.short(execution.taskNumber(index))
                out.key("\"crt_since\":")
                out.instant(task.ready)
                out.close("}")
            }
        }
        out.close("]")
    }

    private func writeEntitySync(_ execution: SampleExecution, to out: inout RecordBytes) {
        out.key("\"entity_sync\":")
        out.open("[")
        if detail == .full {
            out.raw(
                """
                {"trigger":{"event":"CurrTaskChanged"},"value":{"source":"task_name"},\
                "target":{"entitySchema":"opportunity","entityAttribute":"naechster_schritt"}}
                """)
        }
        out.close("]")
    }

    private func writeClosingReason(_ execution: SampleExecution, to out: inout RecordBytes) {
        let template = templates[execution.template]
        out.key("\"closing_reason\":")
        out.open("{")
        out.key("\"selected_reasons\":")
        out.open("[")
        for (index, reason) in template.reasons.enumerated() where execution.selectedReasons >> UInt64(index) & 1 == 1 {
            out.raw(reason)
        }
        out.close("]")
        out.key("\"configured_reasons\":")
        out.raw(template.reasonsJSON)
        if execution.hasReasonText {
            out.raw("\"extra_description\":\"Telefonisch mitgeteilt, siehe Notiz an der Entität.\"")
        }
        out.close("}")
        out.key("\"singleClosingReasonSelection\":")
        out.boolean(template.template.hasSingleReason)
    }
}

extension SampleExecution {
    var statusText: StaticString {
        switch status {
        case .started: "\"STARTED\""
        case .done: "\"DONE\""
        case .closed: "\"CLOSED\""
        }
    }

    /// The number behind the id of a task.
    func taskNumber(_ index: Int) -> UInt64 { SampleRandom.mix(key &+ UInt64(index) &+ 1) }

    func phaseNumber(_ index: Int) -> UInt64 { SampleRandom.mix(key &+ 0x1000 &+ UInt64(index)) }

    /// The number behind an id that occurs nowhere else: `kind` tells edges, conditions and executions apart.
    func otherNumber(_ kind: UInt64, _ index: Int) -> UInt64 {
        SampleRandom.mix(key &+ kind << 16 &+ UInt64(index))
    }
}

/// Phases, edges and due dates as JSON.
extension SampleOrganization {
    func writePhase(_ index: Int, of execution: SampleExecution, to out: inout RecordBytes) {
        let phase = execution.phases[index]
        let prepared = templates[execution.template].phases[index]
        out.open("{")
        out.key("\"id\":")
        out.short(execution.phaseNumber(index))
        out.key("\"template_id\":")
        out.raw(prepared.templateID)
        out.key("\"name\":")
        out.raw(prepared.name)
        out.key("\"status\":")
        switch phase.status {
        case .open: out.raw("\"OPEN\"")
        case .inProgress: out.raw("\"IN_PROGRESS\"")
        case .completed: out.raw("\"COMPLETED\"")
        }
        out.key("\"analytics\":")
        out.open("{")
        if phase.started != CompanyCalendar.never {
            out.key("\"started_at\":")
            out.instant(phase.started)
        }
        if phase.inProgress != CompanyCalendar.never {
            out.key("\"in_progress_at\":")
            out.instant(phase.inProgress)
        }
        if phase.completed != CompanyCalendar.never {
            out.key("\"completed_at\":")
            out.instant(phase.completed)
        }
        out.close("}")
        out.key("\"updated_at\":")
        out.instant(max(phase.updated, execution.start))
        if execution.defect == .emptyText, index == execution.phases.count - 1 {
            out.raw("\"due_date\":\"\"")
        } else {
            writeDue(phase.due, to: &out)
        }
        if let days = prepared.plan.dueDays {
            writeDueRule(days: days, type: "\"A_PRECEDING_TASK_COMPLETED\"", to: &out)
        }
        out.key("\"assigned_to\":")
        out.open("[")
        if phase.assignee >= 0 { out.raw(people[phase.assignee]) }
        out.close("]")
        out.raw("\"taxonomies\":[]")
        out.close("}")
    }

    func writeEdges(_ execution: SampleExecution, to out: inout RecordBytes) {
        out.key("\"edges\":")
        out.open("[")
        for (index, edge) in templates[execution.template].edges.enumerated() {
            out.open("{")
            out.key("\"id\":")
            out.short(execution.otherNumber(6, index))
            out.key("\"from_id\":")
            out.short(execution.taskNumber(edge.from))
            out.key("\"to_id\":")
            out.short(execution.taskNumber(edge.to))
            switch edge.branch {
            case .always: break
            case .met:
                out.key("\"condition_id\":")
                out.short(execution.otherNumber(3, edge.from))
            case .notMet: out.raw("\"none_met\":true")
            }
            out.close("}")
        }
        out.close("]")
    }

    func writeDue(_ due: SampleDue, to out: inout RecordBytes) {
        switch due {
        case .none: break
        case .instant(let instant):
            out.key("\"due_date\":")
            out.instant(instant)
        case .day(let day):
            out.key("\"due_date\":")
            out.date(day)
        }
    }

    func writeDueRule(days: Int, type: StaticString, isSet: Bool = true, to out: inout RecordBytes) {
        guard isSet else { return }
        out.key("\"due_date_config\":")
        out.open("{")
        out.key("\"duration\":")
        out.integer(days)
        out.key("\"unit\":\"days\",\"type\":")
        out.raw(type)
        out.close("}")
    }
}

extension SampleDue {
    var isSet: Bool {
        if case .none = self { false } else { true }
    }
}
