/// A task as JSON.
extension SampleOrganization {
    func writeTask(_ place: Int, of run: SampleRun, to out: inout RecordBytes) {
        let task = run.tasks[place]
        let prepared = templates[run.template].tasks[place]
        out.open("{")
        out.key("\"id\":")
        out.short(run.taskNumber(place))
        out.key("\"template_id\":")
        out.raw(prepared.templateID)
        out.key("\"name\":")
        out.raw(prepared.name)
        out.key("\"task_type\":")
        out.raw(prepared.plan.kind.text)
        out.key("\"status\":")
        out.raw(task.status.text)
        out.key("\"enabled\":")
        out.boolean(task.ready != WorkingTime.never)
        writeAnalytics(task, to: &out)
        out.key("\"created_at\":")
        out.instant(run.start)
        out.key("\"updated_at\":")
        out.instant(task.changed == WorkingTime.never ? run.start : task.changed)
        out.key("\"phase_id\":")
        writePhaseID(place, of: run, prepared, to: &out)
        writeAssignees(task, to: &out)
        if run.wart == .germanDate, place == 0 {
            out.raw("\"due_date\":\"31.10.2026\"")
        } else {
            writeDue(task.due, to: &out)
        }
        writeRule(of: prepared.plan, to: &out)
        switch prepared.plan.kind {
        case .manual: break
        case .automation: writeAutomation(task, prepared, run, place, to: &out)
        case .agent: writeAgent(task, prepared, run, place, to: &out)
        case .decision: writeDecision(task, run, place, to: &out)
        }
        if prepared.isInLoop { writeLoop(task, prepared, run, place, to: &out) }
        if detail == .full { writeDetail(prepared, run, place, to: &out) }
        out.close("}")
    }

    /// By the phase's id as a rule; older records name its template.
    private func writePhaseID(
        _ place: Int, of run: SampleRun, _ prepared: PreparedTemplate.Task, to out: inout RecordBytes
    ) {
        if run.wart == .deletedPhase, place == run.tasks.count - 1 {
            out.short(run.otherNumber(9, place))
        } else if run.key & 0x1F_0000 == 0 {
            out.raw(templates[run.template].phases[prepared.phase].templateID)
        } else {
            out.short(run.phaseNumber(prepared.phase))
        }
    }

    private func writeAnalytics(_ task: SampleTask, to out: inout RecordBytes) {
        out.key("\"analytics\":")
        out.open("{")
        if task.ready != WorkingTime.never {
            out.key("\"started_at\":")
            out.instant(task.ready)
        }
        if task.inProgress != WorkingTime.never {
            out.key("\"in_progress_at\":")
            out.instant(task.inProgress)
            if task.worker >= 0 {
                out.key("\"in_progress_by\":")
                out.raw(people[task.worker])
            }
        }
        if task.status == .completed {
            out.key("\"completed_at\":")
            out.instant(task.finished)
        }
        if task.changed != WorkingTime.never {
            out.key("\"status_updated_at\":")
            out.instant(task.changed)
        }
        if task.worker >= 0 {
            switch task.status {
            case .completed: out.key("\"completed_by\":")
            case .skipped: out.key("\"skipped_by\":")
            case .onHold: out.key("\"on_hold_by\":")
            default: return out.close("}")
            }
            out.raw(people[task.worker])
        }
        out.close("}")
    }

    private func writeAssignees(_ task: SampleTask, to out: inout RecordBytes) {
        out.key("\"assigned_to\":")
        out.open("[")
        if task.assignee >= 0 {
            if task.isAssignedByVariable {
                out.open("{")
                out.key("\"variable\":\"{{entity.bearbeiter}}\",\"value\":")
                out.open("[")
                out.raw(people[task.assignee])
                out.close("]")
                out.close("}")
            } else {
                out.raw(people[task.assignee])
            }
        }
        out.close("]")
    }

    private func writeRule(of plan: TaskPlan, to out: inout RecordBytes) {
        switch plan.due {
        case nil: break
        case .afterStart(let days): writeDueRule(days: days, type: "\"WORKFLOW_STARTED\"", to: &out)
        case .afterReady(let days), .dayAfterReady(let days):
            writeDueRule(days: days, type: "\"ALL_PRECEDING_TASKS_COMPLETED\"", to: &out)
        }
    }

    /// What the portals and the task's page show; no report reads it.
    private func writeDetail(
        _ prepared: PreparedTemplate.Task, _ run: SampleRun, _ place: Int, to out: inout RecordBytes
    ) {
        if prepared.plan.kind == .manual {
            out.key("\"description\":")
            out.open("{")
            out.key("\"enabled\":true,\"value\":")
            out.raw(prepared.description)
            out.close("}")
        }
        out.key("\"requirements\":")
        out.open("[")
        if prepared.step > 0 {
            for before in templates[run.template].steps[prepared.step - 1] {
                out.open("{")
                out.key("\"task_id\":")
                out.short(run.taskNumber(before))
                out.raw("\"when\":\"TASK_FINISHED\"")
                out.close("}")
            }
        }
        out.close("]")
        if run.isInPortal {
            out.key("\"ecp\":")
            out.open("{")
            out.key("\"enabled\":true,\"label\":")
            out.raw(prepared.name)
            out.close("}")
        }
        out.raw("\"manually_created\":false")
    }
}

extension TaskPlan.Kind {
    fileprivate var text: StaticString {
        switch self {
        case .manual: "\"MANUAL\""
        case .automation: "\"AUTOMATION\""
        case .decision: "\"DECISION\""
        case .agent: "\"AI_AGENT\""
        }
    }
}

extension SampleTask.Status {
    var text: StaticString {
        switch self {
        case .pending: "\"PENDING\""
        case .assigned: "\"ASSIGNED\""
        case .inProgress: "\"IN_PROGRESS\""
        case .completed: "\"COMPLETED\""
        case .skipped: "\"SKIPPED\""
        case .scheduled: "\"SCHEDULED\""
        case .conditionPending: "\"CONDITION_PENDING\""
        case .waitingForConfirmation: "\"WAITING_FOR_CONFIRMATION\""
        case .onHold: "\"ON_HOLD\""
        case .failed: "\"FAILED\""
        }
    }
}
