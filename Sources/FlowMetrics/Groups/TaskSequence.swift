import FlowModel
import FlowTime

/// The finished tasks of one execution in the order in which they were finished.
///
/// Of those finished at the same instant the smaller id comes first, one without an id last, then as in the data. Reused
/// from execution to execution.
struct TaskSequence {
    private(set) var steps: [Step] = []

    struct Step {
        let finished: Instant
        /// Index among the execution's tasks.
        let task: Int
        let name: Symbol
    }

    mutating func update(_ record: borrowing RecordView) {
        steps.removeAll(keepingCapacity: true)
        for (index, task) in record.facts.tasks.enumerated() {
            guard let finished = task.finished else { continue }
            let name = record.interner.symbol(record.execution.tasks[index].name, of: record.execution)
            steps.append(Step(finished: finished, task: index, name: name))
        }
        steps.sort { left, right in
            left.finished == right.finished
                ? record.execution.comesFirst(left.task, right.task) : left.finished < right.finished
        }
    }
}

extension FlowExecution {
    /// Whether one task stands before another that finished at the same instant.
    fileprivate func comesFirst(_ left: Int, _ right: Int) -> Bool {
        let ids = (tasks[left].id, tasks[right].id)
        if equal(ids.0, ids.1) || (ids.0.isMissing && ids.1.isMissing) { return left < right }
        if ids.0.isMissing || ids.1.isMissing { return ids.1.isMissing }
        return utf8(ids.0).lexicographicallyPrecedes(utf8(ids.1))
    }
}
