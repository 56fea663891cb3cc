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
        var parts = [title, alerts]
        if entries.count != 1 { parts += [keyFigures, morning] }
        parts += [warnings]
        if entries.count > 1 { parts += [contents, charts] }
        return parts.joined()
    }

    private var title: Markup {
        let texts = PageTexts(report)
        return """
            <header>
            <h1>\(report.title.text)</h1>
            <p>\(texts.parts.map { "<span>\($0)</span> " as Markup }.joined())</p>
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
        let target = entries.map(\.table).index(ofKind: figure.tables).map { entries[$0].anchor }
        let title: Markup =
            target.map { "<a href=\"#\($0)\">\(figure.title.text)</a>" } ?? .text(figure.title.text)
        return """
            <li class="\(isAlarm ? "card alarm" : "card")"><span class="label">\(title)</span>\
            <strong>\(cells.text(of: figure))</strong>\(change)\(caption)</li>

            """
    }

    // MARK: This morning

    private var morning: Markup {
        guard let page = MorningPage(report) else { return .empty }
        let lists = ([page.urgent] + page.others).map(list)
        return """
            <section aria-labelledby="morning">
            <h2 id="morning">\(words.text(.thisMorning))</h2>
            \(lists.joined())</section>

            """
    }

    private func list(_ section: MorningPage.Section) -> Markup {
        let columns = section.longColumns
        let links = ExecutionLinks(section.table, link: report.executionLink)
        let rows = (section.table.rows.stored ?? []).map { row -> Markup in
            let fields = columns.map { index -> Markup in
                let text = cells.text(of: row[index], in: section.table.columns[index])
                let address = links.flatMap { $0.column(of: row) == index ? $0.address(of: row) : nil }
                let content: Markup = address.map { "<a href=\"\($0)\">\(text)</a>" } ?? .text(text)
                return "<td>\(content)</td>"
            }
            return "<tr>\(fields.joined())</tr>\n"
        }
        guard !rows.isEmpty else {
            return "<h3>\(section.title)</h3>\n<p class=\"note\">\(words.text(.nothing))</p>\n"
        }
        let headers = columns.map { index -> Markup in
            "<th scope=\"col\">\(section.table.columns[index].header(words))</th>"
        }
        let target = entries.map(\.table).index(ofKind: section.tables).map { entries[$0].anchor }
        let more = words.text(.more(section.more))
        let rest: Markup =
            section.more == 0
            ? .empty
            : "<p class=\"note\">\(target.map { "<a href=\"#\($0)\">\(more)</a>" as Markup } ?? .text(more))</p>\n"
        return """
            <h3>\(section.title)</h3>
            <table class="morning"><thead><tr>\(headers.joined())</tr></thead>
            <tbody>
            \(rows.joined())</tbody></table>
            \(rest)
            """
    }

    // MARK: Contents and charts

    private var contents: Markup {
        let items = entries.map { entry -> Markup in
            let rows = words.text(.rows(entry.table.rows.count))
            let note: Markup = entry.table.note.isEmpty ? .empty : " <span>· \(entry.table.note.text)</span>"
            return """
                <li><a href="#\(entry.anchor)">\(entry.table.title.text)</a> <span>\(rows)</span>\(note)</li>

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
