/// The `workflows` summary that the API keeps at an entity: its runs by template, and the one that changed last.
extension SampleOrganization {
    func writeSummary(of runs: [SampleRun], to out: inout RecordBytes) {
        out.key("\"workflows\":")
        out.open("{")
        var written: [Int] = []
        for run in runs where !written.contains(run.template) {
            written.append(run.template)
            out.raw(RecordBytes.json(templates[run.template].id))
            out.colon()
            out.open("[")
            for other in runs where other.template == run.template { writeSummary(of: other, to: &out) }
            out.close("]")
        }
        if let last = runs.max(by: { ($0.updated, $0.index) < ($1.updated, $1.index) }) {
            out.key("\"primary\":")
            writeSummary(of: last, to: &out)
        }
        out.close("}")
    }

    private func writeSummary(of run: SampleRun, to out: inout RecordBytes) {
        let template = templates[run.template]
        out.open("{")
        out.key("\"id\":")
        out.short(executionNumber(run.index))
        out.key("\"definition_id\":")
        out.string(template.id)
        out.key("\"name\":")
        out.raw(name(run))
        out.key("\"status\":")
        out.raw(run.statusText)
        out.key("\"assignees\":")
        out.open("[")
        if run.owner >= 0 { out.raw(people[run.owner]) }
        if run.deputy >= 0 { out.raw(people[run.deputy]) }
        out.close("]")
        out.key("\"last_update_time\":")
        out.instant(run.updated)
        switch run.due {
        case .none: break
        case .instant(let instant):
            out.key("\"duedate\":")
            out.instant(instant)
        case .day(let day):
            out.key("\"duedate\":")
            out.instant(GermanDays.midnight(day + 1))
        }
        out.key("\"progress\":")
        out.integer(run.tasks.isEmpty ? 0 : run.tasks.count(where: \.isSettled) * 100 / run.tasks.count)
        if run.status == .started, let place = run.tasks.firstIndex(where: \.isCurrent) {
            writeCurrentTask(place, of: run, to: &out)
        }
        out.key("\"selected_closing_reasons\":")
        out.open("[")
        for (place, reason) in template.reasons.enumerated() where run.selectedReasons >> UInt64(place) & 1 == 1 {
            out.raw(reason)
        }
        out.close("]")
        out.close("}")
    }

    private func writeCurrentTask(_ place: Int, of run: SampleRun, to out: inout RecordBytes) {
        let task = run.tasks[place]
        let prepared = templates[run.template].tasks[place]
        out.key("\"task_id\":")
        out.short(run.taskNumber(place))
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
        out.short(run.phaseNumber(prepared.phase))
        out.key("\"phase_name\":")
        out.raw(templates[run.template].phases[prepared.phase].name)
    }
}
