package import FlowTables

/// What formats for people say of their own, besides the titles and notes of tables.
extension Message {
    // MARK: About the report

    static let asOf = Message("page.as_of", "As of")
    static let period = Message("page.period", "Period")
    static let until = Message("page.until", "until")
    static let source = Message("page.source", "Source")
    static let executions = Message("page.executions", "runs")
    static let entities = Message("page.entities", "entities")
    static let fetched = Message("page.fetched", "fetched")
    static let warning = Message("page.warning", "Warning")
    static let furtherWarnings = Message("page.further_warnings", "further warnings")

    /// Where executions come from, by their name for machines.
    static let sources = Vocabulary(
        "source", ["api": "epilot API", "warehouse": "warehouse", "file": "file"])

    // MARK: Sheets and pages

    /// The name of the first sheet.
    static let overview = Message("sheet.overview", "Overview")
    static let contents = Message("sheet.contents", "Contents")
    /// A link to a chart.
    static let chart = Message("sheet.chart", "Chart")
    static let noRows = Message("sheet.no_rows", "no rows")
    static let row = Message("sheet.row", "row")
    static let rows = Message("sheet.rows", "rows")
    /// At the end of a text that is longer than a cell.
    static let cutMark = Message("sheet.cut_mark", "… (cut)")
    static let openInPortal = Message("sheet.open_in_portal", "Open in the portal")
    /// Added to the notes of columns whose cells have marks.
    static let targetNote = Message("sheet.target_note", "✓ met its target in the period, ⚠ missed it.")
    static let page = Message("page.number", "Page")
    static let pageOf = Message("page.of", "of")

    // MARK: Charts

    /// The name of the sheet with what charts need beyond the tables.
    static let chartData = Message("chart.data", "Chart data")
    static let cumulativeShare = Message("chart.cumulative_share", "Cumulative share of the sum")
    static let percentiles = Message("chart.percentiles", "Percentiles")
    /// The name of an axis of several shares.
    static let share = Message("chart.share", "Share")

    // MARK: What was left out of a workbook

    static func continued(_ table: String, _ count: Int) -> Message {
        Message(
            "warning.continued",
            "\("table", table) has more rows than a sheet holds and continues on \("count", count) further sheets")
    }

    static func cut(_ table: String, _ count: Int, _ limit: Int) -> Message {
        Message(
            "warning.cut",
            "\("count", count) cells of \("table", table) were cut to the \("limit", limit) characters that a cell holds"
        )
    }

    static func linksLeftOut(_ table: String, _ count: Int, _ limit: Int) -> Message {
        Message(
            "warning.links", "\("count", count) rows of \("table", table) have no link: a sheet holds \("limit", limit)"
        )
    }

    static func longLinks(_ table: String, _ count: Int, _ limit: Int) -> Message {
        Message(
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
            asOf, period, until, source, executions, entities, fetched, warning, furtherWarnings, overview, contents,
            chart, noRows, row, rows, cutMark, openInPortal, targetNote, page, pageOf, chartData, cumulativeShare,
            percentiles, share, better, worse, unchanged, points, againstPrevious, truthFormat, instantFormat,
            dateFormat, decimalSeparator, groupSeparator, day("2026", "11", "23"),
            continued("table", 1), cut("table", 1, 2), linksLeftOut("table", 1, 2), longLinks("table", 1, 2),
        ] + sources.words.values + Vocabulary.unit.words.values + ofPages
}
