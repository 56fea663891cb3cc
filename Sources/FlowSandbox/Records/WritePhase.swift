/// Phases, edges and due dates as JSON.
extension SampleOrganization {
    func writePhase(_ place: Int, of run: SampleRun, to out: inout RecordBytes) {
        let phase = run.phases[place]
        let prepared = templates[run.template].phases[place]
        out.open("{")
        out.key("\"id\":")
        out.short(run.phaseNumber(place))
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
        if phase.started != WorkingTime.never {
            out.key("\"started_at\":")
            out.instant(phase.started)
        }
        if phase.inProgress != WorkingTime.never {
            out.key("\"in_progress_at\":")
            out.instant(phase.inProgress)
        }
        if phase.completed != WorkingTime.never {
            out.key("\"completed_at\":")
            out.instant(phase.completed)
        }
        out.close("}")
        out.key("\"updated_at\":")
        out.instant(max(phase.updated, run.start))
        if run.wart == .emptyText, place == run.phases.count - 1 {
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

    func writeEdges(_ run: SampleRun, to out: inout RecordBytes) {
        out.key("\"edges\":")
        out.open("[")
        for (place, edge) in templates[run.template].edges.enumerated() {
            out.open("{")
            out.key("\"id\":")
            out.short(run.otherNumber(6, place))
            out.key("\"from_id\":")
            out.short(run.taskNumber(edge.from))
            out.key("\"to_id\":")
            out.short(run.taskNumber(edge.to))
            switch edge.branch {
            case .always: break
            case .met:
                out.key("\"condition_id\":")
                out.short(run.otherNumber(3, edge.from))
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
