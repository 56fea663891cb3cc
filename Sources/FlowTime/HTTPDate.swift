/// The dates of HTTP's headers.
public enum HTTPDate {
    /// The instant that a date in one of HTTP's three layouts names: `Sun, 06 Nov 1994 08:49:37 GMT`,
    /// `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
    ///
    /// Years of two digits lie from 1970 to 2069. A leap second counts as the one after it.
    public static func instant(_ text: String) -> Instant? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        let day, month, year, time: String
        switch words.count {
        case 6 where words[5] == "GMT": (day, month, year, time) = (words[1], words[2], words[3], words[4])
        case 5: (month, day, time, year) = (words[1], words[2], words[3], words[4])
        default: return nil
        }
        guard let monthIndex = months.firstIndex(of: month), let dayNumber = number(day, 1...2),
            var yearNumber = number(year, 2...4)
        else { return nil }
        if year.utf8.count == 2 { yearNumber += yearNumber < 70 ? 2_000 : 1_900 }
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0), 2...2) ?? -1 }
        guard let date = CivilDate(year: yearNumber, month: monthIndex + 1, day: dayNumber), clock.count == 3,
            (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        return .epoch + date.days * .day + clock[0] * .hour + clock[1] * .minute + clock[2] * .second
    }

    private static func number(_ text: String, _ digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else {
            return nil
        }
        return Int(text)
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
