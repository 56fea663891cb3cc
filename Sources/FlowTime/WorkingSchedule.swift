/// When people work, as a report definition says it.
package struct WorkingSchedule: Hashable, Sendable {
    package let weekdays: Set<Weekday>
    /// In order, without overlap; at least one.
    package let hours: [WorkingHours]
    /// Days without work, in days since 1970-01-01.
    package let holidays: Set<Int>
    /// The state whose public holidays are days without work too.
    package let region: GermanState?

    package static let usualWeek: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]

    /// Makes a schedule; without arguments Monday to Friday from 08:00 to 17:00.
    ///
    /// Hours that touch or overlap are joined, so that no minute counts twice. Nil without any hours.
    package init?(
        weekdays: Set<Weekday> = usualWeek, hours: [WorkingHours] = [.usual], holidays: Set<Int> = [],
        region: GermanState? = nil
    ) {
        guard !hours.isEmpty else { return nil }
        self.weekdays = weekdays
        self.hours = WorkingHours.joined(hours)
        self.holidays = holidays
        self.region = region
    }

    /// Working time of a usual working day.
    package var dayLength: Milliseconds {
        hours.reduce(.zero) { $0 + $1.end - $1.start }
    }
}

/// A day of the week, named as definitions name it.
package enum Weekday: String, CaseIterable, Sendable {
    case monday = "mon"
    case tuesday = "tue"
    case wednesday = "wed"
    case thursday = "thu"
    case friday = "fri"
    case saturday = "sat"
    case sunday = "sun"
}

/// A part of the day by the wall clock, from midnight.
package struct WorkingHours: Hashable, Sendable {
    package let start: Milliseconds
    /// After `start`, at most 24 hours.
    package let end: Milliseconds

    private init(unchecked start: Milliseconds, _ end: Milliseconds) {
        self.start = start
        self.end = end
    }

    package static let usual = WorkingHours(unchecked: 8 * .hour, 17 * .hour)

    /// Two times of day such as `08:00` and `24:00`; nil unless the first comes before the second.
    package init?(from: String, to: String) {
        guard let start = Self.timeOfDay(from), let end = Self.timeOfDay(to), start < end else { return nil }
        self.init(unchecked: start, end)
    }

    /// Reads `08:00-12:00`.
    package init?(_ text: String) {
        let times = text.split(separator: "-", omittingEmptySubsequences: false)
        guard times.count == 2 else { return nil }
        self.init(from: String(times[0]), to: String(times[1]))
    }

    /// The time since midnight that `HH:MM` says, from 00:00 to 24:00; nil for anything else.
    package static func timeOfDay(_ text: String) -> Milliseconds? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - Int(UInt8(ascii: "0")) }
        guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let hour = digits[0] * 10 + digits[1]
        let minute = digits[2] * 10 + digits[3]
        guard minute < 60, hour < 24 || (hour == 24 && minute == 0) else { return nil }
        return (hour * 60 + minute) * .minute
    }

    /// The same parts of the day in order, those that touch or overlap as one.
    static func joined(_ hours: [WorkingHours]) -> [WorkingHours] {
        var joined: [WorkingHours] = []
        for next in hours.sorted(by: { $0.start < $1.start }) {
            if let last = joined.last, next.start <= last.end {
                joined[joined.count - 1] = WorkingHours(unchecked: last.start, max(last.end, next.end))
            } else {
                joined.append(next)
            }
        }
        return joined
    }
}
