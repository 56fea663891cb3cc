import FlowTime

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
        guard begun <= horizon else { return WorkingTime.never }
        if isNoted {
            task.inProgress = begun
            task.changed = begun
            task.status = .inProgress
            task.worker = worker
        }
        var from = begun
        if isNoted, random.chance(0.035) {
            let held = calendar.advance(begun, hours: 0.5)
            from = calendar.advance(held, hours: 20 + 60 * random.unit())
            if held <= horizon {
                task.status = .onHold
                task.changed = held
            }
            if from <= horizon {
                task.status = .inProgress
                task.changed = from
            }
        }
        let work = random.logNormal(median: plan.work, spread: plan.spread) + wait * (1 - untilBegun)
        let end = calendar.advance(from, hours: work)
        guard end <= horizon else { return WorkingTime.never }
        task.status = random.chance(0.015) ? .skipped : .completed
        task.finished = end
        task.changed = end
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
        guard told <= horizon else { return WorkingTime.never }
        let end = told + Self.seconds(random.logNormal(median: plan.work, spread: plan.spread)) + 1
        task.inProgress = told
        task.changed = told
        task.status = .inProgress
        guard end <= horizon else { return WorkingTime.never }
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
        guard begin != WorkingTime.never else { return WorkingTime.never }
        begin += 150 + Milliseconds(random.below(1_800))
        guard begin <= horizon else { return WorkingTime.never }
        task.inProgress = begin
        task.changed = begin
        task.status = .inProgress
        var end = begin + Self.seconds(random.logNormal(median: plan.work, spread: plan.spread)) + 1
        let fails = random.chance(plan.failure)
        guard end <= horizon else { return WorkingTime.never }
        if fails {
            task.status = .failed
            task.changed = end
            task.isBypassed = !plan.isRequired
            if task.isBypassed { return end }
            task.assignee = staff.pick(plan.team, &random)
            task.worker = task.assignee
            end = calendar.advance(end, hours: random.logNormal(median: 22, spread: 1.1))
            guard end <= horizon else { return WorkingTime.never }
        }
        return finish(&task, at: end)
    }

    private static func seconds(_ count: Double) -> Milliseconds {
        Milliseconds(Int64(count * 1_000))
    }

    private func finish(_ task: inout SampleTask, at end: Instant) -> Instant {
        task.status = .completed
        task.finished = end
        task.changed = end
        return end
    }
}
