/// What automations, agents, decisions and loops add to a task.
extension SampleOrganization {
    func writeAutomation(
        _ task: SampleTask, _ prepared: PreparedTemplate.Task, _ run: SampleRun, _ place: Int, to out: inout RecordBytes
    ) {
        out.key("\"automation_config\":")
        out.open("{")
        out.key("\"flow_id\":")
        out.raw(prepared.machineID)
        if task.inProgress != WorkingTime.never {
            let number = run.otherNumber(1, place)
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
            if task.scheduled != WorkingTime.never {
                out.key("\"schedule_id\":")
                out.short(run.otherNumber(2, place))
                out.key("\"scheduled_at\":")
                out.instant(task.scheduled)
            }
        } else {
            out.raw("\"mode\":\"immediate\"")
        }
        out.close("}")
    }

    func writeAgent(
        _ task: SampleTask, _ prepared: PreparedTemplate.Task, _ run: SampleRun, _ place: Int, to out: inout RecordBytes
    ) {
        out.key("\"agent_config\":")
        out.open("{")
        out.key("\"agent_id\":")
        out.raw(prepared.machineID)
        out.close("}")
        guard task.inProgress != WorkingTime.never else { return }
        let number = run.otherNumber(1, place)
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

    func writeDecision(_ task: SampleTask, _ run: SampleRun, _ place: Int, to out: inout RecordBytes) {
        out.key("\"trigger_mode\":\"automatic\",\"conditions\":")
        out.open("[")
        out.open("{")
        out.key("\"id\":")
        out.short(run.otherNumber(3, place))
        out.key("\"branch_name\":\"Ja\",\"logical_operator\":\"AND\",\"statements\":")
        out.open("[")
        if detail == .full {
            out.open("{")
            out.key("\"id\":")
            out.short(run.otherNumber(4, place))
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
        _ task: SampleTask, _ prepared: PreparedTemplate.Task, _ run: SampleRun, _ place: Int, to out: inout RecordBytes
    ) {
        let decision = templates[run.template].tasks[place...].first { $0.plan.loop != nil } ?? prepared
        out.key("\"loop_config\":")
        out.open("{")
        if prepared.plan.loop != nil {
            out.key("\"loop_branch_id\":")
            out.short(run.otherNumber(5, place))
            out.key("\"exit_branch_id\":")
            out.short(run.otherNumber(3, place))
        }
        out.key("\"max_iterations\":")
        out.integer(decision.plan.loop?.most ?? 1)
        out.key("\"crt_iterations\":")
        out.integer(task.iterations)
        out.close("}")
    }
}
