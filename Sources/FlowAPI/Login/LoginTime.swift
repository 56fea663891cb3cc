import FlowJSON
import FlowModel

/// Instants as login files have them.
enum LoginTime {
    /// Milliseconds since 1970 of `expires_at`: a timestamp, or a number of seconds or milliseconds, which may be a text;
    /// nil for anything else.
    static func instant(_ value: JSONValue?) -> Int64? {
        switch value {
        case .string(let text)?:
            if let number = Double(text) { return instant(number) }
            var text = text
            // A bare date names the day's first instant in UTC, whatever the zone.
            let timestamp = text.withUTF8 { TimestampParser.parse($0) }
            if let day = timestamp.dateOnly { return Int64(day) * 86_400_000 }
            guard !timestamp.isMissing, !timestamp.isUnparsable else { return nil }
            return timestamp.rawValue
        case let value?: return value.doubleValue.flatMap { instant($0) }
        case nil: return nil
        }
    }

    /// Seconds end in the year 5138 where milliseconds begin in 1973.
    private static func instant(_ number: Double) -> Int64? {
        guard number.isFinite, number > 0, number < 1e15 else { return nil }
        return Int64(number < 1e11 ? number * 1_000 : number)
    }

    /// `2026-11-24T21:30:05Z`, as the login files have it.
    static func timestamp(_ instant: Int64) -> String {
        let seconds = Int(instant) / 1_000
        let time = [seconds % 86_400 / 3_600, seconds % 3_600 / 60, seconds % 60].map { CivilDate.padded($0, 2) }
        return "\(CivilDate(days: seconds / 86_400).text)T\(time.joined(separator: ":"))Z"
    }

    /// `2026-11-24 21:30 UTC`, for people.
    static func text(_ instant: Int64) -> String {
        let text = timestamp(instant)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }
}
