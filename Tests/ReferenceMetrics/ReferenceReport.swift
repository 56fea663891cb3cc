/// Every table of docs/metrics.md over one JSON Lines file, computed as plainly as the definitions read.
///
/// It shares nothing with the product, so that the tests can hold the product's tables against these.
package struct ReferenceReport {
    let options: ReferenceOptions
    let clock: ZoneClock
    /// Milliseconds of the unit of durations, and of a day of the overdue buckets.
    let unitMilliseconds: Double
    let dayMilliseconds: Int64
    let measure: Measure
    /// The executions started by `as_of`, by id.
    let executions: [ExecutionLife]
    let defects: Defects

    /// Reads a whole JSON Lines file and places every execution at `as_of`.
    package init(lines: [UInt8], options: ReferenceOptions) {
        self.init(lines: ReferenceLines(lines), options: options)
    }

    /// Places every execution at `as_of`.
    package init(lines: ReferenceLines, options: ReferenceOptions) {
        self.init(file: RecordFile(lines: lines, timeZone: options.timeZone), options: options)
    }

    /// Places every execution at `as_of`; the file must have been read for the zone of the options.
    package init(file: RecordFile, options: ReferenceOptions) {
        self.options = options
        clock = file.clock
        let working = options.calendar.map { [clock] in WorkingTime($0, clock: clock) }
        dayMilliseconds = working?.millisecondsPerDay ?? 86_400_000
        switch options.durationUnit {
        case "days": unitMilliseconds = Double(dayMilliseconds)
        case "hours": unitMilliseconds = 3_600_000
        case "minutes": unitMilliseconds = 60_000
        case "seconds": unitMilliseconds = 1000
        default: preconditionFailure("unknown duration unit \(options.durationUnit)")
        }

        let measure = Measure(asOf: options.asOf, working: working)
        self.measure = measure
        var startless: [ExecutionRecord] = []
        var started: [(record: ExecutionRecord, start: Int64)] = []
        let naming = PeopleNaming(options.people, file.executions)
        for record in file.executions.map(naming.named) {
            guard let start = ExecutionLife.start(of: record) else {
                startless.append(record)
                continue
            }
            if start <= options.asOf { started.append((record, start)) }
        }
        let labels = TemplateLabels(started)
        executions = started.map { record, start in
            ExecutionLife(record, start: start, template: labels.label(of: record.templateID), measure: measure)
        }
        // Only defects are read from these, no cycle time and no age: `as_of` stands in for the start.
        let withoutStart = startless.map {
            ExecutionLife($0, start: options.asOf, template: nil, measure: Measure(asOf: options.asOf))
        }
        defects = Defects(started: executions, startless: withoutStart, file: file)
    }
}

extension ReferenceReport {
    /// A column name with the unit as its suffix.
    func inUnit(_ name: String) -> String { name + "_" + options.durationUnit }

    /// A duration in the report's unit.
    func duration(_ milliseconds: Double?) -> ReferenceValue { .number(milliseconds.map { $0 / unitMilliseconds }) }

    /// A duration in the report's unit.
    func duration(_ milliseconds: Int64?) -> ReferenceValue { duration(milliseconds.map(Double.init)) }

    func isInPeriod(_ instant: Int64?) -> Bool { instant.map(options.isInPeriod) ?? false }

    /// The executions ended in the period.
    var ended: [ExecutionLife] { executions.filter { isInPeriod($0.end) } }

    /// Every task with its execution.
    var tasks: [TaskItem] {
        executions.flatMap { execution in execution.tasks.map { TaskItem(execution: execution, task: $0) } }
    }

    /// The tasks finished in the period.
    var finishedTasks: [TaskItem] { tasks.filter { isInPeriod($0.task.finished) } }

    /// The phases finished in the period.
    var finishedPhases: [PhaseItem] {
        executions.flatMap { execution in execution.phases.map { PhaseItem(execution: execution, phase: $0) } }
            .filter { isInPeriod($0.phase.finished) }
    }
}
