import FlowTime

/// Reads `Retry-After`: whole seconds, or a date in one of HTTP's three layouts.
enum RetryAfter {
    /// How long to wait.
    ///
    /// - Parameters:
    ///   - text: the header's value.
    ///   - wallTime: the present.
    /// - Returns: never less than nothing; nil for a text that is neither.
    static func wait(_ text: String, wallTime: Instant) -> Duration? {
        let text = text.trimmingWhitespace()
        if !text.isEmpty, text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
            // A number too large to hold is a wait too long for anyone.
            return .seconds(min(Int64(text) ?? .max, 10_000_000_000))
        }
        guard let date = HTTPDate.instant(text) else { return nil }
        return .milliseconds(max(date - wallTime, .zero).count)
    }
}
