import FlowTables

/// What a page says of its own, besides the titles and notes of tables.
extension Message {
    /// The first link, which leads past what stands on every page.
    static let skip = Message("html.skip", "Skip to the content")
    static let alertList = Message("html.alerts", "Alerts")
    static let warningList = Message("html.warnings", "Warnings")
    static let keyFigures = Message("html.key_figures", "Key figures")
    static let charts = Message("html.charts", "Charts")
    static let toTop = Message("html.to_top", "To the top")
    static let columnNotes = Message("html.column_notes", "What the columns mean")
    static let showIdentifiers = Message("html.show_ids", "Show ids")
    static let yes = Message("html.yes", "yes")
    static let no = Message("html.no", "no")

    // MARK: What the script adds

    static let filter = Message("html.filter", "Filter rows")
    /// In an empty filter.
    static let filterHint = Message("html.filter_hint", "text, or > 10 in a column of numbers")
    static let filterColumn = Message("html.filter_column", "in")
    static let allColumns = Message("html.all_columns", "all columns")
    static let rowsOfPage = Message("html.rows_of_page", "Rows at once")
    static let previousRows = Message("html.previous_rows", "Previous rows")
    static let nextRows = Message("html.next_rows", "Next rows")
    static let noRowFound = Message("html.no_row_found", "no row matches")

    /// Which rows are in sight.
    static func shownRows(_ from: String, _ to: String, of count: String) -> Message {
        Message("html.shown_rows", "rows \("from", from)–\("to", to) of \("count", count)")
    }

    /// The same where a filter has left some.
    static func foundRows(_ from: String, _ to: String, of found: String, in count: String) -> Message {
        Message(
            "html.found_rows",
            "rows \("from", from)–\("to", to) of \("found", found) that match, of \("count", count) in all")
    }

    /// What does not go to paper.
    static func unprintedRows(_ shown: String, of count: String) -> Message {
        Message(
            "html.unprinted_rows",
            "Printed are the first \("shown", shown) of \("count", count) rows; sort or filter the table to print others."
        )
    }

    /// Everything above, one of each.
    static let ofPages: [Message] = [
        skip, alertList, warningList, keyFigures, charts, toTop, columnNotes, showIdentifiers, yes, no, filter,
        filterHint, filterColumn, allColumns, rowsOfPage, previousRows, nextRows, noRowFound,
        shownRows("1", "2", of: "3"), foundRows("1", "2", of: "3", in: "4"),
        unprintedRows("200", of: "300"),
    ]
}

/// What the script of a page says, by the names that it asks for.
enum PageWords {
    static func ofScript(_ words: Words) -> [(name: String, text: String)] {
        let messages: [(String, Message)] = [
            ("filter", .filter), ("filterHint", .filterHint), ("filterColumn", .filterColumn),
            ("allColumns", .allColumns), ("rowsOfPage", .rowsOfPage), ("previousRows", .previousRows),
            ("nextRows", .nextRows), ("noRowFound", .noRowFound), ("openInPortal", .openInPortal), ("yes", .yes),
            ("no", .no), ("decimalSeparator", .decimalSeparator), ("groupSeparator", .groupSeparator),
            // The script puts its numbers where the names stand.
            ("shownRows", .shownRows("{from}", "{to}", of: "{count}")),
            ("unprinted", .unprintedRows("{shown}", of: "{count}")),
            ("foundRows", .foundRows("{from}", "{to}", of: "{found}", in: "{count}")),
        ]
        return messages.map { ($0, words.text($1)) }
    }
}
