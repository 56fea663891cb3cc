import FlowTables

/// A dashed line at the upper edge of the bin of a histogram in which percentiles lie, with their exact values beside it.
struct PercentileMark: Hashable {
    /// The bin, counted from 0; the line stands between it and the next one.
    let row: Int
    /// How far up the line goes, as a share of the chart's height. The lines get shorter to the right, so that no text
    /// meets another line.
    let height: Double
    /// `85% ≤ 12.3 days`
    let text: String
    /// Whether the text stands to the right of the line; near the chart's end it stands to the left.
    let isRight: Bool

    /// What else a histogram draws.
    struct Histogram {
        /// Of its bins, ascending.
        let lowerBounds: [Cell]
        /// How high its columns are.
        let counts: [Double]
        /// Where its line goes, from 0 to 1.
        let shares: [Double]
    }

    private static let heights = [1.0, 0.83, 0.66, 0.5, 0.36, 0.22]
    /// What a letter of a mark takes of the width of the smallest chart.
    private static let letter = 0.018
    /// How near the line may come to a text, as a share of the chart's height.
    private static let distance = 0.07

    /// Puts percentiles on the bins of a histogram.
    ///
    /// - Parameters:
    ///   - percentiles: in the unit of the bins.
    ///   - histogram: what the marks keep clear of.
    ///   - unit: of both, as the texts name it.
    ///   - words: of the texts.
    /// - Returns: one for each bin that a percentile lies in, from the left; none of fewer than two
    ///   bins, or of bins in another order.
    static func all(
        _ percentiles: [ChartHint.Percentile], in histogram: Histogram, unit: String?, _ words: Words
    ) -> [PercentileMark] {
        let bounds = histogram.lowerBounds.compactMap(\.numericValue)
        guard bounds.count == histogram.lowerBounds.count, bounds.count > 1,
            zip(bounds, bounds.dropFirst()).allSatisfy(<)
        else { return [] }
        var texts: [(row: Int, shares: [String])] = []
        for percentile in percentiles.sorted(by: { $0.percent < $1.percent }) {
            guard let row = bounds.lastIndex(where: { $0 <= percentile.value }) else { continue }
            let share = "\(number(percentile.percent, words))% ≤ \(number(percentile.value, words))"
            if row == texts.last?.row {
                texts[texts.count - 1].shares.append(share)
            } else {
                texts.append((row, [share]))
            }
        }
        var marks: [PercentileMark] = []
        for (index, mark) in texts.enumerated() {
            let text = mark.shares.joined(separator: ", ") + (unit.map { " \($0)" } ?? "")
            let isRight = mark.row * 10 < bounds.count * 7
            // Enough heights are left for the marks that follow.
            let left = heights.filter { $0 < marks.last?.height ?? 2 }.dropLast(texts.count - 1 - index)
            let height = left.first { histogram.isFree(text, at: mark.row, height: $0, isRight) } ?? left.first ?? 0
            marks.append(PercentileMark(row: mark.row, height: height, text: text, isRight: isRight))
        }
        return marks
    }

    /// With one decimal place; numbers below 1 with two.
    private static func number(_ value: Double, _ words: Words) -> String {
        let scale = value.magnitude < 1 ? 100.0 : 10
        var bytes: [UInt8] = []
        DecimalText.append(
            (value * scale).rounded() / scale, to: &bytes,
            separator: words.decimalSeparator.utf8.first ?? UInt8(ascii: "."))
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension PercentileMark.Histogram {
    /// Whether neither columns nor the line run through a text beside a bin.
    fileprivate func isFree(_ text: String, at row: Int, height: Double, _ isRight: Bool) -> Bool {
        let length = Int((Double(text.count) * PercentileMark.letter * Double(counts.count)).rounded(.up))
        let bins = isRight ? row + 1...row + length : row + 1 - length...row
        let highest = counts.max() ?? 0
        return bins.clamped(to: 0...counts.count - 1).allSatisfy { bin in
            abs(shares[bin] - height) > PercentileMark.distance
                && counts[bin] < (height - PercentileMark.distance) * highest
        }
    }
}
