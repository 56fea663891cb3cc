import FlowTables

/// Every table, in the order of the reference.
///
/// Those that are groups of records or lists of them are values in this file; what is neither has a file of its own beside it.
package enum MetricCatalog {
    package static let metrics: [MetricTable] = [
        .summary,
        .cycleTimes,
        .cycleTimeHistogram,
        .phaseTimes,
        .taskTimes,
        .bottlenecks,
        .overdueTasks,
        .overdueSummary,
        .overdueExecutions,
        .closingReasons,
        .throughput,
        .cumulativeFlow,
        .aging,
        .workload,
        .automationFailures,
        .variants,
        .workInProgress,
        .outcomes,
        .taskOutcomes,
        .between,
        .transitions,
        .rework,
        .handovers,
        .outliers,
        .onTime,
        .targets,
        .changes,
        .forecast,
        .executions,
        .tasks,
        .dataQuality,
    ]

    /// The table of the key figures.
    package static let keyFigures = MetricTable.summary

    /// The table of the key figures against the period before.
    package static let comparison = MetricTable.changes

    package static func metric(named name: String) -> MetricTable? {
        metrics.first { $0.name == name }
    }
}

// MARK: - A row for each group

extension MetricTable {
    /// How long executions that ended in the period took from start to end.
    ///
    /// `count` counts every execution of the group that ended in the period, also one whose end lies before its start; the
    /// statistics leave that one out.
    static let cycleTimes = MetricTable(
        "cycle_times", title: "Cycle times",
        answer: ["count", "p50", "p85"], details: ["mean", "stddev", "min", "flow_efficiency"],
        note: "One row for each group of runs that ended in the period: how long they took from start to end.",
        of: .endedExecutions, by: [.template], options: [.by, .percentiles],
        [
            .count(title: "Runs ended", note: "Runs of the group that ended in the period."),
            .statistic(
                .mean, of: .cycleTime, "mean", title: "Mean",
                note: "Arithmetic mean of the cycle times, from start to end."),
            .statistic(
                .standardDeviation, of: .cycleTime, "stddev", title: "Std. deviation",
                note: "Sample standard deviation (n − 1)."),
            .statistic(.minimum, of: .cycleTime, "min", title: "Shortest", note: "The shortest cycle time."),
            .percentiles(of: .cycleTime, subjects: "runs"),
            .statistic(.maximum, of: .cycleTime, "max", title: "Longest", note: "The longest cycle time."),
            .statistic(
                .mean, of: .flowEfficiency, "flow_efficiency", title: "Flow efficiency",
                note: "Mean share of the cycle time in which somebody worked on a task."),
            .rate(
                of: .isOnTime, "on_time_rate", title: "On time",
                note: "Share of the runs with a due date that ended by it."),
        ],
        chart: GroupChart(title: "Cycle times", "percentiles", rowLimit: 12, isOnSummary: true))

    /// How long phases that finished in the period took from ready to finished.
    static let phaseTimes = MetricTable(
        "phase_times", title: "Phase times",
        answer: ["count", "p50", "p85"], details: ["mean"],
        note: "One row for each group of phases that finished in the period: how long they took once they were ready.",
        of: .finishedPhases, by: [.template, .phase],
        [
            .count(title: "Phases finished", note: "Phases finished in the period."),
            .statistic(.mean, of: .lead, "mean", title: "Mean", note: "Mean lead time, from ready to finished."),
            .percentiles(of: .lead, subjects: "phases"),
            .statistic(.maximum, of: .lead, "max", title: "Longest", note: "The longest lead time."),
        ])

    /// How long tasks that finished in the period took, waited and were worked on.
    static let taskTimes = MetricTable(
        "task_times", title: "Task times",
        answer: ["lead_p50", "lead_p85"], details: ["lead_mean", "wait_mean", "touch_mean"],
        note:
            "One row for each group of tasks that finished in the period: lead time, and its waiting and working parts.",
        of: .finishedTasks, by: [.template, .phase, .task],
        [
            .count(title: "Tasks finished", note: "Tasks finished in the period."),
            .count(
                "begun", where: [.touch.present], title: "Begun",
                note: "Those of which the data says when work on them began: waiting and work are about them."),
        ]
            + times(of: .lead, "from ready to finished") + times(of: .wait, "from ready to in progress")
            + times(of: .touch, "from in progress to finished") + [
                .rate(
                    of: .isOnTime, "on_time_rate", title: "On time",
                    note: "Share of the tasks with a due date that were finished by it.")
            ])

    private static func times(of attribute: Attribute, _ span: String) -> [Measure] {
        let (name, title) = (attribute.name, attribute.title.text)
        return [
            .statistic(
                .percentile(50), of: attribute, "\(name)_p50", title: "\(part: title), median",
                note: "Median time \(part: span)."),
            .statistic(
                .percentile(85), of: attribute, "\(name)_p85", title: "\(part: title), 85 %",
                note: "85 % of the tasks took at most this long \(part: span).", emphasis: .bar),
            .statistic(
                .mean, of: attribute, "\(name)_mean", title: "\(part: title), mean", note: "Mean time \(part: span)."),
        ]
    }

    /// Which tasks took the most time of all that finished in the period.
    ///
    /// Waiting and work have no total where no task of the group says when work began. Equal totals are ordered by template,
    /// phase and task. The share has no value where no task has a lead time above 0.
    static let bottlenecks = MetricTable(
        "bottlenecks", title: "Bottlenecks",
        answer: ["lead_total", "share_of_lead"],
        note: "One row for each kind of task finished in the period, the one that took the most time in total first.",
        of: .finishedTasks, by: [.template, .phase, .task], options: [], order: .descendingTotal(.lead),
        [
            .count(title: "Tasks finished", note: "Tasks finished in the period."),
            .totalOfKnown(
                of: .wait, "wait_total", title: "Waiting, total",
                note: "All the time these tasks waited: from ready until somebody began to work on them."),
            .totalOfKnown(
                of: .touch, "touch_total", title: "Work, total", note: "All the time from in progress to finished."),
            .total(
                of: .unknownTime, "unknown_total", title: "Unknown, total",
                note:
                    "All the lead time that is neither waiting nor work: mostly of tasks whose begin of work nobody noted."
            ),
            .total(
                of: .lead, "lead_total", title: "Lead time, total", note: "All the time from ready to finished.",
                emphasis: .bar),
            .shareOfTotal(
                of: .lead, "share_of_lead", title: "Share of all time",
                note: "Share of the lead time of all tasks finished in the period."),
        ],
        chart: GroupChart(title: "Where the time goes", "lead_total", rowLimit: 6, isOnSummary: true))

    /// How many tasks are overdue and by how much.
    static let overdueSummary = MetricTable(
        "overdue_summary", title: "Overdue tasks by kind",
        answer: ["count", "p50"], details: ["mean"],
        note: "One row for each group of overdue tasks, with how many are overdue by how many days.",
        of: .overdueTasks, by: [.template, .task],
        [
            .count(title: "Overdue tasks", note: "Tasks overdue now.", emphasis: .bar),
            .statistic(
                .mean, of: .overdue, "mean", title: "Mean overdue",
                note: "How long they have been overdue on average."),
            .statistic(
                .percentile(50), of: .overdue, "p50", title: "Median overdue",
                note: "Half of them have been overdue longer."),
            .statistic(
                .maximum, of: .overdue, "max", title: "Longest overdue", note: "The longest time one has been overdue."),
            .overdueBuckets(of: .overdue),
        ])

    /// Who has how many tasks open, and finished how many in the period.
    ///
    /// A task with several assignees counts under each of them.
    static let workload = MetricTable(
        "workload", title: "Workload",
        answer: ["open", "overdue"],
        note: "One row for each group of tasks that are open now or were finished in the period, by assignee at first.",
        of: .openOrFinishedTasks, by: [.assignee],
        [
            .count(
                "open", where: [.isOpen], title: "Open",
                note: "Tasks of open runs that are neither finished nor skipped.", emphasis: .bar),
            .count(
                "current", where: [.isOpen, .isCurrent], title: "Current",
                note: "Open tasks at which their run stands now."),
            .count(
                "overdue", where: [.overdue.present], title: "Overdue", note: "Open tasks past their due date.",
                emphasis: .alarm),
            .count(
                "finished", where: [.isFinishedInPeriod], title: "Finished", note: "Tasks finished in the period."),
            .statistic(
                .percentile(50), of: .touch, "touch_p50", title: "Work, median",
                note: "Median time from in progress to finished, of the tasks finished in the period."),
        ],
        chart: GroupChart(title: "Open and overdue tasks", "open", "overdue", rowLimit: 25))

    /// How many of the tasks that machines do have failed, whatever the period.
    static let automationFailures = MetricTable(
        "automation_failures", title: "Automation failures",
        answer: ["failed", "failure_rate"],
        note: "One row for each group of automated and AI-agent tasks of all runs, whatever the period.",
        of: .automatedTasks, by: [.template, .task],
        [
            .count("total", title: "Automated tasks", note: "Tasks that an automation or an AI agent does."),
            .count(
                "failed", where: [.hasFailed], title: "Failed", note: "Those that stand at failed.", emphasis: .alarm),
            .rate(
                of: .hasFailed, "failure_rate", title: "Failure rate",
                note: "Share of the automated tasks that failed.", emphasis: .bar),
        ])

    /// How many executions are open, where they stand, and for how long.
    static let workInProgress = MetricTable(
        "work_in_progress", title: "Work in progress",
        answer: ["count", "overdue", "age_p85"], details: ["age_p50"],
        note: "One row for each group of open runs: how many there are, how old, and how long they have stood there.",
        of: .openExecutions, by: [.template, .currentPhase],
        [
            .count(title: "Open runs", note: "Runs open now.", emphasis: .bar),
            .count(
                "overdue", where: [.overdue.present], title: "Overdue", note: "Those past their due date.",
                emphasis: .alarm),
            .statistic(
                .percentile(50), of: .age, "age_p50", title: "Age, median",
                note: "Half of them have been open longer."),
            .statistic(
                .percentile(85), of: .age, "age_p85", title: "Age, 85 %",
                note: "85 % of them have been open for at most this long."),
            .statistic(
                .maximum, of: .age, "age_max", title: "Age, highest", note: "How long the oldest has been open."),
            .statistic(
                .percentile(50), of: .currentAge, "current_age_p50", title: "Stands for, median",
                note: "Half of them have stood at their first current task for longer."),
            .statistic(
                .maximum, of: .currentAge, "current_age_max", title: "Stands for, longest",
                note: "The longest time one has stood at its first current task."),
        ],
        chart: GroupChart(title: "Open and overdue runs", "count", "overdue", rowLimit: 15, isOnSummary: true))

    /// How executions that ended in the period ended: done, or closed before all was done.
    static let outcomes = MetricTable(
        "outcomes", title: "How runs ended",
        answer: ["ended", "done", "closed", "closed_rate"],
        note: "One row for each group of runs that ended in the period: how many were done, and how many closed.",
        of: .endedExecutions, by: [.template],
        [
            .count("ended", title: "Ended", note: "Runs of the group that ended in the period: done or closed."),
            .count("done", where: [.isDone], title: "Done", note: "Those that were done."),
            .count("closed", where: [.isClosed], title: "Closed", note: "Those that were closed before all was done."),
            .rate(
                of: .isClosed, "closed_rate", title: "Closed, share", note: "Share of the ended runs that were closed.",
                emphasis: .bar),
        ],
        chart: GroupChart(title: "How runs ended", "done", "closed", rowLimit: 15))

    /// How tasks that were settled in the period were settled: finished or skipped.
    ///
    /// A task that is settled without an instant belongs to no period.
    static let taskOutcomes = MetricTable(
        "task_outcomes", title: "How tasks ended",
        answer: ["settled", "skip_rate"],
        note: "One row for each group of tasks finished or skipped in the period: how many were skipped.",
        of: .settledTasks, by: [.template, .phase, .task],
        [
            .count("settled", title: "Settled", note: "Tasks of the group finished or skipped in the period."),
            .count("finished", where: [.isFinishedInPeriod], title: "Finished", note: "Those that were finished."),
            .count("skipped", where: [.isSkipped], title: "Skipped", note: "Those that were skipped."),
            .rate(
                of: .isSkipped, "skip_rate", title: "Skipped, share",
                note: "Share of the settled tasks that were skipped.",
                emphasis: .bar),
        ],
        chart: GroupChart(title: "Skipped tasks", "skipped", rowLimit: 15, isBySize: true))
}

// MARK: - A row for each record

extension MetricTable {
    /// Every overdue task, the longest overdue first.
    static let overdueTasks = MetricTable(
        "overdue_tasks", title: "Overdue tasks",
        answer: ["execution", "task", "assignees", "overdue"], details: ["task_type", "task_status", "bucket"],
        note: "One row for each task that is overdue now, the longest overdue first.",
        of: .overdueTasks, order: .descending(.overdue),
        [
            .executionID, .executionName, .template, .entityID, .entity, .phase, .taskID, .task, .taskType, .taskStatus,
            .assignee.listed, .dueAt, .overdue, .overdueBucket, .isCurrent,
        ])

    /// Every open execution past its own due date, the longest overdue first.
    static let overdueExecutions = MetricTable(
        "overdue_executions", title: "Overdue runs",
        answer: ["execution", "assignees", "overdue"],
        note: "One row for each open run that is past its due date, the longest overdue first.",
        of: .overdueExecutions, order: .descending(.overdue),
        [.executionID, .executionName, .template, .entityID, .entity, .assignee.listed, .dueAt, .overdue])

    /// Every execution started by the report's clock, by id.
    static let executions = MetricTable(
        "executions", title: "Runs", answer: ["name", "status", "started_at"],
        details: [
            "trigger", "created_at", "updated_at", "tasks", "tasks_finished", "tasks_overdue", "flow_efficiency",
        ],
        note: "One row for each run, whatever the period, by id.",
        of: .startedExecutions, order: .byID,
        [
            .executionID.shown(as: "id"), .organizationID, .templateID, .template, .name, .status, .trigger, .entityID,
            .entity, .entitySchema, .assignee.listed, .startedBy, .closedBy, .createdAt, .updatedAt, .dueAt,
            .closingReason.listed, .taxonomy.listed, .startedAt, .endedAt, .cycleTime, .age, .overdue.present,
            .taskCount, .tasksFinished, .tasksOverdue, .flowEfficiency,
        ])

    /// Every task of the executions started by the report's clock, by execution id and task id.
    static let tasks = MetricTable(
        "tasks", title: "Tasks", answer: ["execution", "task", "task_status"],
        details: ["ready_at", "in_progress_at", "wait", "touch"],
        note: "One row for each task of each run, whatever the period, by run id and task id.",
        of: .tasks, order: .byID,
        [
            .executionID, .template, .executionName, .phaseTemplateID, .phase, .taskID, .taskTemplateID, .task,
            .taskType, .taskStatus, .assignee.listed, .dueAt, .isCurrent,
            .readyAt.noted("When the task could be worked on."),
            .inProgressAt.noted("When work on it began."), .finishedAt.noted("When it was completed."),
            .lead, .wait, .touch, .overdue.present.noted("Whether it is past its due date."),
        ])
}

extension Attribute {
    /// The name of an execution, in lists of something else.
    static let executionName = name.shown(as: "execution", title: "Run")
}
