import FlowModel

extension RecordView {
    /// Calls `body` with what a filter leaves: not at all for an execution that does not fit, without the tasks or phases
    /// that do not.
    ///
    /// What was worked out for the execution as a whole stays as it is, such as its flow efficiency and the phase of a task.
    mutating func showing(
        _ filter: Filter?, _ labels: TemplateLabels, _ body: (borrowing RecordView) throws -> Void
    ) rethrows {
        guard let filter else { return try body(self) }
        switch filter.grain {
        case .execution:
            if filter.condition.matches(.execution, self, labels) { try body(self) }
        case .task:
            var kept: [Int] = []
            for index in execution.tasks.indices where filter.condition.matches(.task(index), self, labels) {
                kept.append(index)
            }
            let (all, facts) = (execution.tasks, self.facts.tasks)
            execution.tasks = kept.map { all[$0] }
            self.facts.show(tasks: kept.map { facts[$0] }, phases: self.facts.phases)
            defer {
                execution.tasks = all
                self.facts.show(tasks: facts, phases: self.facts.phases)
            }
            try body(self)
        case .phase:
            var kept: [Int] = []
            for index in execution.phases.indices where filter.condition.matches(.phase(index), self, labels) {
                kept.append(index)
            }
            let (all, facts) = (execution.phases, self.facts.phases)
            execution.phases = kept.map { all[$0] }
            self.facts.show(tasks: self.facts.tasks, phases: kept.map { facts[$0] })
            defer {
                execution.phases = all
                self.facts.show(tasks: self.facts.tasks, phases: facts)
            }
            try body(self)
        }
    }
}
