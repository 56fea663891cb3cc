/// A task as JSON, in the shape of flows (V2).
extension SampleOrganization {
    func writeTask(_ index: Int, of execution: SampleExecution, to out: inout RecordBytes) {
        let task = execution.tasks[index]
        let prepared = templates[execution.template].tasks[index]
        out.object { out in
            out.write("id", .short(execution.taskNumber(index)))
            out.write("template_id", .json(prepared.templateID))
            out.write("name", .json(prepared.name))
            out.write("task_type", .word(prepared.plan.kind.text))
            out.write("status", .word(task.status.text))
            out.write("enabled", .boolean(task.ready != CompanyCalendar.never))
            writeAnalytics(task, to: &out)
            out.write("created_at", .instant(execution.start))
            out.write("updated_at", .moment(task.changed) ?? .instant(execution.start))
            out.write("phase_id", phaseID(of: index, execution, prepared))
            writeAssignees(task, to: &out)
            out.write("due_date", dueDate(ofTask: index, of: execution))
            writeRule(of: prepared.plan, to: &out)
            switch prepared.plan.kind {
            case .manual: break
            case .automation: writeAutomation(task, prepared, execution, index, to: &out)
            case .agent: writeAgent(task, prepared, execution, index, to: &out)
            case .decision: writeDecision(task, execution, index, to: &out)
            }
            if prepared.isInLoop { writeLoop(task, prepared, execution, index, to: &out) }
            if detail == .full { writeDetail(prepared, execution, index, to: &out) }
        }
    }

    func dueDate(ofTask index: Int, of execution: SampleExecution) -> RecordValue? {
        execution.defect == .germanDate && index == 0 ? .word("31.10.2026") : execution.tasks[index].due.json
    }

    /// By the phase's id as a rule; older records name its template.
    private func phaseID(
        of index: Int, _ execution: SampleExecution, _ prepared: PreparedTemplate.Task
    ) -> RecordValue {
        if execution.defect == .deletedPhase, index == execution.tasks.count - 1 {
            return .short(execution.otherNumber(9, index))
        }
        return execution.key & 0x1F_0000 == 0
            ? .json(templates[execution.template].phases[prepared.phase].templateID)
            : .short(execution.phaseNumber(prepared.phase))
    }

    private func writeAnalytics(_ task: SampleTask, to out: inout RecordBytes) {
        out.object("analytics") { out in
            out.write("started_at", .moment(task.ready))
            if let begun = RecordValue.moment(task.inProgress) {
                out.write("in_progress_at", begun)
                out.write("in_progress_by", person(task.worker))
            }
            if task.status == .completed { out.write("completed_at", .instant(task.finished)) }
            out.write("status_updated_at", .moment(task.changed))
            switch task.status {
            case .completed: out.write("completed_by", person(task.worker))
            case .skipped: out.write("skipped_by", person(task.worker))
            case .onHold: out.write("on_hold_by", person(task.worker))
            default: break
            }
        }
    }

    private func writeAssignees(_ task: SampleTask, to out: inout RecordBytes) {
        out.array("assigned_to") { out in
            guard task.isAssignedByVariable, task.assignee >= 0 else { return out.write(person(task.assignee)) }
            out.object { out in
                out.write("variable", .word("{{entity.bearbeiter}}"))
                out.array("value") { $0.write(person(task.assignee)) }
            }
        }
    }

    private func writeRule(of plan: TaskPlan, to out: inout RecordBytes) {
        switch plan.due {
        case nil: break
        case .afterStart(let days): writeDueRule(days: days, type: "WORKFLOW_STARTED", to: &out)
        case .afterReady(let days), .dayAfterReady(let days):
            writeDueRule(days: days, type: "ALL_PRECEDING_TASKS_COMPLETED", to: &out)
        }
    }

    /// What the portals and the task's page show; no report reads it.
    private func writeDetail(
        _ prepared: PreparedTemplate.Task, _ execution: SampleExecution, _ index: Int, to out: inout RecordBytes
    ) {
        if prepared.plan.kind == .manual {
            out.object("description") { out in
                out.write("enabled", .boolean(true))
                out.write("value", .json(prepared.description))
            }
        }
        out.array("requirements") { out in
            guard prepared.step > 0 else { return }
            for before in templates[execution.template].steps[prepared.step - 1] {
                out.object { out in
                    out.write("task_id", .short(execution.taskNumber(before)))
                    out.write("when", .word("TASK_FINISHED"))
                }
            }
        }
        if execution.isInPortal {
            out.object("ecp") { out in
                out.write("enabled", .boolean(true))
                out.write("label", .json(prepared.name))
            }
        }
        out.write("manually_created", .boolean(false))
    }
}

/// What automations, agents, decisions and loops add to a task.
extension SampleOrganization {
    private func writeAutomation(
        _ task: SampleTask, _ prepared: PreparedTemplate.Task, _ execution: SampleExecution, _ index: Int,
        to out: inout RecordBytes
    ) {
        out.object("automation_config") { out in
            out.write("flow_id", .json(prepared.machineID))
            guard task.inProgress != CompanyCalendar.never else { return }
            writeMachineRun(task, execution, index, to: &out)
            if task.status == .failed {
                out.write("error_reason", .text("Empfängersystem antwortet nicht (Zeitüberschreitung nach 30 s)"))
            }
        }
        out.write("trigger_mode", .word(prepared.plan.needsConfirmation ? "manual" : "automatic"))
        out.object("schedule") { out in
            guard prepared.plan.delayDays > 0 else { return out.write("mode", .word("immediate")) }
            out.write("mode", .word("delayed"))
            out.write("duration", .integer(prepared.plan.delayDays))
            out.write("unit", .word("days"))
            guard let scheduled = RecordValue.moment(task.scheduled) else { return }
            out.write("schedule_id", .short(execution.otherNumber(2, index)))
            out.write("scheduled_at", scheduled)
        }
    }

    private func writeAgent(
        _ task: SampleTask, _ prepared: PreparedTemplate.Task, _ execution: SampleExecution, _ index: Int,
        to out: inout RecordBytes
    ) {
        out.object("agent_config") { $0.write("agent_id", .json(prepared.machineID)) }
        guard task.inProgress != CompanyCalendar.never else { return }
        out.object("agent_execution") { out in
            writeMachineRun(task, execution, index, to: &out)
            if task.status == .failed { out.write("outcome", .word("missing_input")) }
        }
    }

    /// The run of an automation or agent, and how it went.
    private func writeMachineRun(
        _ task: SampleTask, _ execution: SampleExecution, _ index: Int, to out: inout RecordBytes
    ) {
        out.write("execution_id", execution.machineRunID(index))
        out.write("execution_status", .word(task.machineStatus))
    }

    private func writeDecision(
        _ task: SampleTask, _ execution: SampleExecution, _ index: Int, to out: inout RecordBytes
    ) {
        out.write("trigger_mode", .word("automatic"))
        out.array("conditions") { out in
            out.object { out in
                out.write("id", .short(execution.otherNumber(3, index)))
                out.write("branch_name", .word("Ja"))
                out.write("logical_operator", .word("AND"))
                out.array("statements") { out in
                    if detail == .full { writeStatement(execution, index, to: &out) }
                }
                guard task.status == .completed else { return }
                out.write("evaluated_at", .instant(task.finished))
                out.write("is_met", .boolean(task.isMet))
            }
        }
    }

    private func writeStatement(_ execution: SampleExecution, _ index: Int, to out: inout RecordBytes) {
        out.object { out in
            out.write("id", .short(execution.otherNumber(4, index)))
            out.object("source") { out in
                out.write("origin", .word("trigger"))
                out.write("origin_type", .word("entity"))
                out.write("schema", .word("opportunity"))
                out.write("attribute", .word("pruefergebnis"))
                out.write("attribute_type", .word("select"))
            }
            out.write("operator", .word("equals"))
            out.array("values") { $0.write(.word("ja")) }
        }
    }

    private func writeLoop(
        _ task: SampleTask, _ prepared: PreparedTemplate.Task, _ execution: SampleExecution, _ index: Int,
        to out: inout RecordBytes
    ) {
        let decision = templates[execution.template].tasks[index...].first { $0.plan.loop != nil } ?? prepared
        out.object("loop_config") { out in
            if prepared.plan.loop != nil {
                out.write("loop_branch_id", .short(execution.otherNumber(5, index)))
                out.write("exit_branch_id", .short(execution.otherNumber(3, index)))
            }
            out.write("max_iterations", .integer(decision.plan.loop?.most ?? 1))
            out.write("crt_iterations", .integer(task.iterations))
        }
    }
}

extension TaskPlan.Kind {
    fileprivate var text: StaticString {
        switch self {
        case .manual: "MANUAL"
        case .automation: "AUTOMATION"
        case .decision: "DECISION"
        case .agent: "AI_AGENT"
        }
    }
}

extension SampleTask {
    /// How the run of the automation or agent behind the task stands.
    var machineStatus: StaticString {
        switch status {
        case .completed: "succeeded"
        case .failed: "failed"
        default: "in_progress"
        }
    }
}

extension SampleTask.Status {
    var text: StaticString {
        switch self {
        case .pending: "PENDING"
        case .assigned: "ASSIGNED"
        case .inProgress: "IN_PROGRESS"
        case .completed: "COMPLETED"
        case .skipped: "SKIPPED"
        case .scheduled: "SCHEDULED"
        case .conditionPending: "CONDITION_PENDING"
        case .waitingForConfirmation: "WAITING_FOR_CONFIRMATION"
        case .onHold: "ON_HOLD"
        case .failed: "FAILED"
        }
    }
}
