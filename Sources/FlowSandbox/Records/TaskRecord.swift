/// A task as JSON.
extension SampleOrganization {
    func writeTask(_ index: Int, of execution: SampleExecution, to out: inout RecordBytes) {
        let task = execution.tasks[index]
        let prepared = templates[execution.template].tasks[index]
        out.open("{")
        out.key("\"id\":")
        out.short(execution.taskNumber(index))
        out.key("\"template_id\":")
        out.raw(prepared.templateID)
        out.key("\"name\":")
        out.raw(prepared.name)
        out.key("\"task_type\":")
        out.raw(prepared.plan.kind.text)
        out.key("\"status\":")
        out.raw(task.status.text)
        out.key("\"enabled\":")
        out.boolean(task.ready != CompanyCalendar.never)
        writeAnalytics(task, to: &out)
        out.key("\"created_at\":")
        out.instant(execution.start)
        out.key("\"updated_at\":")
        out.instant(task.changed == CompanyCalendar.never ? execution.start : task.changed)
        out.key("\"phase_id\":")
        writePhaseID(index, of: execution, prepared, to: &out)
        writeAssignees(task, to: &out)
        if execution.defect == .germanDate, index == 0 {
            out.raw("\"due_date\":\"31.10.2026\"")
        } else {
            writeDue(task.due, to: &out)
        }
        writeRule(of: prepared.plan, to: &out)
        switch prepared.plan.kind {
        case .manual: break
        case .automation: writeAutomation(task, prepared, execution, index, to: &out)
        case .agent: writeAgent(task, prepared, execution, index, to: &out)
        case .decision: writeDecision(task, execution, index, to: &out)
        }
        if prepared.isInLoop { writeLoop(task, prepared, execution, index, to: &out) }
        if detail == .full { writeDetail(prepared, execution, index, to: &out) }
        out.close("}")
    }

    /// By the phase's id as a rule; older records name its template.
    private func writePhaseID(
        _ index: Int, of execution: SampleExecution, _ prepared: PreparedTemplate.Task, to out: inout RecordBytes
    ) {
        if execution.defect == .deletedPhase, index == execution.tasks.count - 1 {
            out.short(execution.otherNumber(9, index))
        } else if execution.key & 0x1F_0000 == 0 {
            out.raw(templates[execution.template].phases[prepared.phase].templateID)
        } else {
            out.short(execution.phaseNumber(prepared.phase))
        }
    }

    private func writeAnalytics(_ task: SampleTask, to out: inout RecordBytes) {
        out.key("\"analytics\":")
        out.open("{")
        if task.ready != CompanyCalendar.never {
            out.key("\"started_at\":")
            out.instant(task.ready)
        }
        if task.inProgress != CompanyCalendar.never {
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
        if task.changed != CompanyCalendar.never {
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
        _ prepared: PreparedTemplate.Task, _ execution: SampleExecution, _ index: Int, to out: inout RecordBytes
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
            for before in templates[execution.template].steps[prepared.step - 1] {
                out.open("{")
                out.key("\"task_id\":")
                out.short(execution.taskNumber(before))
                out.raw("\"when\":\"TASK_FINISHED\"")
                out.close("}")
            }
        }
        out.close("]")
        if execution.isInPortal {
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

/// What automations, agents, decisions and loops add to a task.
extension SampleOrganization {
    func writeAutomation(
        _ task: SampleTask, _ prepared: PreparedTemplate.Task, _ execution: SampleExecution, _ index: Int,
        to out: inout RecordBytes
    ) {
        out.key("\"automation_config\":")
        out.open("{")
        out.key("\"flow_id\":")
        out.raw(prepared.machineID)
        if task.inProgress != CompanyCalendar.never {
            let number = execution.otherNumber(1, index)
            out.key("\"execution_id\":")
            out.uuid(high: number >> 16, low: SampleRandom.mix(number))
            out.key("\"execution_status\":")
            switch task.status {
            case .completed: out.raw("\"succeeded\"")
            case .failed:
                out.raw("\"failed\"")
                out.raw("\"error_reason\":\"Empfängersystem antwortet nicht (Zeitüberschreitung nach 30 s)\"")
            default: out.raw("\"in_progress\"")
            }
        }
        out.close("}")
        out.key("\"trigger_mode\":")
        out.raw(prepared.plan.needsConfirmation ? "\"manual\"" : "\"automatic\"" as StaticString)
        out.key("\"schedule\":")
        out.open("{")
        if prepared.plan.delayDays > 0 {
            out.key("\"mode\":\"delayed\",\"duration\":")
            out.integer(prepared.plan.delayDays)
            out.raw("\"unit\":\"days\"")
            if task.scheduled != CompanyCalendar.never {
                out.key("\"schedule_id\":")
                out.short(execution.otherNumber(2, index))
                out.key("\"scheduled_at\":")
                out.instant(task.scheduled)
            }
        } else {
            out.raw("\"mode\":\"immediate\"")
        }
        out.close("}")
    }

    func writeAgent(
        _ task: SampleTask, _ prepared: PreparedTemplate.Task, _ execution: SampleExecution, _ index: Int,
        to out: inout RecordBytes
    ) {
        out.key("\"agent_config\":")
        out.open("{")
        out.key("\"agent_id\":")
        out.raw(prepared.machineID)
        out.close("}")
        guard task.inProgress != CompanyCalendar.never else { return }
        let number = execution.otherNumber(1, index)
        out.key("\"agent_execution\":")
        out.open("{")
        out.key("\"execution_id\":")
        out.uuid(high: number >> 16, low: SampleRandom.mix(number))
        out.key("\"execution_status\":")
        switch task.status {
        case .completed: out.raw("\"succeeded\"")
        case .failed:
            out.raw("\"failed\"")
            out.raw("\"outcome\":\"missing_input\"")
        default: out.raw("\"in_progress\"")
        }
        out.close("}")
    }

    func writeDecision(_ task: SampleTask, _ execution: SampleExecution, _ index: Int, to out: inout RecordBytes) {
        out.key("\"trigger_mode\":\"automatic\",\"conditions\":")
        out.open("[")
        out.open("{")
        out.key("\"id\":")
        out.short(execution.otherNumber(3, index))
        out.key("\"branch_name\":\"Ja\",\"logical_operator\":\"AND\",\"statements\":")
        out.open("[")
        if detail == .full {
            out.open("{")
            out.key("\"id\":")
            out.short(execution.otherNumber(4, index))
            out.raw(
                """
                "source":{"origin":"trigger","origin_type":"entity","schema":"opportunity","attribute":"pruefergebnis",\
                "attribute_type":"select"},"operator":"equals","values":["ja"]
                """)
            out.close("}")
        }
        out.close("]")
        if task.status == .completed {
            out.key("\"evaluated_at\":")
            out.instant(task.finished)
            out.key("\"is_met\":")
            out.boolean(task.isMet)
        }
        out.close("}")
        out.close("]")
    }

    func writeLoop(
        _ task: SampleTask, _ prepared: PreparedTemplate.Task, _ execution: SampleExecution, _ index: Int,
        to out: inout RecordBytes
    ) {
        let decision = templates[execution.template].tasks[index...].first { $0.plan.loop != nil } ?? prepared
        out.key("\"loop_config\":")
        out.open("{")
        if prepared.plan.loop != nil {
            out.key("\"loop_branch_id\":")
            out.short(execution.otherNumber(5, index))
            out.key("\"exit_branch_id\":")
            out.short(execution.otherNumber(3, index))
        }
        out.key("\"max_iterations\":")
        out.integer(decision.plan.loop?.most ?? 1)
        out.key("\"crt_iterations\":")
        out.integer(task.iterations)
        out.close("}")
    }
}
