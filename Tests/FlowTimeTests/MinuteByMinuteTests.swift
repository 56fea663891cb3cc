import FlowTime
import FuzzSupport
import Testing

/// The calendar's arithmetic against one that looks at every minute on its own.
@Suite("Working time is the sum of its minutes")
struct MinuteByMinuteTests {
    @Test(
        "in zones of every kind, on ranges that clock changes cut",
        arguments: ["Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca", "Pacific/Apia"])
    func everyMinute(_ identifier: String) throws {
        let zone = try #require(ZoneTable(identifier: identifier))
        var random = SeededGenerator(seed: 7)
        // Days on which these zones changed their clocks, and one on which Apia skipped a whole day.
        let days = [
            "2024-03-31", "2024-10-27", "2024-04-07", "2024-10-06", "2024-09-08", "2024-03-10", "2024-04-14",
            "2011-12-30",
        ]
        for _ in 0..<25 {
            let schedule = try schedule(&random)
            let calendar = WorkingCalendar(schedule, zone: zone)
            let day = try #require(CivilDate(random.pick(days))).days
            let start = day * 1_440 + random.below(2_880) - 2_880
            let end = start + random.below(4_000)
            // The latest time that the wall clock has shown: a clock that goes back does not shorten a range that is over.
            var shown = Milliseconds(Int64.min)
            var expected = 0
            for minute in start - 200..<end {
                let instant = Instant.epoch + minute * .minute
                shown = max(shown, zone.local(instant))
                if minute >= start, works(zone.day(of: instant), shown, schedule) { expected += 1 }
            }
            let worked = calendar.duration(from: .epoch + start * .minute, to: .epoch + end * .minute)
            #expect(worked == expected * .minute, "\(schedule) from minute \(start) to \(end)")
        }
    }

    /// Up to three ranges, at any quarter of an hour, on some days of the week.
    private func schedule(_ random: inout SeededGenerator) throws -> WorkingSchedule {
        let marks = Set((0..<6).map { _ in random.below(97) * 15 }).sorted()
        let hours = stride(from: 0, to: marks.count - 1, by: 2).compactMap { index in
            WorkingHours(from: clock(marks[index]), to: clock(marks[index + 1]))
        }
        let weekdays = Weekday.allCases.filter { _ in !random.oneIn(4) }
        return try #require(WorkingSchedule(weekdays: Set(weekdays), hours: hours))
    }

    private func clock(_ minutes: Int) -> String {
        "\(CivilDate.padded(minutes / 60, 2)):\(CivilDate.padded(minutes % 60, 2))"
    }

    /// Whether a time that the clock has shown last lies between a range's begin and its end on a working day near today.
    private func works(_ today: Int, _ shown: Milliseconds, _ schedule: WorkingSchedule) -> Bool {
        (today - 2...today + 2).contains { day in
            guard schedule.weekdays.contains(Weekday.allCases[CivilDate.weekday(ofDay: day)]) else { return false }
            let midnight = day * Milliseconds.day
            return schedule.hours.contains { midnight + $0.start <= shown && shown < midnight + $0.end }
        }
    }
}
