import FlowTables

/// The first bin of a histogram by whose end a share of everything is reached, as the cumulative share tells.
///
/// That is as near to a percentile as bins get: their upper ends, not values between them.
struct HistogramMilestone: Hashable {
    /// Counted from 0.
    let row: Int
    /// What lies below `upperBound`; at least the share that was asked for.
    let share: Double
    let upperBound: Double
    /// Whether the label stands above the line; else right below it, where a rising line leaves room.
    let isAbove: Bool

    private static let wanted = [(share: 0.5, isAbove: false), (0.85, false), (0.95, true)]

    /// One for each of a half, 85 % and 95 %, without those that a bin reaches together with a smaller share.
    ///
    /// The bins have equal width; nothing of a histogram of one bin, nor where a value is missing.
    static func all(shares: [Cell], lowerBounds: [Cell]) -> [HistogramMilestone] {
        let values = shares.compactMap(\.numericValue)
        let bounds = lowerBounds.compactMap(\.numericValue)
        guard bounds.count > 1, values.count == shares.count, bounds.count == values.count else { return [] }
        let width = bounds[1] - bounds[0]
        var found: [HistogramMilestone] = []
        for (share, isAbove) in wanted {
            guard let row = values.firstIndex(where: { $0 >= share }), row != found.last?.row else { continue }
            found.append(
                HistogramMilestone(
                    row: row, share: values[row], upperBound: bounds[row] + width, isAbove: isAbove))
        }
        return found
    }

    /// `86% < 42 days`; the share is rounded down, so that nothing short of all is 100 %.
    func text(unit: String?, _ language: WorkbookLanguage) -> String {
        let percent = Int((share * 100 + 1e-9).rounded(.down))
        var bound: [UInt8] = []
        DecimalText.append(upperBound, to: &bound, separator: language.decimalSeparator.utf8.first ?? UInt8(ascii: "."))
        let end = String(decoding: bound, as: UTF8.self)
        return "\(percent)% < \(end)" + (unit.map { " \($0)" } ?? "")
    }
}
