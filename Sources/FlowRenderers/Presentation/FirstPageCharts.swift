import FlowTables

/// Which charts stand on the first page of a report.
enum FirstPageCharts {
    /// So many charts make two rows.
    static let most = 6
    /// Bars that have room for a name of two lines each.
    static let mostBars = ChartModel.mostInOrder

    /// The charts that belong there, and where there is room the first ones that nobody asked for, in the tables' order.
    ///
    /// Charts of the same title are called like their tables.
    ///
    /// - Parameter candidates: the chart and the title of each table.
    /// - Returns: the places of the candidates that were chosen, with the titles of their charts.
    static func chosen(among candidates: [(chart: ChartModel?, table: String)]) -> [(index: Int, title: String)] {
        let drawn = candidates.enumerated().compactMap { index, candidate in
            candidate.chart.flatMap { $0.rows.isEmpty ? nil : (index: index, chart: $0) }
        }
        var room = most - min(drawn.count { $0.chart.hint.isOnSummary }, most)
        let chosen = drawn.filter { _, chart in
            if chart.hint.isOnSummary { return true }
            guard chart.isDerived, room > 0 else { return false }
            room -= 1
            return true
        }.prefix(most)
        return chosen.map { index, chart in
            let isShared = chosen.count { $0.chart.title == chart.title } > 1
            return (index, isShared ? candidates[index].table : chart.title)
        }
    }
}
