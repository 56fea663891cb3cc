/// An execution as JSON.
extension SampleOrganization {
    func write(_ run: SampleRun, to out: inout RecordBytes) {
        let template = templates[run.template]
        out.open("{")
        out.key("\"id\":")
        out.short(executionNumber(run.index))
        out.key("\"flow_template_id\":")
        out.string(template.id)
        out.key("\"org_id\":")
        out.string(Self.organizationID)
        out.key("\"name\":")
        out.raw(name(run))
        out.key("\"created_at\":")
        out.instant(run.start)
        out.key("\"updated_at\":")
        out.instant(run.updated)
        out.key("\"status\":")
        out.raw(run.statusText)
        writeTrigger(run, to: &out)
        writeAnalytics(run, to: &out)
        writeContexts(run, to: &out)
        out.key("\"assigned_to\":")
        out.open("[")
        if run.owner >= 0 { out.raw(people[run.owner]) }
        if run.deputy >= 0 { out.raw(people[run.deputy]) }
        out.close("]")
        writeCurrentTasks(run, to: &out)
        out.key("\"taxonomies\":")
        out.open("[")
        out.raw(run.isBusiness ? "\"gewerbekunden\"" : "\"privatkunden\"" as StaticString)
        if run.key & 0x70 == 0 { out.raw("\"pilotregion\"") }
        out.close("]")
        out.key("\"linear\":false,\"available_in_ecp\":")
        out.boolean(run.isInPortal)
        writeEntitySync(run, to: &out)
        writeDue(run.due, to: &out)
        writeDueRule(days: template.template.dueDays, type: "\"WORKFLOW_STARTED\"", isSet: run.due.isSet, to: &out)
        writeClosingReason(run, to: &out)
        out.key("\"phases\":")
        out.open("[")
        for place in run.phases.indices { writePhase(place, of: run, to: &out) }
        out.close("]")
        out.key("\"tasks\":")
        out.open("[")
        for place in run.tasks.indices { writeTask(place, of: run, to: &out) }
        out.close("]")
        writeEdges(run, to: &out)
        out.close("}")
    }

    func name(_ run: SampleRun) -> [UInt8] {
        guard run.hasOwnName else { return templates[run.template].name }
        let customer = Customer(seed: seed, number: layout.customer(of: layout.entities(of: run.index).main))
        return RecordBytes.json("\(templates[run.template].template.name) – \(customer.last)")
    }

    private func writeTrigger(_ run: SampleRun, to out: inout RecordBytes) {
        out.key("\"trigger\":")
        out.open("{")
        out.key("\"type\":")
        switch run.trigger {
        case .manual: out.raw("\"MANUAL\"")
        case .journey: out.raw("\"JOURNEY_AUTOMATION\"")
        case .automatic: out.raw("\"AUTOMATIC\"")
        }
        if run.trigger != .manual {
            out.key("\"automation_config\":")
            out.open("{")
            out.key("\"flow_id\":")
            out.string(Identifier.uuid(of: templates[run.template].id))
            out.key("\"execution_id\":")
            out.uuid(high: run.key >> 16, low: SampleRandom.mix(run.key))
            out.raw("\"execution_status\":\"succeeded\"")
            out.close("}")
        }
        out.close("}")
    }

    private func writeAnalytics(_ run: SampleRun, to out: inout RecordBytes) {
        out.key("\"analytics\":")
        out.open("{")
        out.key("\"started_at\":")
        out.instant(run.start)
        if run.trigger == .manual, run.owner >= 0 {
            out.key("\"started_by\":")
            out.raw(people[run.owner])
        }
        if run.status == .done, run.wart != .missingEnd {
            out.key("\"completed_at\":")
            out.instant(run.end)
        } else if run.status == .closed {
            out.key("\"closed_at\":")
            out.instant(run.end)
            if run.closer >= 0 {
                out.key("\"closed_by\":")
                out.raw(people[run.closer])
            }
        }
        out.close("}")
    }

    private func writeContexts(_ run: SampleRun, to out: inout RecordBytes) {
        let (main, contact) = layout.entities(of: run.index)
        // Some records name the contact first, and of those with one context some name no primary one.
        let isContactFirst = run.key & 0x700 == 0
        let namesPrimary = contact != nil || run.key & 0x3000 != 0
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

    private func writeCurrentTasks(_ run: SampleRun, to out: inout RecordBytes) {
        out.key("\"crt_tasks\":")
        out.open("[")
        if run.status == .started {
            for (place, task) in run.tasks.enumerated() where task.isCurrent {
                out.open("{")
                out.key("\"id\":")
                out.short(run.taskNumber(place))
                out.key("\"crt_since\":")
                out.instant(task.ready)
                out.close("}")
            }
        }
        out.close("]")
    }

    private func writeEntitySync(_ run: SampleRun, to out: inout RecordBytes) {
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

    private func writeClosingReason(_ run: SampleRun, to out: inout RecordBytes) {
        let template = templates[run.template]
        out.key("\"closing_reason\":")
        out.open("{")
        out.key("\"selected_reasons\":")
        out.open("[")
        for (place, reason) in template.reasons.enumerated() where run.selectedReasons >> UInt64(place) & 1 == 1 {
            out.raw(reason)
        }
        out.close("]")
        out.key("\"configured_reasons\":")
        out.raw(template.reasonsJSON)
        if run.hasReasonText {
            out.raw("\"extra_description\":\"Telefonisch mitgeteilt, siehe Notiz an der Entität.\"")
        }
        out.close("}")
        out.key("\"singleClosingReasonSelection\":")
        out.boolean(template.template.hasSingleReason)
    }
}

extension SampleRun {
    var statusText: StaticString {
        switch status {
        case .started: "\"STARTED\""
        case .done: "\"DONE\""
        case .closed: "\"CLOSED\""
        }
    }

    /// The number behind the id of a task.
    func taskNumber(_ place: Int) -> UInt64 { SampleRandom.mix(key &+ UInt64(place) &+ 1) }

    func phaseNumber(_ place: Int) -> UInt64 { SampleRandom.mix(key &+ 0x1000 &+ UInt64(place)) }

    /// The number behind an id that occurs nowhere else: `kind` tells edges, conditions and executions apart.
    func otherNumber(_ kind: UInt64, _ place: Int) -> UInt64 {
        SampleRandom.mix(key &+ kind << 16 &+ UInt64(place))
    }
}
