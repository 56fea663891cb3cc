/// Which chart shows a table best, in terms of its columns; formats without charts ignore it.
package struct ChartHint: Hashable, Sendable {
    /// How the rows lie on the chart.
    package enum Layout: Hashable, Sendable {
        /// Categories along the bottom, in the table's order: time, bins.
        case columns
        /// Categories down the side, the first row on top: names, which are long.
        case bars
        /// The same with the series of a category on top of each other.
        case stackedColumns
        /// Filled areas on top of each other.
        case stackedAreas
        /// Points by two numbers.
        case scatter
        /// Columns by size with the cumulative share as a line.
        case pareto
    }

    package enum SeriesStyle: Hashable, Sendable {
        /// As the layout draws.
        case normal
        /// A line over the columns, on the same axis.
        case line
        /// A line with an axis of its own on the right.
        case lineOnSecondAxis
    }

    package struct Series: Hashable, Sendable {
        package let column: String
        package let style: SeriesStyle

        package init(_ column: String, _ style: SeriesStyle = .normal) {
            self.column = column
            self.style = style
        }
    }

    /// A percentile of what a histogram shows, which a chart marks.
    package struct Percentile: Hashable, Sendable {
        /// From 0 to 100.
        package let percent: Double
        /// In the unit of the bins.
        package let value: Double

        package init(percent: Double, value: Double) {
            self.percent = percent
            self.value = value
        }
    }

    package var layout: Layout
    package private(set) var title: Message
    /// The columns whose text names a row, the first one outermost; for a scatter the column of the horizontal axis.
    package let categories: [String]
    package let series: [Series]
    /// The columns whose values have a series each in place of the one of `series`; none where the rows are the categories.
    package let groups: [String]
    /// At most this many rows from the top; nil for all.
    package let rowLimit: Int?
    /// Whether the rows stand by size, the largest first, whatever the table's order; for one series.
    package let isBySize: Bool
    /// Whether the first sheet shows the chart too.
    package let isOnSummary: Bool
    /// What a histogram marks; the first column of `categories` holds the lower bounds of its bins then.
    package let percentiles: [Percentile]
    /// Where the long tail of a histogram begins, in the unit of its bins: a chart draws the bins from there on as one.
    package let tailFrom: Double?

    package init(
        _ layout: Layout, title: Message, categories: [String], series: [Series], groups: [String] = [],
        rowLimit: Int? = nil,
        isBySize: Bool = false, isOnSummary: Bool = false, percentiles: [Percentile] = [],
        tailFrom: Double? = nil
    ) {
        self.layout = layout
        self.title = title
        self.categories = categories
        self.series = series
        self.groups = groups
        self.rowLimit = rowLimit
        self.isBySize = isBySize
        self.isOnSummary = isOnSummary
        self.percentiles = percentiles
        self.tailFrom = tailFrom
    }

    /// The same chart with its title put through `transform`; its series are called as their columns are.
    package func mapTexts(_ transform: (Message) -> Message) -> ChartHint {
        var chart = self
        chart.title = transform(title)
        return chart
    }
}
