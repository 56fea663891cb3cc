/// A span of time as people write it: `14d`, `2h`, `1.5d`, `1w`, `1d12h`, `90min`.
///
/// Units: `w` weeks, `d` days, `h` hours, `m` or `min` minutes, `s` seconds, each at most once and the longest first. How long
/// a day and a week are is the report's matter: 24 hours and 7 days, or the hours and the days of its calendar.
public struct DurationText: Hashable, Sendable {
    /// As it was written.
    public let text: String
    private let weeks: Double
    private let days: Double
    /// Milliseconds of hours, minutes and seconds.
    private let rest: Double

    /// Nil for anything else, for a sign, and for more than a hundred years.
    public init?(_ text: String) {
        var parts: [(amount: Double, unit: Unit)] = []
        var place = text.startIndex
        while place < text.endIndex {
            let digits = text[place...].prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            let letters = text[digits.endIndex...].prefix { $0.isASCII && $0.isLetter }
            guard let amount = Self.number(digits), let unit = Unit(rawValue: String(letters)) ?? Unit(short: letters)
            else { return nil }
            if let last = parts.last, last.unit.order >= unit.order { return nil }
            parts.append((amount, unit))
            place = letters.endIndex
        }
        guard !parts.isEmpty else { return nil }
        func sum(_ units: Unit...) -> Double {
            parts.filter { units.contains($0.unit) }.reduce(0) { $0 + $1.amount * $1.unit.length }
        }
        self.text = text
        weeks = sum(.weeks)
        days = sum(.days)
        rest = sum(.hours, .minutes, .seconds)
        guard weeks * 7 + days + rest / 86_400_000 <= 36_525 else { return nil }
    }

    /// To the nearest millisecond, where a day has `day` milliseconds and a week has `week` days.
    public func milliseconds(day: Double = 86_400_000, week: Int = 7) -> Milliseconds {
        Milliseconds(Int64(((weeks * Double(week) + days) * day + rest).rounded()))
    }

    private static func number(_ digits: Substring) -> Double? {
        guard let first = digits.first, let last = digits.last, first != ".", last != ".", digits.count <= 12 else {
            return nil
        }
        return Double(digits)
    }

    private enum Unit: String {
        case weeks = "w"
        case days = "d"
        case hours = "h"
        case minutes = "m"
        case seconds = "s"

        init?(short letters: Substring) {
            guard letters == "min" else { return nil }
            self = .minutes
        }

        var order: Int {
            switch self {
            case .weeks: 0
            case .days: 1
            case .hours: 2
            case .minutes: 3
            case .seconds: 4
            }
        }

        /// Weeks and days count themselves; the rest is in milliseconds.
        var length: Double {
            switch self {
            case .weeks, .days: 1
            case .hours: 3_600_000
            case .minutes: 60_000
            case .seconds: 1_000
            }
        }
    }
}

/// The unit that a report states durations in; its name is the suffix of column names.
public enum DurationUnit: String, CaseIterable, Sendable {
    case days, hours, minutes, seconds

    /// Milliseconds in one unit of real time.
    public var milliseconds: Double {
        switch self {
        case .days: 86_400_000
        case .hours: 3_600_000
        case .minutes: 60_000
        case .seconds: 1_000
        }
    }
}
