/// An execution as JSON, in the shape that workflows had before flows (V1): sections with steps inside.
extension SampleOrganization {
    func writeV1(_ execution: SampleExecution, to out: inout RecordBytes) {
        let template = templates[execution.template]
        out.object { out in
            out.write("id", executionID(execution.index))
            out.write("definitionId", .text(template.id))
            out.write("orgId", .text(Self.organizationID))
            out.write("name", .json(name(execution)))
            out.write("creationTime", .instant(execution.start))
            out.write("lastUpdateTime", .instant(execution.updated))
            out.write("dueDate", execution.due.json)
            if execution.status != .started, execution.defect != .missingEnd {
                out.write("completedTime", .instant(execution.end))
            }
            if execution.due.json != nil {
                out.object("dynamicDueDate") { out in
                    out.write("numberOfUnits", .integer(template.template.dueDays))
                    out.write("timePeriod", .word("days"))
                    out.write("actionTypeCondition", .word("WORKFLOW_STARTED"))
                }
            }
            out.write("status", .word(execution.status.text))
            out.write("trigger", .word(execution.trigger == .manual ? "MANUAL" : "AUTOMATIC"))
            writeV1People([execution.owner, execution.deputy], of: execution, to: &out)
            out.write("lastModifiedBy", person(execution.closer >= 0 ? execution.closer : execution.owner))
            writeV1Contexts(execution, to: &out)
            if execution.status == .started, let index = execution.tasks.firstIndex(where: \.isCurrent) {
                out.object("nextOpenStep") { $0.write("id", .short(execution.taskNumber(index))) }
            }
            out.write("configuredClosingReasonSnapshot", .json(template.reasonsJSON))
            writeReasons(execution, "selectedClosingReasons", to: &out)
            if execution.hasReasonText { out.write("closingReasonDescription", .text(Self.reasonText)) }
            out.write("enableECPWorkflow", .boolean(execution.isInPortal))
            out.array("updateEntityAttributes") { _ in }
            out.write("version", .integer(2))
            writeTaxonomies(execution, to: &out)
            out.write("singleClosingReasonSelection", .boolean(template.template.hasSingleReason))
            out.array("flow") { out in
                for index in execution.phases.indices { writeSection(index, of: execution, to: &out) }
            }
        }
    }

    /// Runs of a fourth of the ids are so old that people are numbers in them.
    private func writeV1People(_ indices: [Int], of execution: SampleExecution, to out: inout RecordBytes) {
        let areNumbers = execution.key & 0x3 == 0
        out.array(areNumbers ? "userIds" : "assignedTo") { out in
            for index in indices where index >= 0 {
                out.write(areNumbers ? .integer(staff.people[index].number) : person(index))
            }
        }
    }

    private func writeV1Contexts(_ execution: SampleExecution, to out: inout RecordBytes) {
        out.array("contexts") { out in
            for entity in contexts(of: execution) {
                let index = layout.index(of: entity)
                out.object { out in
                    out.write("id", entityID(index))
                    out.write("title", .text(title(of: entity)))
                    out.write("schema", .word(schema(of: entity).text))
                }
            }
        }
    }

    /// A section with its steps. The last one of some runs has none around its steps, which then stand beside the sections.
    private func writeSection(_ index: Int, of execution: SampleExecution, to out: inout RecordBytes) {
        let phase = execution.phases[index]
        let template = templates[execution.template]
        let steps = template.tasks.indices.filter { template.tasks[$0].phase == index }
        if isV1(execution.index), execution.key & 0x30 == 0, index == execution.phases.count - 1 {
            for step in steps { writeStep(step, of: execution, section: nil, to: &out) }
            return
        }
        out.object { out in
            out.write("id", .short(execution.phaseNumber(index)))
            out.write("definitionId", .json(template.phases[index].templateID))
            out.write("name", .json(template.phases[index].name))
            out.write("type", .word("SECTION"))
            out.write("status", .word(phase.status.text))
            out.write("dueDate", dueDate(ofPhase: index, of: execution))
            out.write("startedTime", .moment(phase.started))
            out.write("completedTime", .moment(phase.completed))
            writeV1People([phase.assignee], of: execution, to: &out)
            out.array("taxonomies") { _ in }
            out.array("steps") { out in
                for step in steps { writeStep(step, of: execution, section: index, to: &out) }
            }
        }
    }

    private func writeStep(_ index: Int, of execution: SampleExecution, section: Int?, to out: inout RecordBytes) {
        let task = execution.tasks[index]
        let prepared = templates[execution.template].tasks[index]
        out.object { out in
            out.write("id", .short(execution.taskNumber(index)))
            out.write("definitionId", .json(prepared.templateID))
            out.write("name", .json(prepared.name))
            out.write("type", .word("STEP"))
            out.write("sectionId", section.map { .short(execution.phaseNumber($0)) })
            out.write("executionId", executionID(execution.index))
            // Steps from before there were automations do not say that they are manual.
            if prepared.plan.kind != .manual || execution.key & 0x3 != 0 {
                out.write("executionType", .word(prepared.plan.kind == .manual ? "MANUAL" : "AUTOMATION"))
            }
            out.write("enabled", .boolean(task.ready != CompanyCalendar.never))
            out.write("status", .word(task.status.text))
            writeV1People([task.assignee], of: execution, to: &out)
            if task.inProgress != CompanyCalendar.never { out.write("assignedToInProgress", person(task.worker)) }
            if task.status == .onHold { out.write("assignedToOnHold", person(task.worker)) }
            out.write("created", .instant(execution.start))
            out.write("lastUpdated", .moment(task.changed) ?? .instant(execution.start))
            out.write("statusLastUpdated", .moment(task.changed))
            out.write("startedTime", .moment(task.ready))
            if task.status == .completed { out.write("completedTime", .instant(task.finished)) }
            out.write("dueDate", dueDate(ofTask: index, of: execution))
            writeAutomationConfig(task, prepared, execution, index, to: &out)
            out.array("taxonomies") { _ in }
            out.write("manuallyCreated", .boolean(false))
        }
    }

    private func writeAutomationConfig(
        _ task: SampleTask, _ prepared: PreparedTemplate.Task, _ execution: SampleExecution, _ index: Int,
        to out: inout RecordBytes
    ) {
        guard prepared.plan.kind == .automation || prepared.plan.kind == .agent else { return }
        out.object("automationConfig") { out in
            out.write("flowId", .json(prepared.machineID))
            guard task.inProgress != CompanyCalendar.never else { return }
            out.write("executionId", execution.machineRunID(index))
            out.write("executionStatus", .word(task.machineStatus))
        }
    }
}
