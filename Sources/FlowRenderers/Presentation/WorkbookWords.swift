package import FlowTables

/// What formats for people say of their own, besides the titles and notes of tables.
extension Message {
    // MARK: About the report

    static let asOf = Message("page.as_of", "As of")
    static let period = Message("page.period", "Period")
    static let until = Message("page.until", "until")
    static let source = Message("page.source", "Source")
    static func executions(_ count: Int) -> Message {
        count == 1 ? Message("page.execution", "1 run") : Message("page.executions", "\("count", count) runs")
    }

    static func entities(_ count: Int) -> Message {
        count == 1 ? Message("page.entity", "1 entity") : Message("page.entities", "\("count", count) entities")
    }

    static let fetched = Message("page.fetched", "fetched")
    static let warning = Message("page.warning", "Warning")
    /// What a filter leaves, as it was written.
    static func only(_ filter: String) -> Message { Message("page.only", "only \("filter", filter)") }

    static func furtherWarnings(_ count: Int) -> Message {
        count == 1
            ? Message("page.further_warning", "1 further warning")
            : Message("page.further_warnings", "\("count", count) further warnings")
    }

    // MARK: This morning

    static let thisMorning = Message("morning.title", "This morning")
    static let yesterday = Message("morning.yesterday", "yesterday")
    static let nothing = Message("morning.nothing", "none")

    static func title(of kind: Morning.Kind, since day: Message) -> Message {
        switch kind {
        case .urgent: Message("morning.urgent", "Most urgent tasks")
        case .becameOverdue: Message("morning.became_overdue", "Overdue since \("day", day)")
        case .dueToday: Message("morning.due_today", "Due today")
        case .unassigned: Message("morning.unassigned", "Belongs to nobody")
        case .settled: Message("morning.settled", "Settled since \("day", day)")
        }
    }

    static func more(_ count: Int) -> Message { Message("morning.more", "and \("count", count) more") }

    /// Where executions come from, by their name for machines.
    static let sources = Vocabulary(
        "source", ["api": "epilot API", "warehouse": "warehouse", "file": "file"])

    // MARK: Sheets and pages

    /// The name of the sheet of alerts.
    static let alerts = Message("sheet.alerts", "Alerts")
    static let allAlerts = Message("sheet.all_alerts", "All alerts that are met, and what else must be known first.")
    /// The name of the first sheet.
    static let overview = Message("sheet.overview", "Overview")
    static let contents = Message("sheet.contents", "Contents")
    static func rows(_ count: Int) -> Message {
        switch count {
        case 0: Message("sheet.no_rows", "no rows")
        case 1: Message("sheet.row", "1 row")
        default: Message("sheet.rows", "\("count", count) rows")
        }
    }

    /// At the end of a text that is longer than a cell.
    static let cutMark = Message("sheet.cut_mark", "… (cut)")
    static let openInPortal = Message("sheet.open_in_portal", "Open in the portal")
    /// Added to the notes of columns whose cells have marks.
    static let targetNote = Message("sheet.target_note", "✓ met its target in the period, ⚠ missed it.")
    /// Under a table, before the sums of its columns.
    static let total = Message("sheet.total", "Total")
    /// The same where the table shows the first rows of more.
    static let totalOfRows = Message("sheet.total_of_rows", "Total of these rows")
    static let page = Message("page.number", "Page")
    static let pageOf = Message("page.of", "of")

    // MARK: Charts

    /// The name of the sheet with what charts need beyond the tables.
    static let chartData = Message("chart.data", "Chart data")
    static let cumulativeShare = Message("chart.cumulative_share", "Cumulative share of the sum")
    static let percentiles = Message("chart.percentiles", "Percentiles")
    /// The name of an axis of several shares.
    static let share = Message("chart.share", "Share")

    /// The title of a chart that shows some of many.
    static func some(_ title: String, _ shown: Int, of total: Int) -> Message {
        Message("chart.some", "\("title", title) (\("shown", shown) of \("total", total))")
    }

    /// The series of a chart that is all groups without one of their own.
    static func others(_ count: Int) -> Message {
        count == 1 ? Message("chart.other", "1 other") : Message("chart.others", "\("count", count) others")
    }

    /// The title of a chart that shows the last of more spans of time.
    static func last(_ title: String, _ count: Int) -> Message {
        Message("chart.last", "\("title", title), the last \("count", count) spans")
    }

    /// A span of time of which the report sees only a part.
    static func partial(_ name: String) -> Message { Message("chart.partial", "\("name", name) (part)") }

    /// What a chart shows, for those who do not see it; `points` are its first and its last one.
    static func chartDescription(_ title: String, _ series: String, _ points: [String]) -> Message {
        points.count == 1
            ? Message("chart.description_one", "\("title", title). Shows \("series", series). \("first", points[0]).")
            : Message(
                "chart.description",
                """
                \("title", title). Shows \("series", series). From \("first", points.first ?? "") to \
                \("last", points.last ?? "").
                """)
    }

    // MARK: What was left out of a workbook

    static func continued(_ table: String, _ count: Int) -> Message {
        count == 1
            ? Message(
                "warning.continued_once",
                "\("table", table) has more rows than a sheet holds and continues on a further sheet")
            : Message(
                "warning.continued",
                "\("table", table) has more rows than a sheet holds and continues on \("count", count) further sheets")
    }

    static func cut(_ table: String, _ count: Int, _ limit: Int) -> Message {
        count == 1
            ? Message(
                "warning.cut_one",
                "1 cell of \("table", table) was cut to the \("limit", limit) characters that a cell holds")
            : Message(
                "warning.cut",
                "\("count", count) cells of \("table", table) were cut to the \("limit", limit) characters that a cell holds"
            )
    }

    static func linksLeftOut(_ table: String, _ count: Int, _ limit: Int) -> Message {
        count == 1
            ? Message("warning.links_one", "1 row of \("table", table) has no link: a sheet holds \("limit", limit)")
            : Message(
                "warning.links",
                "\("count", count) rows of \("table", table) have no link: a sheet holds \("limit", limit)"
            )
    }

    static func longLinks(_ table: String, _ count: Int, _ limit: Int) -> Message {
        count == 1
            ? Message(
                "warning.long_links_one",
                "1 row of \("table", table) has no link: an address has \("limit", limit) characters at most")
            : Message(
                "warning.long_links",
                """
                \("count", count) rows of \("table", table) have no link: an address has \("limit", limit) characters at most
                """)
    }

    // MARK: Figures that changed

    static let better = Message("change.better", "better")
    static let worse = Message("change.worse", "worse")
    static let unchanged = Message("change.unchanged", "unchanged")
    /// Hundredths of a share, as differences of shares are given.
    static let points = Message("change.points", "points")
    static let againstPrevious = Message("change.against_previous", "against the period before")

    // MARK: Formats of cells, in Excel's code

    /// Excel shows truths in its own words; other programs need a format, or show 1 and 0 where cells have a rule.
    static let truthFormat = Message("format.truth", #""yes";"yes";"no""#)
    static let instantFormat = Message("format.instant", "yyyy-mm-dd hh:mm")
    static let dateFormat = Message("format.date", "yyyy-mm-dd")

    /// A day in a sentence.
    static func day(_ year: String, _ month: String, _ day: String) -> Message {
        Message("format.day", "\("year", year)-\("month", month)-\("day", day)")
    }

    /// Everything above without arguments, and one of each with some.
    package static let ofRenderers: [Message] =
        [
            asOf, period, until, source, executions(1), executions(2), entities(1), entities(2), fetched, warning,
            furtherWarnings(1), furtherWarnings(2),
            only("a = b"), thisMorning, yesterday, nothing, more(2), alerts, allAlerts, overview, contents,
            rows(0), rows(1), rows(2), cutMark, openInPortal, targetNote, total, totalOfRows, page, pageOf, chartData,
            cumulativeShare,
            some("title", 6, of: 30), others(1), others(2), last("title", 120), partial("2026-W48"),
            chartDescription("title", "Runs", ["a: 1"]),
            chartDescription("title", "Runs", ["a: 1", "b: 2"]),
            percentiles, share, better, worse, unchanged, points, againstPrevious, truthFormat, instantFormat,
            dateFormat, decimalSeparator, groupSeparator, day("2026", "11", "23"),
        ]
        + [1, 2].flatMap { count in
            [
                continued("table", count), cut("table", count, 2), linksLeftOut("table", count, 2),
                longLinks("table", count, 2),
            ]
        } + Morning.Kind.allCases.map { title(of: $0, since: yesterday) }
        + [sources, .unit, .weekdays, .shortWeekdays].flatMap(\.words.values) + ofPages + ofNews
}
