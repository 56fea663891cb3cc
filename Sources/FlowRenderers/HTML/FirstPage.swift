import FlowTables

/// What stands before the tables: title, alerts, key figures, what needs somebody today, warnings, contents and charts. Of a report of one table,
/// that table is the page, and only its title, alerts and warnings stand before it.
struct FirstPage {
    private static let largeCards = 6

    private let report: Report
    private let entries: [PageTable]
    private let cells: PageCells
    private var words: Words { report.words }

    init(_ report: Report, _ entries: [PageTable]) {
        self.report = report
        self.entries = entries
        cells = PageCells(report)
    }

    /// The parts in the order in which people look at them.
    var markup: Markup {
        get throws {
            var parts = [title, alerts]
            if entries.count != 1 { parts += [keyFigures, try morning] }
            parts += [warnings]
            if entries.count > 1 { parts += [contents, charts] }
            return parts.joined()
        }
    }

    private var title: Markup {
        """
        <header>
        <h1>\(report.title.text)</h1>
        <p>\(PageTexts(report).parts.map { "<span>\($0)</span> " as Markup }.joined())</p>
        </header>
        <main id="main" tabindex="-1">

        """
    }

    // MARK: Alerts and warnings

    /// Whether the figures can be trusted at all, and what the report was to warn of.
    private var alerts: Markup {
        list(report.warnings.filter { $0.kind != .finding }, "alerts", words.text(.alertList)) { text in
            "⚠ \(text.prefix(1).uppercased() + text.dropFirst())"
        }
    }

    /// How far the figures can be trusted.
    private var warnings: Markup {
        list(report.warnings.filter { $0.kind == .finding }, "warnings", words.text(.warningList)) { text in
            "⚠ \(words.text(.warning)): \(text)"
        }
    }

    private func list(
        _ warnings: [ReportWarning], _ name: String, _ label: String, _ line: (String) -> String
    ) -> Markup {
        guard !warnings.isEmpty else { return .empty }
        let items = warnings.map { "<li>\(line($0.text))</li>\n" as Markup }.joined()
        return "<section aria-label=\"\(label)\"><ul class=\"\(name)\">\n\(items)</ul></section>\n"
    }

    // MARK: Key figures

    private var keyFigures: Markup {
        entries.compactMap(\.table.keyFigures).map(cards).joined()
    }

    private func cards(_ figures: [KeyFigure]) -> Markup {
        let sorted = figures.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element)
        let large = sorted.prefix { $0.rank < Self.largeCards }
        let lists = [("large", large), ("small", sorted.dropFirst(large.count))].map { name, figures -> Markup in
            figures.isEmpty ? .empty : "<ul class=\"cards \(name)\">\n\(figures.map(card).joined())</ul>\n"
        }
        let legend: Markup =
            figures.contains { $0.change != nil }
            ? "<p class=\"note\">▲ ▼ \(words.text(.againstPrevious))</p>\n" : .empty
        return "<section aria-label=\"\(words.text(.keyFigures))\">\n\(lists.joined())\(legend)</section>\n"
    }

    private func card(_ figure: KeyFigure) -> Markup {
        let isAlarm = figure.isAlarming && (figure.value ?? 0) > 0
        let change: Markup =
            figure.changeText(words).map { text in
                let direction =
                    switch figure.change?.isBetter {
                    case true?: "better"
                    case false?: "worse"
                    case nil: "same"
                    }
                return "<span class=\"change \(direction)\">\(text)</span>"
            } ?? .empty
        let caption: Markup = figure.caption.isEmpty ? .empty : "<span class=\"caption\">\(figure.caption.text)</span>"
        let label: Markup =
            entry(ofKind: figure.tables).map { "<a href=\"#\($0.anchor)\">\(figure.title.text)</a>" }
            ?? .text(figure.title.text)
        return """
            <li class="\(isAlarm ? "card alarm" : "card")"><span class="label">\(label)</span>\
            <strong>\(cells.text(of: figure))</strong>\(change)\(caption)</li>

            """
    }

    /// The table that shows what people look for, of the first kind that there is one of.
    private func entry(ofKind kinds: [String]) -> PageTable? {
        report.tables.index(ofKind: kinds).map { entries[$0] }
    }

    // MARK: Single tasks

    /// The lists of what needs somebody today; nothing where the report has none.
    private var morning: Markup {
        get throws {
            guard let page = MorningPage(report) else { return .empty }
            let lists =
                try [list(page.urgent, page.urgent.longColumns)] + page.others.map { try list($0, $0.shortColumns) }
            return """
                <section aria-labelledby="morning">
                <h2 id="morning">\(words.text(.thisMorning))</h2>
                <div class="morning">
                \(lists.joined())</div>
                </section>

                """
        }
    }

    private func list(_ section: MorningPage.Section, _ columns: [Int]) throws -> Markup {
        let anchor = "morning-\(section.kind.rawValue)"
        let list = try PageTable(section.table, anchor: anchor, report)
        // A page has ids at the right, so the columns stand elsewhere in its table.
        let shown = columns.compactMap { list.table.columnIndex(section.table.columns[$0].name) }
        let rows = PageRows(list, report, columns: shown)
        let target = entry(ofKind: section.tables)
        let title: Markup = target.map { "<a href=\"#\($0.anchor)\">\(section.title)</a>" } ?? .text(section.title)
        let table: Markup =
            list.firstRows.isEmpty
            ? "<p>\(words.text(.nothing))</p>\n"
            : """
            <div class="scroll" role="region" aria-labelledby="\(anchor)" tabindex="0">
            <table><caption>\(section.title)</caption><thead>\(rows.head)</thead>
            <tbody>
            \(list.firstRows.map(rows.markup).joined())</tbody></table></div>

            """
        let rest = words.text(.more(section.more))
        let more: Markup = target.map { "<a href=\"#\($0.anchor)\">\(rest)</a>" } ?? .text(rest)
        let foot: Markup = section.more > 0 ? "<p>\(more)</p>\n" : .empty
        return "<section aria-labelledby=\"\(anchor)\"><h3 id=\"\(anchor)\">\(title)</h3>\n\(table)\(foot)</section>\n"
    }

    // MARK: Contents and charts

    private var contents: Markup {
        let items = entries.map { entry -> Markup in
            let note: Markup = entry.table.note.isEmpty ? .empty : " <span>· \(entry.table.note.text)</span>"
            return """
                <li><a href="#\(entry.anchor)">\(entry.table.title.text)</a> <span>\(words.text(.rows(entry.table.rows.count)))</span>\(note)</li>

                """
        }
        return """
            <nav aria-labelledby="contents">
            <h2 id="contents">\(words.text(.contents))</h2>
            <ul class="contents">
            \(items.joined())</ul>
            </nav>

            """
    }

    private var charts: Markup {
        let figures = FirstPageCharts.chosen(among: entries.map { ($0.chart, $0.table.title.text) }).compactMap {
            choice in
            entries[choice.index].chart.map { chart -> Markup in
                var chart = chart.limited(to: FirstPageCharts.mostBars)
                chart.title = choice.title
                let anchor = entries[choice.index].anchor
                return ChartFigure(chart, id: "\(anchor)-first", report, link: "#" + anchor).markup
            }
        }
        guard !figures.isEmpty else { return .empty }
        return """
            <section aria-labelledby="charts">
            <h2 id="charts">\(words.text(.charts))</h2>
            <div class="charts">
            \(figures.joined())</div>
            </section>

            """
    }
}
