import Foundation

/// The wall clock of one time zone.
package final class ZoneClock {
    private let zone: TimeZone
    private var known: [Int: Int64] = [:]

    /// The clock of an IANA zone that Foundation knows; a name it does not know is a mistake of the test.
    package init(_ identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { preconditionFailure("no time zone \(identifier)") }
        self.zone = zone
    }

    /// What the wall clock shows, as milliseconds since 1970-01-01T00:00 on that clock.
    package func wall(_ instant: Int64) -> Int64 { instant + offset(instant) }

    private func offset(_ instant: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant) / 1000))) * 1000
    }

    /// The first instant at which the clock shows this time, given in milliseconds of the wall clock; for a time that the
    /// clock skips, the instant of the skip.
    package func instant(wall: Int64) -> Int64 {
        // An offset is at most 26 hours and two changes never lie within three days of each other.
        let early = wall - 36 * 3_600_000
        let late = wall + 36 * 3_600_000
        let candidates = [wall - offset(early), wall - offset(late)].sorted()
        for candidate in candidates where self.wall(candidate) == wall { return candidate }
        // The time is skipped: find the skip, the first instant that shows a later time.
        var before = early
        var after = late
        while after - before > 1 {
            let middle = before + (after - before) / 2
            if self.wall(middle) < wall { before = middle } else { after = middle }
        }
        return after
    }

    /// The first instant of a day.
    package func start(of day: CivilDay) -> Int64 {
        if let instant = known[day.number] { return instant }
        let instant = instant(wall: Int64(day.number) * 86_400_000)
        known[day.number] = instant
        return instant
    }

    /// The day that holds an instant: from the day's first instant until that of the next.
    package func day(of instant: Int64) -> CivilDay {
        var day = CivilDay(number: CivilDay.floored(Int(wall(instant)), 86_400_000))
        // Where a clock is set back across midnight the new day has begun already.
        if start(of: CivilDay(number: day.number + 1)) <= instant { day.number += 1 }
        return day
    }
}
