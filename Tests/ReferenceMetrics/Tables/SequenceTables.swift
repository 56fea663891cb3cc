extension ExecutionLife {
    /// The finished tasks in the order of finishing, ties by task id, one without an id last, then as in the data.
    var finishedInOrder: [(task: TaskLife, finished: Int64)] {
        let finished = tasks.compactMap { task in task.finished.map { (task: task, finished: $0) } }
        return finished.sorted { left, right in
            if left.finished != right.finished { return left.finished < right.finished }
            return missingLast(left.task.record.id, right.task.record.id)
        }
    }
}

extension ReferenceReport {
    /// A step from a finished task to the one finished next, in the period.
    private struct Step {
        var from: TaskLife
        var to: TaskLife
        var time: Int64
    }

    private func steps(of execution: ExecutionLife) -> [Step] {
        let finished = execution.finishedInOrder
        return zip(finished, finished.dropFirst()).filter { isInPeriod($1.finished) }.map { first, second in
            Step(from: first.task, to: second.task, time: measure.time(from: first.finished, to: second.finished))
        }
    }

    /// `transitions`: a task and the one finished next.
    func transitions(by dimensions: [String]) -> ReferenceTable {
        links(by: dimensions) { step in [(step.from.record.name, step.to.record.name)] }
    }

    /// `handovers`: the assignees of a task and those of the one finished next, where no one is assigned to both.
    func handovers(by dimensions: [String]) -> ReferenceTable {
        links(by: dimensions) { step in
            let from = step.from.record.assignees.isEmpty ? [Text("(unassigned)")] : step.from.record.assignees
            let to = step.to.record.assignees.isEmpty ? [Text("(unassigned)")] : step.to.record.assignees
            if from.contains(where: to.contains) { return [] }
            return from.flatMap { giver in to.map { (giver, $0) } }
        }
    }

    private func links(by dimensions: [String], _ pairs: (Step) -> [(Text?, Text?)]) -> ReferenceTable {
        var rows: [[ReferenceValue]] = []
        for (key, items) in groups(executions, by: dimensions) {
            var times: [[Text?]: [Int64]] = [:]
            for step in items.flatMap(steps) {
                for (from, to) in pairs(step) { times[[from, to], default: []].append(step.time) }
            }
            let sorted = times.sorted { left, right in
                left.value.count != right.value.count
                    ? left.value.count > right.value.count : isKey(left.key, before: right.key)
            }
            for (names, times) in sorted {
                let statistics = Statistics(times)
                rows.append(
                    cells(key) + cells(names) + [
                        .integer(times.count), duration(statistics.percentile(50)), duration(statistics.percentile(85)),
                    ])
            }
        }
        let columns = [("from", "string"), ("to", "string"), ("count", "integer")]
        return ReferenceTable(
            columns: keyColumns(dimensions) + columns + [(inUnit("p50"), "duration"), (inUnit("p85"), "duration")],
            rows: rows)
    }

    /// `rework`: tasks and phases that executions went through more than once.
    func rework(by dimensions: [String]) -> ReferenceTable {
        var rows: [[ReferenceValue]] = []
        for (key, items) in groups(executions, by: dimensions) {
            // Of each kind and name, the passes of each execution that finished one in the period.
            var passes: [[Text?]: [Int]] = [:]
            for execution in items {
                var iterations: [[Text?]: [Int]] = [:]
                for task in execution.tasks where isInPeriod(task.finished) {
                    iterations[[Text("task"), task.record.name], default: []].append(task.record.iterations ?? 0)
                }
                for phase in execution.phases where isInPeriod(phase.finished) {
                    iterations[[Text("phase"), phase.record.name], default: []].append(phase.record.iterations ?? 0)
                }
                for (work, counts) in iterations {
                    passes[work, default: []].append(max(counts.count, 1 + (counts.max() ?? 0)))
                }
            }
            func repeated(_ passes: [Int]) -> Int { passes.filter { $0 > 1 }.count }
            let sorted = passes.filter { repeated($0.value) > 0 }.sorted { left, right in
                let counts = (repeated(left.value), repeated(right.value))
                return counts.0 != counts.1 ? counts.0 > counts.1 : isKey(left.key, before: right.key)
            }
            for (work, passes) in sorted {
                let total = passes.reduce(0, +)
                rows.append(
                    cells(key) + cells(work) + [
                        .integer(passes.count), .integer(repeated(passes)),
                        .number(Double(repeated(passes)) / Double(passes.count)), .integer(total),
                        .number(Double(total) / Double(passes.count)), .integer(passes.max() ?? 0),
                    ])
            }
        }
        var columns = keyColumns(dimensions) + [("kind", "string"), ("name", "string")]
        columns += [("executions", "integer"), ("repeated", "integer"), ("rework_rate", "percent")]
        columns += [("passes", "integer"), ("passes_mean", "decimal"), ("passes_max", "integer")]
        return ReferenceTable(columns: columns, rows: rows)
    }
}
