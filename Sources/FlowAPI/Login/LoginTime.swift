import FlowJSON
import FlowTime

/// Instants as login files have them.
enum LoginTime {
    /// What `expires_at` says: a timestamp, or a number of seconds or milliseconds, which may be a text;
    /// nil for anything else.
    static func instant(_ value: JSONValue?) -> Instant? {
        switch value {
        case .string(let text)?:
            if let number = Double(text) { return instant(number) }
            var text = text
            // A bare date names the day's first instant in UTC, whatever the zone.
            return text.withUTF8 { TimestampParser.parse($0) }.instant(in: .utc)
        case let value?: return value.doubleValue.flatMap { instant($0) }
        case nil: return nil
        }
    }

    /// Seconds end in the year 5138 where milliseconds begin in 1973.
    private static func instant(_ number: Double) -> Instant? {
        guard number.isFinite, number > 0, number < 1e15 else { return nil }
        return Instant(milliseconds: Int64(number < 1e11 ? number * 1_000 : number))
    }

    /// `2026-11-24T21:30:05Z`, as the login files have it.
    static func timestamp(_ instant: Instant) -> String {
        "\(instant.text.prefix(19))Z"
    }

    /// Whose token has expired, and when, for people.
    static func expiry(of source: TokenSource, at instant: Instant) -> String {
        "that of \(source.text) expired on \(text(instant))"
    }

    /// `2026-11-24 21:30 UTC`, for people.
    static func text(_ instant: Instant) -> String {
        InstantText.local(instant, offset: 0) + " UTC"
    }
}
