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
        guard let date = instant(ofDate: text) else { return nil }
        return .milliseconds(max(date - wallTime, .zero).count)
    }

    /// The instant of `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
    /// `Sun Nov  6 08:49:37 1994`.
    static func instant(ofDate text: String) -> Instant? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        let day, month, year, time: String
        switch words.count {
        case 6 where words[5] == "GMT": (day, month, year, time) = (words[1], words[2], words[3], words[4])
        case 5: (month, day, time, year) = (words[1], words[2], words[3], words[4])
        default: return nil
        }
        guard let monthNumber = months.firstIndex(of: month), let dayNumber = Int(day), var yearNumber = Int(year)
        else { return nil }
        if year.utf8.count == 2 { yearNumber += yearNumber < 70 ? 2_000 : 1_900 }
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard let date = CivilDate(year: yearNumber, month: monthNumber + 1, day: dayNumber), clock.count == 3,
            (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        let seconds = date.days * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2]
        return Instant(milliseconds: Int64(seconds) * 1_000)
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
