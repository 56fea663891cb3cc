package import FlowModel
package import FlowTime

/// Where an open execution stands: at the first of its current tasks that it has (docs/metrics.md#current).
///
/// Worked out once for the execution as a whole, so that a look at some of its tasks only does not move it.
package struct Standing: Sendable {
    /// The task's own name.
    package let task: RecordText
    /// The name of its phase; missing where it belongs to none.
    package let phase: RecordText
    /// Who is assigned to the task.
    package let assignees: FlowExecution.TextList
    /// Since when: what the data says, else since the task is ready; nil where that lies after the report's clock.
    package let since: Instant?

    /// Nil where no current task is one of the execution's. `tasks` are the facts of all of them.
    init?(_ execution: borrowing FlowExecution, _ tasks: [TaskFacts], _ context: borrowing MetricContext) {
        for current in execution.currentTasks {
            guard let index = execution.tasks.firstIndex(where: { execution.equal($0.id, current.id) }) else {
                continue
            }
            let task = execution.tasks[index]
            self.task = task.name
            phase = tasks[index].phaseIndex.map { execution.phases[$0].name } ?? .missing
            assignees = task.assignees
            let stated = current.since.instant(in: context.zone) ?? task.startedAt.instant(in: context.zone)
            since = stated.flatMap { $0 <= context.asOf ? $0 : nil }
            return
        }
        return nil
    }
}
