/// The unit that a report states durations in; its name is the suffix of column names.
package enum DurationUnit: String, CaseIterable, Sendable {
    case days, hours, minutes, seconds

    /// Milliseconds in one unit of real time.
    package var milliseconds: Double {
        switch self {
        case .days: 86_400_000
        case .hours: 3_600_000
        case .minutes: 60_000
        case .seconds: 1_000
        }
    }
}
