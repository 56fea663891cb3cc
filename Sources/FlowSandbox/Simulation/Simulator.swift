import FlowTime

/// Plays a template's tasks from the start of a run until `asOf`, and fills a `SampleRun` with how things stand then.
struct Simulator {
    let template: PreparedTemplate
    let calendar: WorkingTime
    let staff: Staff
    let asOf: Instant
    var random: SampleRandom
    /// Nothing after this instant has happened: `asOf`, or the closing of the run.
    var horizon: Instant

    init(
        template: PreparedTemplate, calendar: WorkingTime, staff: Staff, asOf: Instant, random: SampleRandom
    ) {
        self.template = template
        self.calendar = calendar
        self.staff = staff
        self.asOf = asOf
        self.random = random
        horizon = asOf
    }

    /// Fills the run's tasks, phases, status and end; its start and people are set already.
    mutating func play(_ run: inout SampleRun) {
        run.tasks.removeAll(keepingCapacity: true)
        run.phases.removeAll(keepingCapacity: true)
        for task in template.tasks {
            var fresh = SampleTask()
            if case .afterStart = task.plan.due { fresh.due = due(task.plan.due, ready: run.start, start: run.start) }
            run.tasks.append(fresh)
        }
        for _ in template.phases { run.phases.append(SamplePhase()) }
        let closingTask = random.chance(template.template.closedShare) ? random.below(template.tasks.count) : nil
        var closing = WorkingTime.never
        var ready = run.start
        var step = 0
        while step < template.steps.count, ready <= horizon {
            let places = template.steps[step]
            if let closingTask, places.contains(closingTask), closing == WorkingTime.never {
                closing = calendar.advance(ready, hours: random.logNormal(median: 30, spread: 0.9))
                horizon = min(asOf, closing)
            }
            var end = ready
            for place in places { end = max(end, play(place, of: &run, ready: ready)) }
            step = nextStep(after: step, ended: end, &run)
            ready = end
        }
        if step == template.steps.count, ready <= horizon {
            run.status = .done
            run.end = ready
        } else if closing <= asOf {
            run.status = .closed
            run.end = closing
            run.closer = random.chance(0.7) ? run.owner : staff.pick(.sales, &random)
        } else {
            run.status = .started
            run.end = WorkingTime.never
        }
        settle(&run)
        selectReasons(&run)
    }

    /// Plays one task and gives the instant from which the run can go on; never, if that is beyond the horizon.
    private mutating func play(_ place: Int, of run: inout SampleRun, ready: Instant) -> Instant {
        let plan = template.tasks[place].plan
        run.tasks[place].ready = ready
        run.tasks[place].changed = ready
        open(phase: template.tasks[place].phase, at: ready, &run)
        if plan.leftOut > 0, random.chance(plan.leftOut) {
            run.tasks[place].status = .skipped
            run.tasks[place].finished = ready
            if let decision = template.steps[template.tasks[place].step - 1].first { run.tasks[decision].isMet = false }
            return ready
        }
        run.tasks[place].due = due(plan.due, ready: ready, start: run.start)
        let end =
            switch plan.kind {
            case .manual: playManual(plan, &run.tasks[place], owner: run.owner)
            case .decision: playDecision(plan, &run.tasks[place])
            case .automation, .agent: playMachine(plan, &run.tasks[place])
            }
        return end <= horizon ? end : WorkingTime.never
    }

    /// The step that follows, or the first of a loop that goes around once more.
    private mutating func nextStep(after step: Int, ended: Instant, _ run: inout SampleRun) -> Int {
        let place = template.steps[step].lowerBound
        guard let loop = template.tasks[place].plan.loop, ended <= horizon else { return step + 1 }
        guard run.tasks[place].iterations + 1 < loop.most, random.chance(loop.share) else { return step + 1 }
        let first = max(step - loop.back, 0)
        for repeated in template.steps[first].lowerBound...place {
            run.tasks[repeated].reset()
            run.tasks[repeated].iterations += 1
        }
        return first
    }

    private func open(phase: Int, at instant: Instant, _ run: inout SampleRun) {
        guard run.phases[phase].started == WorkingTime.never else { return }
        run.phases[phase].started = instant
        if let days = template.phases[phase].plan.dueDays {
            run.phases[phase].due = .instant(instant + days * .day)
        }
    }

    private func due(_ due: TaskPlan.Due?, ready: Instant, start: Instant) -> SampleDue {
        switch due {
        case nil: .none
        case .afterReady(let days): .instant(ready + days * .day)
        case .afterStart(let days): .instant(start + days * .day)
        case .dayAfterReady(let days): .day(calendar.civilDay(ready) + days)
        }
    }

    /// Derives the phases from their tasks, and the run's last change.
    private func settle(_ run: inout SampleRun) {
        run.updated = run.status == .started ? run.start : run.end
        for (place, task) in run.tasks.enumerated() {
            let phase = template.tasks[place].phase
            if task.changed != WorkingTime.never {
                run.phases[phase].updated = max(run.phases[phase].updated, task.changed)
            }
            run.phases[phase].inProgress = min(run.phases[phase].inProgress, task.inProgress)
            if run.phases[phase].assignee < 0 { run.phases[phase].assignee = task.assignee }
        }
        for phase in run.phases.indices {
            var isSettled = true
            var completed = run.phases[phase].started
            for (place, task) in run.tasks.enumerated() where template.tasks[place].phase == phase {
                isSettled = isSettled && task.isSettled
                if task.isSettled { completed = max(completed, task.changed) }
            }
            if isSettled {
                run.phases[phase].status = .completed
                run.phases[phase].completed = completed
            } else if run.phases[phase].started != WorkingTime.never {
                run.phases[phase].status = .inProgress
            }
            run.updated = max(run.updated, run.phases[phase].updated)
        }
    }

    /// Most closed runs have one reason, some several, some none; a few done ones have one too.
    private mutating func selectReasons(_ run: inout SampleRun) {
        run.selectedReasons = 0
        run.hasReasonText = false
        switch run.status {
        case .started: return
        case .done: if !random.chance(0.02) { return }
        case .closed: if random.chance(0.1) { return }
        }
        run.selectedReasons |= 1 << UInt64(random.index(weighted: template.reasonWeights))
        if !template.template.hasSingleReason, random.chance(0.14) {
            run.selectedReasons |= 1 << UInt64(random.index(weighted: template.reasonWeights))
        }
        run.hasReasonText = random.chance(0.25)
    }
}
