import FlowModel
import FlowTables
package import FlowTime

/// What is known of phases and tasks besides what their execution has.
extension Attribute {
    static let ofPhases =
        [phaseTemplateID, phase] + TimeBucket.allCases.map(finished) + [phaseID, lead, readyAt, finishedAt]

    static let ofTasks = [
        taskTemplateID, task, taskType, taskStatus, isEnabled, failure, completedBy, skippedBy, taskID, isCurrent, wait,
        touch, inProgressAt,
    ]

    // MARK: Of phases and of tasks

    /// Of a task that of its phase.
    package static let phaseTemplateID = Attribute(
        "phase_template_id", title: "Phase template id", note: "The id of the phase in its template.", of: .phase,
        for: .groups, facts: [.phaseOfSubject],
        .text { record, subject in
            if let index = record.phaseIndex(of: subject) {
                record.execution.phases[index].templateID
            } else {
                .missing
            }
        })
    /// Of a task that of its phase.
    package static let phase = Attribute(
        "phase", title: "Phase", note: "The phase's own name.", of: .phase, for: .groups, facts: [.phaseOfSubject],
        .text { record, subject in
            if let index = record.phaseIndex(of: subject) { record.execution.phases[index].name } else { .missing }
        })
    package static let phaseID = Attribute(
        "phase_id", title: "Phase id", note: "The phase's own id; of a task the phase that it names.", of: .phase,
        facts: [.phaseOfTask],
        .identifier { record, subject in
            switch subject {
            case .execution: .missing
            case .phase(let index): record.execution.phases[index].id
            case .task(let index): record.execution.tasks[index].phaseID
            }
        })
    package static let lead = Attribute(
        "lead", title: "Lead time", note: "From ready to finished.", of: .phase, emphasis: .bar,
        .duration { record, subject in
            switch subject {
            case .execution: nil
            case .phase(let index): record.facts.phases[index].leadTime
            case .task(let index): record.facts.tasks[index].leadTime
            }
        })
    package static let readyAt = Attribute(
        "ready_at", title: "Ready", note: "When the phase or task could be worked on.", of: .phase,
        .instant { record, subject in
            switch subject {
            case .execution: nil
            case .phase(let index): record.facts.phases[index].ready
            case .task(let index): record.facts.tasks[index].ready
            }
        })
    package static let finishedAt = Attribute(
        "finished_at", title: "Finished", note: "When the phase or task was finished.", of: .phase,
        .instant { record, subject in
            switch subject {
            case .execution: nil
            case .phase(let index): record.facts.phases[index].finished
            case .task(let index): record.facts.tasks[index].finished
            }
        })

    /// Of a skipped task when it was skipped.
    package static func finished(_ bucket: TimeBucket) -> Attribute {
        Attribute(
            "finished_\(bucket.rawValue)", title: "Finished (\(part: bucket.rawValue))",
            note: "The \(part: bucket.rawValue) in which the phase or task was finished, or the task skipped.",
            of: .phase, for: .groups, spanOf: .settlement,
            .bucket(bucket) { record, subject in
                switch subject {
                case .execution: nil
                case .phase(let index): record.facts.phases[index].finished
                case .task(let index): record.facts.tasks[index].settled
                }
            })
    }

    // MARK: Of tasks

    package static let taskID = Attribute(
        "task_id", title: "Task id", note: "The task's own id.", of: .task,
        .identifier { record, subject in
            if case .task(let index) = subject { record.execution.tasks[index].id } else { .missing }
        })
    package static let taskTemplateID = Attribute(
        "task_template_id", title: "Task template id", note: "The id of the task in its template.", of: .task,
        for: .groups,
        .text { record, subject in
            if case .task(let index) = subject { record.execution.tasks[index].templateID } else { .missing }
        })
    package static let task = Attribute(
        "task", title: "Task", note: "The task's own name.", of: .task, for: .groups,
        .text { record, subject in
            if case .task(let index) = subject { record.execution.tasks[index].name } else { .missing }
        })
    package static let taskType = Attribute(
        "task_type", title: "Task type", note: "Manual task, automation, decision or AI agent.", of: .task,
        for: .groups, vocabulary: StatusWords.taskTypes,
        .text { record, subject in
            if case .task(let index) = subject { record.execution.tasks[index].type } else { .missing }
        })
    package static let taskStatus = Attribute(
        "task_status", title: "Task status", note: "The task's status as the data gives it.", of: .task, for: .groups,
        vocabulary: StatusWords.tasks,
        .text { record, subject in
            if case .task(let index) = subject { record.execution.tasks[index].status } else { .missing }
        })
    package static let isEnabled = Attribute(
        "enabled", title: "Enabled", note: "Whether the task can be done; false while its requirements are not met.",
        of: .task, for: .groups, facts: [.tasks, .details],
        .word { record, subject in
            guard case .task(let index) = subject else { return nil }
            return record.execution.tasks[index].isEnabled ? "true" : "false"
        })
    package static let failure = Attribute(
        "failure", title: "Failure", note: "Why a failed task failed: an error code where there is one.", of: .task,
        for: .groups, vocabulary: Nothing.words, facts: [.tasks, .details],
        .word { record, subject in
            guard case .task(let index) = subject else { return nil }
            return record.string(record.execution.tasks[index].failure) ?? Nothing.none
        })
    package static let completedBy = Attribute(
        "completed_by", title: "Completed by", note: "Who completed the task.", of: .task, for: .groups,
        vocabulary: Nothing.words, facts: [.tasks, .details, .names],
        .person(
            { record, subject in
                if case .task(let index) = subject { record.execution.tasks[index].completedBy } else { .missing }
            }, as: .person))
    package static let skippedBy = Attribute(
        "skipped_by", title: "Skipped by", note: "Who skipped the task.", of: .task, for: .groups,
        vocabulary: Nothing.words, facts: [.tasks, .details, .names],
        .person(
            { record, subject in
                if case .task(let index) = subject { record.execution.tasks[index].skippedBy } else { .missing }
            }, as: .person))
    package static let isCurrent = Attribute(
        "current", title: "Current", note: "Whether the run stands at this task now.", of: .task,
        facts: [.tasks, .currentTasks],
        .truth { record, subject in
            if case .task(let index) = subject { record.facts.tasks[index].isCurrent } else { nil }
        })
    package static let wait = Attribute(
        "wait", title: "Waiting", note: "From ready to in progress.", of: .task,
        .duration { record, subject in
            if case .task(let index) = subject { record.facts.tasks[index].waitTime } else { nil }
        })
    package static let touch = Attribute(
        "touch", title: "Work", note: "From in progress to finished.", of: .task,
        .duration { record, subject in
            if case .task(let index) = subject { record.facts.tasks[index].touchTime } else { nil }
        })
    package static let inProgressAt = Attribute(
        "in_progress_at", title: "In progress", note: "When work on the task began.", of: .task,
        .instant { record, subject in
            if case .task(let index) = subject { record.facts.tasks[index].inProgress } else { nil }
        })

    // MARK: For tables of their own

    /// Whether a task was finished in the period.
    static let isFinishedInPeriod = Attribute(
        "finished_in_period", title: "Finished", note: "Whether the task was finished in the period.", of: .task,
        for: .columns,
        .truth { record, subject in
            if case .task(let index) = subject { record.facts.tasks[index].isFinishedInPeriod } else { nil }
        })
    static let isSkipped = Attribute(
        "skipped", title: "Skipped", note: "Whether the task stands at skipped.", of: .task, for: .columns,
        .truth { record, subject in
            if case .task(let index) = subject { record.execution.tasks[index].state == .skipped } else { nil }
        })
    /// What of the lead time is neither waiting nor work: where nobody said when work began, all of it.
    static let unknownTime = Attribute(
        "unknown", title: "Unknown", note: "Lead time that is neither waiting nor work.", of: .task, for: .columns,
        .duration { record, subject in
            guard case .task(let index) = subject, let lead = record.facts.tasks[index].leadTime else { return nil }
            let task = record.facts.tasks[index]
            return max(.zero, lead - (task.waitTime ?? .zero) - (task.touchTime ?? .zero))
        })
    static let hasFailed = Attribute(
        "failed", title: "Failed", note: "Whether the task stands at failed.", of: .task, for: .columns,
        .truth { record, subject in
            if case .task(let index) = subject { record.execution.tasks[index].state == .failed } else { nil }
        })
    static let overdueBucket = Attribute(
        "bucket", title: "Overdue (days)", note: "The class of days that the task is overdue by.", of: .task,
        for: .columns,
        .word { record, subject in
            guard case .task(let index) = subject, let overdue = record.facts.tasks[index].overdue else { return nil }
            return OverdueBucket.labels[OverdueBucket.index(days: record.context.inDays(overdue))]
        })
}

extension RecordView {
    /// The phase that a subject is or belongs to.
    fileprivate func phaseIndex(of subject: Subject) -> Int? {
        switch subject {
        case .execution: nil
        case .phase(let index): index
        case .task(let index): facts.tasks[index].phaseIndex
        }
    }
}

/// How long something has been overdue, in classes of days; the lower bound belongs to a class, the upper does not.
package enum OverdueBucket {
    package static let labels = ["0-1", "1-3", "3-7", "7-14", "14-30", "30+"]
    package static let upperBounds = [1.0, 3, 7, 14, 30]

    static func index(days: Double) -> Int {
        upperBounds.firstIndex { days < $0 } ?? upperBounds.count
    }
}
