/// Measures working time between instants: what falls on working days within their hours, in the report's time zone.
///
/// Hours are told by the wall clock and measured on the time line: an hour that daylight saving skips has no length, one
/// that it repeats has two. For the years 1900 to 2100 each day is worked out once, when the calendar is made, so that a
/// look-up costs a few nanoseconds; clock changes outside them are left out of whole days.
public final class WorkingCalendar: Sendable {
    public let schedule: WorkingSchedule
    /// Working time of a usual working day.
    public let dayLength: Milliseconds
    private let hours: [WorkingHours]
    /// Whose wall clock tells the hours.
    public let zone: ZoneTable
    private let days: WorkingDays
    /// Working time before each day of the table, counted from its first.
    private let workBefore: [Milliseconds]
    private let isWorkingDay: [Bool]
    /// By day of UTC: milliseconds east of UTC, or `unsteady` on and around a day on which they change.
    private let offsets: [Int32]

    private static let firstDay = CivilDate.days(year: 1900, month: 1, day: 1)
    private static let dayCount = CivilDate.days(year: 2101, month: 1, day: 1) - firstDay
    private static let day = Milliseconds.day.count
    private static let start = Instant.epoch + firstDay * .day
    private static let unsteady = Int32.max
    /// After the year 9999.
    private static let farthestDay = 2_932_897

    /// Works out every day of the table, which takes about a millisecond.
    public init(_ schedule: WorkingSchedule, zone: ZoneTable) {
        self.schedule = schedule
        self.zone = zone
        dayLength = schedule.dayLength
        hours = schedule.hours
        days = WorkingDays(schedule)
        let offsets = Self.offsets(zone)
        self.offsets = offsets

        var isWorkingDay: [Bool] = []
        var workBefore: [Milliseconds] = []
        isWorkingDay.reserveCapacity(Self.dayCount)
        workBefore.reserveCapacity(Self.dayCount)
        var work = Milliseconds.zero
        for index in 0..<Self.dayCount {
            let day = Self.firstDay + index
            let isWorking = days.contains(day)
            isWorkingDay.append(isWorking)
            workBefore.append(work)
            guard isWorking else { continue }
            if offsets[index] == Self.unsteady {
                work += Self.work(of: schedule.hours, on: day, until: .distantFuture, zone)
            } else {
                work += dayLength
            }
        }
        self.isWorkingDay = isWorkingDay
        self.workBefore = workBefore
    }

    /// The offset of each day of UTC in the table.
    private static func offsets(_ zone: ZoneTable) -> [Int32] {
        var offsets: [Int32] = []
        offsets.reserveCapacity(dayCount)
        var place = firstDay
        for change in zone.changes + [.distantFuture] {
            // Local days lie up to a day beside those of UTC.
            let isLast = change == .distantFuture
            let changeDay = isLast ? firstDay + dayCount : Int((change - start).count / day) + firstDay
            let steadyEnd = min(isLast ? changeDay : changeDay - 2, firstDay + dayCount)
            if place < steadyEnd {
                let offset = Int32(truncatingIfNeeded: zone.offset(at: Instant(milliseconds: Int64(place) * day)).count)
                offsets.append(contentsOf: repeatElement(offset, count: steadyEnd - place))
                place = steadyEnd
            }
            let unsteadyEnd = min(changeDay + 3, firstDay + dayCount)
            if place < unsteadyEnd {
                offsets.append(contentsOf: repeatElement(unsteady, count: unsteadyEnd - place))
                place = unsteadyEnd
            }
        }
        return offsets
    }

    /// Working time between two instants, the second not before the first.
    public func duration(from start: Instant, to end: Instant) -> Milliseconds {
        work(until: end) - work(until: start)
    }

    /// Whether people work on a day, in days since 1970-01-01.
    public func isWorkingDay(_ day: Int) -> Bool { days.contains(day) }

    /// The instant by which so much working time has passed since another, and at which work goes on: never the end of a
    /// day's hours, but the beginning of the next. `distantFuture` beyond the year 9999, and where nobody ever works.
    public func advance(_ instant: Instant, by duration: Milliseconds) -> Instant {
        guard Instant.writable.contains(instant), duration <= 4_000_000 * .day else { return .distantFuture }
        let target = work(until: instant) + max(.zero, duration)
        // The last day that begins with no more than that done: it is a working day, or the one after it would too.
        var day = zone.day(of: instant)
        var step = 1
        while work(beforeDay: day + step) <= target {
            day += step
            step *= 2
            guard day < Self.farthestDay else { return .distantFuture }
        }
        while step > 1 {
            step /= 2
            if work(beforeDay: day + step) <= target { day += step }
        }
        var rest = target - work(beforeDay: day)
        let index = day - Self.firstDay
        let offset = offsets.indices.contains(index) ? offsets[index] : Self.unsteady
        for hours in hours {
            if offset != Self.unsteady {
                if rest < hours.end - hours.start {
                    return .epoch + day * .day + hours.start + rest - Milliseconds(Int64(offset))
                }
                rest -= hours.end - hours.start
            } else {
                let start = zone.instant(ofLocal: day * .day + hours.start)
                let end = zone.instant(ofLocal: day * .day + hours.end)
                if rest < end - start { return start + rest }
                rest -= max(.zero, end - start)
            }
        }
        return zone.startOfDay(day + 1)
    }

    /// Working time from a fixed instant to this one; negative before it.
    private func work(until instant: Instant) -> Milliseconds {
        let sinceStart = instant.milliseconds &- Self.start.milliseconds
        // The first and the last day of the table have neighbours outside it.
        guard sinceStart >= Self.day, sinceStart < Int64(Self.dayCount - 1) &* Self.day else {
            return workByDay(until: instant)
        }
        let offset = offsets[Int(sinceStart / Self.day)]
        guard offset != Self.unsteady else { return workByDay(until: instant) }
        let local = sinceStart &+ Int64(offset)
        let day = local / Self.day
        let before = workBefore[Int(day)]
        guard isWorkingDay[Int(day)] else { return before }
        let time = local &- day &* Self.day
        var work = before.count
        for hours in hours { work &+= max(0, min(time, hours.end.count) &- hours.start.count) }
        return Milliseconds(work)
    }

    /// The same for any instant, also near a change of the clock, which tells the day by its first instant.
    private func workByDay(until instant: Instant) -> Milliseconds {
        var day = zone.day(of: instant)
        // Clocks that go back over midnight show the old day again.
        while zone.startOfDay(day + 1) <= instant { day += 1 }
        let before = work(beforeDay: day)
        return days.contains(day) ? before + Self.work(of: hours, on: day, until: instant, zone) : before
    }

    private func work(beforeDay day: Int) -> Milliseconds {
        let index = day - Self.firstDay
        if workBefore.indices.contains(index) { return workBefore[index] }
        let edge = index < 0 ? 0 : Self.dayCount - 1
        let known = workBefore[edge]
        return known + (days.count(before: day) - days.count(before: Self.firstDay + edge)) * dayLength
    }

    /// Working time of a working day before an instant, on the time line.
    private static func work(
        of hours: [WorkingHours], on day: Int, until instant: Instant, _ zone: ZoneTable
    ) -> Milliseconds {
        let midnight = day * Milliseconds.day
        return hours.reduce(.zero) { work, hours in
            let start = zone.instant(ofLocal: midnight + hours.start)
            let end = zone.instant(ofLocal: midnight + hours.end)
            return work + max(.zero, min(instant, end) - start)
        }
    }
}
