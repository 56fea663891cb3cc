import FlowTables

/// A dashed line at the bin of a histogram in which percentiles lie, with their exact values beside it.
struct PercentileMark: Hashable {
    /// The bin, counted from 0.
    let row: Int
    /// How far up the line goes, as a share of the chart's height. The lines get shorter to the right, where the columns of
    /// cycle times are low, so that no text meets another line.
    let height: Double
    /// `85% ≤ 12.3 days`
    let text: String
    /// Whether the text stands to the right of the line; near the chart's end it stands to the left.
    let isRight: Bool

    private static let heights = [1.0, 0.66, 0.44]

    /// Puts percentiles on the bins of a histogram.
    ///
    /// - Parameters:
    ///   - percentiles: in the unit of the bins.
    ///   - lowerBounds: of the bins, ascending.
    ///   - unit: of both, as the texts name it.
    ///   - language: of the texts.
    /// - Returns: one for each bin that a percentile lies in, from the left; none of fewer than two bins.
    static func all(
        _ percentiles: [ChartHint.Percentile], lowerBounds: [Cell], unit: String?, _ language: WorkbookLanguage
    ) -> [PercentileMark] {
        let bounds = lowerBounds.compactMap(\.numericValue)
        guard bounds.count == lowerBounds.count, bounds.count > 1 else { return [] }
        var marks: [PercentileMark] = []
        var lastShares: [String] = []
        for percentile in percentiles.sorted(by: { $0.percent < $1.percent }) {
            guard let row = bounds.lastIndex(where: { $0 <= percentile.value }) else { continue }
            let share = "\(number(percentile.percent, language))% ≤ \(number(percentile.value, language))"
            if row == marks.last?.row {
                lastShares.append(share)
                marks.removeLast()
            } else {
                lastShares = [share]
            }
            let text = lastShares.joined(separator: ", ") + (unit.map { " \($0)" } ?? "")
            marks.append(
                PercentileMark(
                    row: row, height: heights[min(marks.count, heights.count - 1)], text: text,
                    isRight: row * 10 < bounds.count * 7))
        }
        return marks
    }

    /// With one decimal place; numbers below 1 with two.
    private static func number(_ value: Double, _ language: WorkbookLanguage) -> String {
        let scale = value.magnitude < 1 ? 100.0 : 10
        var bytes: [UInt8] = []
        DecimalText.append(
            (value * scale).rounded() / scale, to: &bytes,
            separator: language.decimalSeparator.utf8.first ?? UInt8(ascii: "."))
        return String(decoding: bytes, as: UTF8.self)
    }
}
