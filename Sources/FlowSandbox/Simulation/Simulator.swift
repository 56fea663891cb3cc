import FlowTime

/// Plays a template's tasks from the start of a run until `asOf`, and fills a `SampleExecution` with how things stand then.
struct Simulator {
    let template: PreparedTemplate
    let calendar: CompanyCalendar
    let staff: Staff
    let asOf: Instant
    var random: SampleRandom
    /// Nothing after this instant has happened: `asOf`, or the closing of the run.
    var horizon: Instant
    /// Where it is not nil, the instants are gathered here at which something changes.
    var changes: [Instant]?

    init(
        template: PreparedTemplate, calendar: CompanyCalendar, staff: Staff, asOf: Instant, random: SampleRandom
    ) {
        self.template = template
        self.calendar = calendar
        self.staff = staff
        self.asOf = asOf
        self.random = random
        horizon = asOf
    }

    /// Fills the run's tasks, phases, status and end; its start and people are set already.
    mutating func play(_ execution: inout SampleExecution) {
        execution.tasks.removeAll(keepingCapacity: true)
        execution.phases.removeAll(keepingCapacity: true)
        for task in template.tasks {
            var fresh = SampleTask()
            if case .afterStart = task.plan.due {
                fresh.due = due(task.plan.due, ready: execution.start, start: execution.start)
            }
            execution.tasks.append(fresh)
        }
        for _ in template.phases { execution.phases.append(SamplePhase()) }
        let closingTask = random.chance(template.template.closedShare) ? random.below(template.tasks.count) : nil
        var closing = CompanyCalendar.never
        var ready = execution.start
        var step = 0
        while step < template.steps.count, ready <= horizon {
            let indices = template.steps[step]
            if let closingTask, indices.contains(closingTask), closing == CompanyCalendar.never {
                closing = calendar.advance(ready, hours: random.logNormal(median: 30, spread: 0.9))
                horizon = min(asOf, closing)
            }
            var end = ready
            for index in indices {
                var whole = self
                end = max(end, play(index, of: &execution, ready: ready))
                guard indices.count > 1 else { continue }
                // How far a task has come must not show in the tasks that run beside it: they go on as if it had ended.
                var ended = execution
                whole.horizon = CompanyCalendar.never
                _ = whole.play(index, of: &ended, ready: ready)
                random = whole.random
            }
            step = nextStep(after: step, ended: end, &execution)
            ready = end
        }
        if step == template.steps.count, ready <= horizon {
            execution.status = .done
            execution.end = ready
        } else if closing <= asOf {
            execution.status = .closed
            execution.end = closing
            execution.closer = random.chance(0.7) ? execution.owner : staff.pick(.sales, &random)
        } else {
            execution.status = .started
            execution.end = CompanyCalendar.never
        }
        settle(&execution)
        selectReasons(&execution)
    }

    /// Plays one task and gives the instant from which the run can go on; never, if that is beyond the horizon.
    private mutating func play(_ index: Int, of execution: inout SampleExecution, ready: Instant) -> Instant {
        let plan = template.tasks[index].plan
        execution.tasks[index].ready = ready
        change(&execution.tasks[index], at: ready)
        open(phase: template.tasks[index].phase, at: ready, &execution)
        if plan.leftOut > 0, random.chance(plan.leftOut) {
            execution.tasks[index].status = .skipped
            execution.tasks[index].finished = ready
            if let decision = template.steps[template.tasks[index].step - 1].first {
                execution.tasks[decision].isMet = false
            }
            return ready
        }
        execution.tasks[index].due = due(plan.due, ready: ready, start: execution.start)
        let end =
            switch plan.kind {
            case .manual: playManual(plan, &execution.tasks[index], owner: execution.owner)
            case .decision: playDecision(plan, &execution.tasks[index])
            case .automation, .agent: playMachine(plan, &execution.tasks[index])
            }
        return end <= horizon ? end : CompanyCalendar.never
    }

    /// The step that follows, or the first of a loop that goes around once more.
    private mutating func nextStep(after step: Int, ended: Instant, _ execution: inout SampleExecution) -> Int {
        let index = template.steps[step].lowerBound
        guard let loop = template.tasks[index].plan.loop, ended <= horizon else { return step + 1 }
        guard execution.tasks[index].iterations + 1 < loop.most, random.chance(loop.share) else { return step + 1 }
        let first = max(step - loop.back, 0)
        for repeated in template.steps[first].lowerBound...index {
            execution.tasks[repeated].reset()
            execution.tasks[repeated].iterations += 1
        }
        return first
    }

    private func open(phase: Int, at instant: Instant, _ execution: inout SampleExecution) {
        guard execution.phases[phase].started == CompanyCalendar.never else { return }
        execution.phases[phase].started = instant
        if let days = template.phases[phase].plan.dueDays {
            execution.phases[phase].due = .instant(instant + days * .day)
        }
    }

    private func due(_ due: TaskPlan.Due?, ready: Instant, start: Instant) -> SampleDue {
        switch due {
        case nil: .none
        case .afterReady(let days): .instant(ready + days * .day)
        case .afterStart(let days): .instant(start + days * .day)
        case .dayAfterReady(let days): .day(calendar.day(of: ready) + days)
        }
    }

    /// Derives the phases from their tasks, and the run's last change.
    private func settle(_ execution: inout SampleExecution) {
        execution.updated = execution.status == .started ? execution.start : execution.end
        for (index, task) in execution.tasks.enumerated() {
            let phase = template.tasks[index].phase
            if task.changed != CompanyCalendar.never {
                execution.phases[phase].updated = max(execution.phases[phase].updated, task.changed)
            }
            execution.phases[phase].inProgress = min(execution.phases[phase].inProgress, task.inProgress)
            if execution.phases[phase].assignee < 0 { execution.phases[phase].assignee = task.assignee }
        }
        for phase in execution.phases.indices {
            var isSettled = true
            var completed = execution.phases[phase].started
            for (index, task) in execution.tasks.enumerated() where template.tasks[index].phase == phase {
                isSettled = isSettled && task.isSettled
                if task.isSettled { completed = max(completed, task.changed) }
            }
            if isSettled {
                execution.phases[phase].status = .completed
                execution.phases[phase].completed = completed
            } else if execution.phases[phase].started != CompanyCalendar.never {
                execution.phases[phase].status = .inProgress
            }
            execution.updated = max(execution.updated, execution.phases[phase].updated)
        }
    }

    /// Most closed runs have one reason, some several, some none; a few done ones have one too.
    private mutating func selectReasons(_ execution: inout SampleExecution) {
        execution.selectedReasons = 0
        execution.hasReasonText = false
        switch execution.status {
        case .started: return
        case .done: if !random.chance(0.02) { return }
        case .closed: if random.chance(0.1) { return }
        }
        execution.selectedReasons |= 1 << UInt64(random.index(weighted: template.reasonWeights))
        if !template.template.hasSingleReason, random.chance(0.14) {
            execution.selectedReasons |= 1 << UInt64(random.index(weighted: template.reasonWeights))
        }
        execution.hasReasonText = random.chance(0.25)
    }
}

/// How a single task goes: each gives the instant of its end, and notes in the task what of it lies before the horizon.
extension Simulator {
    /// Someone takes the task up when they get to it, works on it, and sometimes puts it on hold.
    mutating func playManual(_ plan: TaskPlan, _ task: inout SampleTask, owner: Int) -> Instant {
        task.assignee = random.chance(0.12) && owner >= 0 ? owner : staff.pick(plan.team, &random)
        task.isAssignedByVariable = random.chance(0.05)
        var wait = random.logNormal(median: plan.wait, spread: plan.spread) * staff.people[task.assignee].load
        // Now and then something lies around, and very rarely it is forgotten.
        if random.chance(0.03) { wait *= 2 + 3 * random.unit() }
        if random.chance(0.005) { wait *= 12 }
        // Some start early and come back to it; most take up what they can finish.
        let untilBegun = random.chance(0.2) ? 0.2 + 0.6 * random.unit() : 1
        let begun = calendar.advance(task.ready, hours: wait * untilBegun)
        let isNoted = random.chance(0.72)
        let worker = random.chance(0.9) ? task.assignee : staff.pick(plan.team, &random)
        if random.chance(0.12) { task.status = .assigned }
        guard begun <= horizon else { return CompanyCalendar.never }
        if isNoted {
            task.inProgress = begun
            change(&task, at: begun)
            task.status = .inProgress
            task.worker = worker
        }
        var from = begun
        if isNoted, random.chance(0.035) {
            let held = calendar.advance(begun, hours: 0.5)
            from = calendar.advance(held, hours: 20 + 60 * random.unit())
            if held <= horizon {
                task.status = .onHold
                change(&task, at: held)
            }
            if from <= horizon {
                task.status = .inProgress
                change(&task, at: from)
            }
        }
        let work = random.logNormal(median: plan.work, spread: plan.spread) + wait * (1 - untilBegun)
        let end = calendar.advance(from, hours: work)
        guard end <= horizon else { return CompanyCalendar.never }
        task.status = random.chance(0.015) ? .skipped : .completed
        task.finished = end
        change(&task, at: end)
        task.worker = worker
        return end
    }

    /// A decision is told at once, or when the customer has answered.
    mutating func playDecision(_ plan: TaskPlan, _ task: inout SampleTask) -> Instant {
        var told = task.ready
        if plan.wait > 0 {
            told = calendar.advance(told, hours: random.logNormal(median: plan.wait, spread: plan.spread))
            task.status = .conditionPending
        }
        guard told <= horizon else { return CompanyCalendar.never }
        let end = told + Self.seconds(random.logNormal(median: plan.work, spread: plan.spread)) + 1
        task.inProgress = told
        change(&task, at: told)
        task.status = .inProgress
        guard end <= horizon else { return CompanyCalendar.never }
        return finish(&task, at: end)
    }

    /// A machine runs when its time has come; when it fails, the run waits for someone, or goes on without it.
    mutating func playMachine(_ plan: TaskPlan, _ task: inout SampleTask) -> Instant {
        var begin = task.ready
        if plan.delayDays > 0 {
            begin += plan.delayDays * .day
            task.scheduled = begin
            task.status = .scheduled
        } else if plan.needsConfirmation {
            task.assignee = staff.pick(plan.team, &random)
            begin = calendar.advance(begin, hours: random.logNormal(median: plan.wait, spread: plan.spread))
            task.status = .waitingForConfirmation
        }
        guard begin != CompanyCalendar.never else { return CompanyCalendar.never }
        begin += 150 + Milliseconds(random.below(1_800))
        guard begin <= horizon else { return CompanyCalendar.never }
        task.inProgress = begin
        change(&task, at: begin)
        task.status = .inProgress
        var end = begin + Self.seconds(random.logNormal(median: plan.work, spread: plan.spread)) + 1
        let fails = random.chance(plan.failure)
        guard end <= horizon else { return CompanyCalendar.never }
        if fails {
            task.status = .failed
            change(&task, at: end)
            task.isBypassed = !plan.isRequired
            if task.isBypassed { return end }
            task.assignee = staff.pick(plan.team, &random)
            task.worker = task.assignee
            end = calendar.advance(end, hours: random.logNormal(median: 22, spread: 1.1))
            guard end <= horizon else { return CompanyCalendar.never }
        }
        return finish(&task, at: end)
    }

    private mutating func change(_ task: inout SampleTask, at instant: Instant) {
        task.changed = instant
        changes?.append(instant)
    }

    private static func seconds(_ count: Double) -> Milliseconds {
        Milliseconds(Int64(count * 1_000))
    }

    private mutating func finish(_ task: inout SampleTask, at end: Instant) -> Instant {
        task.status = .completed
        task.finished = end
        change(&task, at: end)
        return end
    }
}
