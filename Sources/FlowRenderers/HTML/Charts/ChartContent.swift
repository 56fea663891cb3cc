import FlowTables

/// What a drawing puts on its area: series of numbers with their colours, the names of the rows, texts of values.
struct ChartContent {
    let model: ChartModel
    let words: Words
    let series: [Series]
    /// Of the rows, in their order.
    let names: [String]
    private let partialRows: Set<Int>
    private let cells: PageCells

    /// The numbers of one column, or the cumulative share that a chart adds.
    struct Series {
        let title: String
        /// One a row; nil where there is none.
        let values: [Double?]
        let style: ChartHint.SeriesStyle
        /// The name of the colour, which is a class.
        let color: String
        /// Which shape the points of its line have.
        let marker: Int
        let column: ReportColumn?

        var isLine: Bool { style != .normal }
        var isShare: Bool { column.map { $0.type == .percent } ?? true }
        var isCount: Bool { column?.type == .integer }
    }

    init(_ model: ChartModel, _ report: Report) {
        self.model = model
        words = report.words
        partialRows = Set(model.partialRows)
        let cells = PageCells(report)
        self.cells = cells
        let lineCount = model.series.count { $0.style != .normal } + (model.cumulativeShares == nil ? 0 : 1)
        // A line alone has the colour of lines, which no column has; several have one each.
        func color(_ index: Int, isLine: Bool) -> String {
            if model.hasRest && index == model.series.count - 1 { return "rest" }
            return isLine && lineCount == 1 ? "line" : "s\(index % (Palette.series.count - 1))"
        }
        var series = model.series.enumerated().map { index, series in
            Series(
                title: model.headers[series.column], values: model.rows.map { $0[series.column].numericValue },
                style: series.style, color: color(index, isLine: series.style != .normal), marker: index,
                column: model.columns[series.column])
        }
        if let shares = model.cumulativeShares {
            series.append(
                Series(
                    title: words.text(.cumulativeShare), values: shares, style: .lineOnSecondAxis,
                    color: color(series.count, isLine: true), marker: 0, column: nil))
        }
        self.series = series
        let category = (index: model.categoryColumns[0], column: model.categoryColumn)
        names =
            model.rowNames?.map(DisplayWidth.harmless)
            ?? model.rows.map { row in
                if let value = row[category.index].numericValue { return cells.number(Self.short(value)) }
                return DisplayWidth.harmless(cells.text(of: row[category.index], in: category.column))
            }
    }

    /// What the names of the rows are.
    var nameTitle: String { model.categoryColumns.map { model.headers[$0] }.joined(separator: " · ") }

    /// Whether bins of a number follow each other.
    var isHistogram: Bool { model.hint.layout == .columns && model.categoryColumn.isNumeric }

    /// The class of a row's shape: lighter where it stands for a part of a span of time.
    func color(of series: Series, row: Int) -> String {
        partialRows.contains(row) ? "\(series.color) light" : series.color
    }

    /// Whether a row stands for a part of a span of time.
    func isPartial(_ row: Int) -> Bool { partialRows.contains(row) }

    /// A value beside its shape.
    func label(_ value: Double, _ series: Series) -> String {
        if series.isShare { return cells.number(CellText.percent(value)) }
        return cells.number(CellText.decimal(value, places: series.isCount ? 0 : 1))
    }

    /// A number at an axis.
    func tick(_ value: Double, _ scale: ValueScale, isShare: Bool) -> String {
        cells.number(isShare ? Self.short(value * 100) + "%" : CellText.decimal(value, places: scale.places))
    }

    /// The unit that the series share, shares by that word; else their names.
    func title(of series: [Series]) -> String? {
        if let title = model.valueTitle { return title }
        if series.count == 1 { return series[0].title }
        let units = Set(series.map { $0.column?.unit })
        if units.count == 1, let unit = units.first ?? nil { return words.unit(unit) }
        if !series.isEmpty, series.allSatisfy(\.isShare) { return words.text(.share) }
        return series.count <= 3 ? series.map(\.title).joined(separator: ", ") : nil
    }

    /// `12`, `0.5`: two decimal places at most.
    private static func short(_ value: Double) -> String {
        var bytes: [UInt8] = []
        DecimalText.append((value * 100).rounded() / 100, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// An axis of numbers: from zero or what is below it to a round number above, with round steps between.
struct ValueScale {
    let low: Double
    let high: Double
    private let step: Double
    /// No drawing tells numbers beyond that apart, nor differences below the other.
    private static let largest = 1e15
    private static let smallest = 1e-9

    init(_ values: [Double], isShare: Bool, isCount: Bool) {
        let least = max(min(values.min() ?? 0, 0), -Self.largest)
        let most = min(max(values.max() ?? 0, 0), Self.largest)
        if isShare, least == 0, most <= 1 {
            (low, high, step) = (0, 1, 0.2)
            return
        }
        let range = most - least
        let rough = range > Self.smallest ? range / 5 : 0.2
        let power = Self.power(below: rough)
        let nice = [1, 2, 2.5, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10
        step = isCount ? max(1, (nice * power).rounded(.up)) : nice * power
        low = (least / step).rounded(.down) * step
        high = max((most / step - 1e-9).rounded(.up) * step, low + step)
    }

    /// The power of ten at or below a positive number.
    private static func power(below number: Double) -> Double {
        var power = 1.0
        while power > number { power /= 10 }
        while power * 10 <= number { power *= 10 }
        return power
    }

    /// From bottom to top.
    var ticks: [Double] {
        let count = Int(((high - low) / step).rounded())
        return (0...min(max(count, 1), 20)).map { low + Double($0) * step }
    }

    /// Decimal places that tell the steps apart.
    var places: Int { step == step.rounded() ? 0 : step * 10 == (step * 10).rounded() ? 1 : 2 }

    /// Where a value lies, from 0 at the bottom to 1.
    func position(_ value: Double) -> Double { (min(max(value, low), high) - low) / (high - low) }
}
