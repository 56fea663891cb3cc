import FlowTables

extension WorkbookLanguage {
    package static let english = WorkbookLanguage(
        code: "en", contents: "Contents", chart: "Chart", noRows: "no rows", row: "row", rows: "rows",
        cutMark: "… (cut)",
        asOf: "As of", period: "Period", until: "until", source: "Source",
        sources: ["api": "epilot API", "warehouse": "warehouse", "file": "file"],
        executions: "runs", entities: "entities", fetched: "fetched", page: "Page", pageOf: "of",
        warning: "Warning", furtherWarnings: "further warnings",
        continuedWarning: "{table} has more rows than a sheet holds and continues on {count} further sheets",
        cutWarning: "{count} cells of {table} were cut to the {limit} characters that a cell holds",
        linkWarning: "{count} rows of {table} have no link: a sheet holds {limit}",
        longLinkWarning: "{count} rows of {table} have no link: an address has {limit} characters at most",
        cumulativeShare: "Cumulative share", percentiles: "Percentiles", share: "Share", better: "better",
        worse: "worse", unchanged: "unchanged",
        points: "points", againstPrevious: "against the period before", overview: "Overview", chartData: "Chart data",
        openInPortal: "Open in the portal", targetNote: "✓ met its target in the period, ⚠ missed it.",
        figures: englishFigures,
        units: [
            "days": "days", "hours": "hours", "minutes": "minutes", "seconds": "seconds", "executions": "runs",
            "tasks": "tasks", "issues": "issues", "ratio": "",
        ],
        words: [
            .issue: [
                "duplicate_execution": "Run that occurs twice", "malformed_record": "Record that cannot be read",
                "missing_end": "Ended run without an end", "missing_start": "Run without a start",
                "negative_cycle_time": "End before start", "negative_lead_time": "Finished before ready",
                "negative_touch_time": "Finished before in progress", "negative_wait_time": "In progress before ready",
                "unknown_phase": "Task of an unknown phase", "unknown_status": "Unknown status",
                "unparsable_timestamp": "Time that cannot be read",
            ]
        ],
        groupSeparator: ",", decimalSeparator: ".", integerFormat: "#,##0", decimalFormat: "#,##0.00",
        percentFormat: "0.0%", truthFormat: #""yes";"yes";"no""#, instantFormat: "yyyy-mm-dd hh:mm",
        dateFormat: "yyyy-mm-dd")

    private static let englishFigures: [String: FigureName] = [
        "executions": FigureName("All runs", "started so far"),
        "started": FigureName("Started", "runs, in the period"),
        "ended": FigureName("Ended", "runs, in the period"),
        "done": FigureName("Done", "runs, in the period"),
        "closed": FigureName("Closed early", "runs, in the period"),
        "open": FigureName("Open runs", "now"),
        "overdue_executions": FigureName("Overdue runs", "past their due date"),
        "open_tasks": FigureName("Open tasks", "now"),
        "overdue_tasks": FigureName("Overdue tasks", "past their due date"),
        "finished_tasks": FigureName("Finished tasks", "in the period"),
        "cycle_time_mean": FigureName("Mean cycle time", "start to end"),
        "cycle_time_p50": FigureName("Median cycle time", "half of the runs take less"),
        "cycle_time_p85": FigureName("85 % end within", "of start"),
        "cycle_time_p95": FigureName("95 % end within", "of start"),
        "on_time_rate": FigureName("On time", "of the ended runs with a due date"),
        "flow_efficiency": FigureName("Flow efficiency", "share of time at work"),
        "data_quality_issues": FigureName("Data issues", "see data quality"),
    ]
}
