import FlowTables
import FlowTime

/// A report like those of the product, with values that an energy supplier might see; also what the pictures show.
enum ExampleReport {
    /// 2026-11-23T00:00:00+01:00.
    static let asOf: Instant = 1_795_388_400_000
    static let day = Milliseconds.day

    static func make() -> Report {
        Report(
            name: "nightly", title: "Nightly operations report", asOf: asOf, timeZone: "Europe/Berlin",
            utcOffset: berlin, period: .init(from: asOf - 90 * day - .hour, to: asOf), durationUnit: "days",
            source: .init(kind: "warehouse", executions: 1434, entities: 1102, fetchedAt: asOf - 540_000),
            tables: [
                summary, throughput, cycleTimes, histogram, bottlenecks, closingReasons, overdueTasks, aging,
                cumulativeFlow, failures,
            ],
            warnings: [], executionLink: "https://portal.epilot.cloud/app/workflow-execution/{execution_id}")
    }

    /// Central European time of 2026: summer time from 29 March to 25 October, 01:00 UTC.
    static let berlin: @Sendable (Instant) -> Int = { instant in
        (1_774_746_000_000..<1_792_890_000_000).contains(instant) ? 7200 : 3600
    }

    static let templates = [
        "Wallbox installation", "Heat pump", "Grid connection", "Tariff change", "Move-in", "PV system with storage",
    ]

    static let summary: ReportTable = {
        func figure(_ name: String, _ title: String, _ value: Double?, _ unit: String, _ rank: Int) -> KeyFigure {
            KeyFigure(
                name, value, unit: unit, title: Message("figure.\(name)", "\(part: title)"), rank: rank,
                isAlarming: name.hasPrefix("overdue"))
        }
        let figures = [
            figure("executions", "All runs", 1434, "executions", 12),
            figure("started", "Started", 412, "executions", 6),
            figure("ended", "Ended", 389, "executions", 7), figure("done", "Done", 351, "executions", 8),
            figure("closed", "Closed early", 38, "executions", 9), figure("open", "Open runs", 287, "executions", 0),
            figure("overdue_executions", "Overdue runs", 41, "executions", 1),
            figure("open_tasks", "Open tasks", 1911, "tasks", 11),
            figure("overdue_tasks", "Overdue tasks", 173, "tasks", 2),
            figure("finished_tasks", "Finished tasks", 3842, "tasks", 10),
            figure("cycle_time_mean", "Mean cycle time", 23.481_327_160_493_83, "days", 13),
            figure("cycle_time_p50", "Median cycle time", 17.25, "days", 4),
            figure("cycle_time_p85", "85 % end within", 41.062_5, "days", 5),
            figure("cycle_time_p95", "95 % end within", 66.197_916_666_666_67, "days", 14),
            figure("on_time_rate", "On time", 0.842_696_629_213_483_1, "ratio", 3),
            figure("flow_efficiency", "Flow efficiency", 0.118_421, "ratio", 15),
            figure("data_quality_issues", "Data issues", 17, "issues", 16),
        ]
        var table = ReportTable(
            name: "summary", title: "Summary", note: "One row for each key figure.",
            columns: [
                ReportColumn(
                    "figure", .string, title: "Figure", note: "The key figure.",
                    vocabulary: Vocabulary(
                        "figure", Dictionary(uniqueKeysWithValues: figures.map { ($0.name, $0.title) }))),
                ReportColumn("value", .decimal, title: "Value", note: "Its value."),
                ReportColumn("unit", .string, title: "Unit", note: "What the value counts.", vocabulary: .unit),
            ],
            rows: TableRows(figures.map { [.text($0.name), .number(orMissing: $0.value), .text($0.unit)] }))
        table.role = .keyFigures(figures)
        return table
    }()

    static let throughput = ReportTable(
        name: "throughput", title: "Throughput",
        note: "One row for each week of the period: runs started and ended in it, and open at its end.",
        columns: [
            ReportColumn("bucket", .string, title: "Week", note: "In the report's time zone."),
            ReportColumn("started", .integer, title: "Started", note: "Runs started in the week."),
            ReportColumn("done", .integer, title: "Done", note: "Runs that reached their end."),
            ReportColumn("closed", .integer, title: "Closed", note: "Runs closed before their end."),
            ReportColumn("ended", .integer, title: "Ended", note: "Done and closed together."),
            ReportColumn("net", .integer, title: "Net", note: "Started less ended."),
            ReportColumn("open_at_end", .integer, title: "Open at end", note: "Runs open at the end of the week."),
        ],
        rows: TableRows(
            (0..<14).map { week in
                let started = 24 + (week * 7) % 13 + week / 2
                let done = 20 + (week * 5) % 11 + week / 3
                let closed = 1 + week % 5
                return [
                    .text("2026-W\(35 + week)"), .integer(Int64(started)), .integer(Int64(done)),
                    .integer(Int64(closed)), .integer(Int64(done + closed)), .integer(Int64(started - done - closed)),
                    .integer(Int64(252 + week * 3 - (week * week) % 9)),
                ]
            }),
        chart: ChartHint(
            .columns, title: "Throughput and open runs", categories: ["bucket"],
            series: [.init("started"), .init("ended"), .init("open_at_end", .lineOnSecondAxis)], isOnSummary: true))

    static let cycleTimes = ReportTable(
        name: "cycle_times", title: "Cycle times",
        note: "One row for each group of runs that ended in the period: how long they took from start to end.",
        columns: [
            ReportColumn("template", .string, title: "Template", note: "The most frequent name of the template."),
            ReportColumn("count", .integer, title: "Runs ended", note: "Runs of the group that ended in the period."),
            duration("mean", "Mean", "Arithmetic mean of the cycle times, from start to end."),
            duration("stddev", "Std. deviation", "Sample standard deviation (n − 1)."),
            duration("min", "Shortest", "The shortest cycle time."),
            duration("p50", "Median", "Half of the runs took at most this long."),
            duration("p85", "85th percentile", "85 % of the runs took at most this long (linear interpolation)."),
            duration("p95", "95th percentile", "95 % of the runs took at most this long (linear interpolation)."),
            duration("max", "Longest", "The longest cycle time."),
            ReportColumn(
                "flow_efficiency", .percent, title: "Flow efficiency",
                note: "Mean share of the cycle time in which somebody worked on a task."),
            ReportColumn(
                "on_time_rate", .percent, title: "On time", note: "Share of the runs with a due date that ended by it."),
        ],
        rows: TableRows(
            templates.enumerated().map { index, name in
                let base = [14.25, 47.5, 88.125, 2.041_666_666_666_667, 3.5, 61.333_333_333_333_336][index]
                return [
                    .text(name), .integer([131, 58, 37, 92, 49, 22][index]), .number(base * 1.18), .number(base / 3),
                    .number(base / 9), .number(base), .number(base * 1.9), .number(base * 2.4), .number(base * 3.1),
                    .number(0.05 + 0.04 * Double(index)), index == 4 ? .missing : .number(0.97 - 0.06 * Double(index)),
                ]
            }),
        chart: ChartHint(
            .bars, title: "Cycle times", categories: ["template"], series: [.init("p50_days"), .init("p85_days")],
            rowLimit: 12, isOnSummary: true))

    static let histogram = ReportTable(
        name: "cycle_time_histogram", title: "Spread of cycle times",
        note: "One row for each span of cycle times of equal width: how many runs took that long.",
        columns: [
            duration("from", "From", "Cycle times of at least this, from start to end,"),
            duration("to", "To", "and below this, count in this row."),
            ReportColumn(
                "count", .integer, title: "Runs", note: "Runs ended in the period that took that long.", emphasis: .bar),
            ReportColumn(
                "cumulative_share", .percent, title: "Ended within",
                note: "Share of the runs that took less than the upper end of this row."),
        ],
        rows: {
            let counts = [96, 84, 61, 44, 31, 22, 16, 11, 8, 6, 4, 3, 1, 0, 2]
            var sum = 0
            return TableRows(
                counts.enumerated().map { index, count in
                    sum += count
                    return [
                        .number(Double(index * 10)), .number(Double(index * 10 + 10)), .integer(Int64(count)),
                        .number(Double(sum) / 389),
                    ]
                })
        }(),
        chart: ChartHint(
            .columns, title: "Spread of cycle times", categories: ["from_days"],
            series: [.init("count"), .init("cumulative_share", .lineOnSecondAxis)], isOnSummary: true))

    static let bottlenecks = ReportTable(
        name: "bottlenecks", title: "Bottlenecks",
        note: "One row for each task of a template: where the time went, the most first.",
        columns: [
            ReportColumn("template", .string, title: "Template"), ReportColumn("phase", .string, title: "Phase"),
            ReportColumn("task", .string, title: "Task"),
            duration("wait_total", "Waiting", "Total time from ready to in progress."),
            duration("touch_total", "At work", "Total time from in progress to finished."),
            ReportColumn(
                "lead_total_days", .duration, unit: "days", title: "Total", note: "Total time from ready to finished.",
                emphasis: .bar),
            ReportColumn("share_of_lead", .percent, title: "Share", note: "Of the time of all tasks.", emphasis: .bar),
        ],
        rows: TableRows(
            [
                ("Grid connection", "Approval", "Approve grid compatibility check", 1811.5, 322.25),
                ("Heat pump", "Site survey", "Book appointment with installer", 902.75, 188.5),
                ("Wallbox installation", "Installation", "Order hardware", 611.0, 97.125),
                ("PV system with storage", "Approval", "Wait for grid operator", 544.5, 12.0),
                ("Wallbox installation", "Quote", "Send quote and follow up", 233.25, 140.5),
                ("Move-in", "Registration", "Confirm meter reading", 120.0, 30.75),
            ].map { row in
                let total = row.3 + row.4
                return [
                    .text(row.0), .text(row.1), .text(row.2), .number(row.3), .number(row.4), .number(total),
                    .number(total / 5013.625),
                ]
            }),
        chart: ChartHint(
            .bars, title: "Where the time went", categories: ["template", "phase", "task"],
            series: [.init("lead_total_days")], rowLimit: 15, isOnSummary: true))

    static let closingReasons = ReportTable(
        name: "closing_reasons", title: "Closing reasons",
        note: "One row for each group and reason among the runs closed in the period, the most frequent reason first.",
        columns: [
            ReportColumn("template", .string, title: "Template"),
            ReportColumn(
                "reason", .string, title: "Reason", note: "Why the runs were closed; (none) where nobody said."),
            ReportColumn(
                "executions", .integer, title: "Runs", note: "Runs closed for this reason; a run may have several.",
                emphasis: .bar),
            ReportColumn("share", .percent, title: "Share", note: "Of the runs closed in the group."),
            duration("p50", "Median cycle time", "Median time from start to end of these runs."),
        ],
        rows: TableRows(
            [
                ("Grid connection", "Rejected by grid operator", 4, 0.571_428_571_428_571_4, 61.5),
                ("Grid connection", "(none)", 3, 0.428_571_428_571_428_55, 40.25),
                ("Heat pump", "Customer withdrew", 7, 0.636_363_636_363_636_4, 22.0),
                ("Heat pump", "Too expensive", 3, 0.272_727_272_727_272_7, 18.125),
                ("Heat pump", "House not suitable", 1, 0.090_909_090_909_090_91, 9.5),
                ("Wallbox installation", "Customer withdrew", 12, 0.6, 6.75),
                ("Wallbox installation", "Chose another supplier", 6, 0.3, 8.0),
                ("Wallbox installation", "Duplicate order", 2, 0.1, 0.5),
                ("Tariff change", "Delivery not possible", 0, 0.0, 0.0),
            ].map { row in
                [
                    .text(row.0), .text(row.1), .integer(row.2), .number(row.3),
                    row.2 == 0 ? .missing : .number(row.4),
                ]
            }),
        chart: ChartHint(
            .bars, title: "Why runs were closed", categories: ["template", "reason"], series: [.init("executions")],
            rowLimit: 15, isOnSummary: true))

    static let overdueTasks = ReportTable(
        name: "overdue_tasks", title: "Overdue tasks",
        note: "One row for each task that is overdue now, the longest overdue first.",
        columns: [
            ReportColumn("execution_id", .string, title: "Run id"),
            ReportColumn("execution", .string, title: "Run", emphasis: .link(idColumn: "execution_id")),
            ReportColumn("template", .string, title: "Template"), ReportColumn("phase", .string, title: "Phase"),
            ReportColumn("task", .string, title: "Task"),
            ReportColumn("assignees", .string, title: "Assignees", note: "Who works on it, empty where nobody does."),
            ReportColumn("due_at", .instant, title: "Due", note: "When the task was due."),
            ReportColumn(
                "overdue_days", .duration, unit: "days", title: "Overdue by", note: "Time since the due date.",
                emphasis: .bar),
            ReportColumn("bucket", .string, title: "Overdue (days)", note: "The class of days."),
            ReportColumn("current", .boolean, title: "Current", note: "Whether the run stands at this task now."),
        ],
        rows: TableRows(
            (0..<60).map { index in
                let overdue = 74.5 / Double(index + 1) + 0.25
                let id = "00a7c4e2-5b1f-4d0e-9c3a-\(100_000_000_000 + index * 7_919)"
                return [
                    .text(id), .text("\(templates[index % 6]) – customer \(4711 + index)"),
                    .text(templates[index % 6]), .text(["Approval", "Installation", "Quote"][index % 3]),
                    .text(["Approve grid check", "Book appointment", "Send quote and follow up"][index % 3]),
                    index % 7 == 0
                        ? .missing : .text(["Kim Sommer", "Alex Brandt, Toni Yıldız", "Robin Groß"][index % 3]),
                    .instant(asOf - Milliseconds(Int64(overdue * 86_400_000))), .number(overdue),
                    .text(overdue < 1 ? "0-1" : overdue < 3 ? "1-3" : overdue < 7 ? "3-7" : "30+"),
                    .boolean(index % 4 != 0),
                ]
            }))

    static let aging = ReportTable(
        name: "aging", title: "Age of open runs", note: "One row for each open run, the oldest first.",
        columns: [
            ReportColumn("execution_id", .string, title: "Run id"),
            ReportColumn("execution", .string, title: "Run", emphasis: .link(idColumn: "execution_id")),
            ReportColumn("started_at", .instant, title: "Started", note: "When the run started."),
            ReportColumn("age_days", .duration, unit: "days", title: "Age", emphasis: .bar),
            ReportColumn("age_percentile", .percent, title: "Older than", note: "Share of the ended runs."),
            ReportColumn("overdue", .boolean, title: "Overdue", emphasis: .alarm),
        ],
        rows: TableRows(
            (0..<80).map { index in
                let age = 120.0 - Double(index) * 1.4
                return [
                    .text("run-\(index)"), .text("\(templates[index % 6]) – customer \(4711 + index)"),
                    .instant(asOf - Milliseconds(Int64(age * 86_400_000))), .number(age),
                    .number(min(1, 0.2 + age / 140 - Double(index % 6) * 0.03)), .boolean(index < 25),
                ]
            }),
        chart: ChartHint(
            .scatter, title: "Age of open runs", categories: ["age_days"], series: [.init("age_percentile")]))

    static let cumulativeFlow = ReportTable(
        name: "cumulative_flow", title: "Cumulative flow", note: "One row for each week of the period.",
        columns: [
            ReportColumn("bucket", .string, title: "Week"),
            ReportColumn("started_total", .integer, title: "Started so far"),
            ReportColumn("ended_total", .integer, title: "Ended so far"),
            ReportColumn("open", .integer, title: "Open"),
        ],
        rows: TableRows(
            (0..<14).map { week in
                let open = 252 + week * 3 - (week * week) % 9
                let ended = 758 + week * 28
                return [
                    .text("2026-W\(35 + week)"), .integer(Int64(ended + open)), .integer(Int64(ended)),
                    .integer(Int64(open)),
                ]
            }),
        chart: ChartHint(
            .stackedAreas, title: "Cumulative flow", categories: ["bucket"],
            series: [.init("ended_total"), .init("open")]))

    /// A table without rows.
    static let failures = ReportTable(
        name: "automation_failures", title: "Automation failures",
        note: "One row for each automated task of a template.",
        columns: [
            ReportColumn("template", .string, title: "Template"), ReportColumn("task", .string, title: "Task"),
            ReportColumn("total", .integer, title: "Tasks"),
            ReportColumn("failed", .integer, title: "Failed", emphasis: .alarm),
            ReportColumn("failure_rate", .percent, title: "Failure rate"),
        ],
        rows: TableRows([]))

    private static func duration(_ name: String, _ title: Message, _ note: Message) -> ReportColumn {
        ReportColumn(name + "_days", .duration, unit: "days", title: title, note: note)
    }
}
