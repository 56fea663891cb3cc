import FlowTime
import FuzzSupport
import Testing

@Suite("Working time")
struct WorkingTimeTests {
    @Test(
        "counts on working days within their hours",
        arguments: [
            // Friday 16:30 to Monday 08:15 in Berlin.
            ("2024-10-11T14:30:00Z", "2024-10-14T06:15:00Z", 45),
            // A Saturday morning to a Sunday evening.
            ("2024-10-12T06:00:00Z", "2024-10-13T20:00:00Z", 0),
            // Before opening to after closing.
            ("2024-10-14T01:00:00Z", "2024-10-14T22:00:00Z", 540),
            // The first minute, the last one, and the ones beside them.
            ("2024-10-14T05:59:00Z", "2024-10-14T06:01:00Z", 1),
            ("2024-10-14T14:59:00Z", "2024-10-14T15:01:00Z", 1),
            // The same instant.
            ("2024-10-14T07:00:00Z", "2024-10-14T07:00:00Z", 0),
            // Over the night on which the clocks go back: 17:00 is 15:00Z before, 16:00Z after.
            ("2024-10-25T14:00:00Z", "2024-10-28T15:00:00Z", 540),
            // Two weeks.
            ("2024-10-01T00:00:00Z", "2024-10-15T00:00:00Z", 10 * 540),
        ])
    func usualWeek(start: String, end: String, minutes: Int) throws {
        #expect(try worked(start, end) == minutes)
    }

    @Test("is only what lies within the ranges of a day")
    func ranges() throws {
        let hours = ["08:00-12:00", "13:00-17:00"]
        // 11:00 to 14:00 on a Monday.
        #expect(try worked("2024-10-14T09:00:00Z", "2024-10-14T12:00:00Z", hours: hours) == 120)
        // 12:10 to 12:50.
        #expect(try worked("2024-10-14T10:10:00Z", "2024-10-14T10:50:00Z", hours: hours) == 0)
    }

    @Test("joins ranges that overlap or touch, and takes them in any order")
    func overlap() throws {
        let hours = ["12:00-17:00", "08:00-12:30", "17:00-18:00"]
        #expect(try worked("2024-10-14T00:00:00Z", "2024-10-15T00:00:00Z", hours: hours) == 600)
        #expect(try calendar(hours: hours).dayLength == Milliseconds(10 * 3_600_000))
    }

    @Test("leaves out named holidays and those of a state")
    func holidays() throws {
        // From Wednesday 2024-10-30 12:00 to Monday 2024-11-04 12:00 in Berlin; All Saints is the Friday.
        let (start, end) = ("2024-10-30T11:00:00Z", "2024-11-04T11:00:00Z")
        #expect(try worked(start, end, region: .berlin) == 300 + 540 + 540 + 240)
        #expect(try worked(start, end, region: .northRhineWestphalia) == 300 + 540 + 240)
        // Reformation Day and All Saints; the latter named twice.
        #expect(try worked(start, end, holidays: ["2024-10-31", "2024-11-01"], region: .saarland) == 300 + 240)
    }

    @Test(
        "has the hours that a night of a clock change really has",
        arguments: [
            // 2024-03-31: 02:00 to 03:00 does not exist; a time in it means 03:00.
            ("00:00-06:00", "2024-03-30T20:00:00Z", "2024-03-31T20:00:00Z", 300),
            ("02:30-04:00", "2024-03-30T20:00:00Z", "2024-03-31T20:00:00Z", 60),
            ("02:15-02:45", "2024-03-30T20:00:00Z", "2024-03-31T20:00:00Z", 0),
            // 2024-10-27: 02:00 to 03:00 comes twice; a time in it means the first.
            ("00:00-06:00", "2024-10-26T20:00:00Z", "2024-10-27T22:30:00Z", 420),
            ("01:00-02:30", "2024-10-26T20:00:00Z", "2024-10-27T22:30:00Z", 90),
            ("02:30-03:30", "2024-10-26T20:00:00Z", "2024-10-27T22:30:00Z", 120),
            // From the second 02:30 (01:30Z) until 04:00.
            ("00:00-06:00", "2024-10-27T01:30:00Z", "2024-10-27T03:00:00Z", 90),
        ])
    func clockChange(hours: String, start: String, end: String, minutes: Int) throws {
        #expect(try worked(start, end, days: [.sunday], hours: [hours]) == minutes)
    }

    @Test("around the clock is real time, clock changes included")
    func aroundTheClock() throws {
        // 216 times 24 hours, one change into and one out of summer time.
        let always = Set(Weekday.allCases)
        let minutes = try worked("2024-03-30T20:00:00Z", "2024-11-01T20:00:00Z", days: always, hours: ["00:00-24:00"])
        #expect(minutes == 216 * 1_440)
    }

    @Test("reaches the end of the day at 24:00, where a zone skips midnight too")
    func skippedMidnight() throws {
        // Santiago: 2024-09-07 ends at 04:00Z, when the clock jumps from 24:00 to 01:00 on the 8th.
        let saturday = try worked(
            "2024-09-07T12:00:00Z", "2024-09-09T12:00:00Z", days: [.saturday], hours: ["22:00-24:00"],
            zone: "America/Santiago")
        #expect(saturday == 120)
        // The Sunday has 23 hours.
        let sunday = try worked(
            "2024-09-07T12:00:00Z", "2024-09-09T12:00:00Z", days: [.sunday], hours: ["00:00-24:00"],
            zone: "America/Santiago")
        #expect(sunday == 23 * 60)
    }

    @Test("is found in years far from now")
    func farYears() throws {
        // 1800-01-06 and 2300-01-01 are Mondays; zones had local mean time in 1800, so in UTC.
        #expect(try worked("1800-01-06T00:00:00Z", "1800-01-13T00:00:00Z", zone: "UTC") == 5 * 540)
        #expect(try worked("2300-01-01T00:00:00Z", "2300-01-08T00:00:00Z", zone: "UTC") == 5 * 540)
        // 400 years have 20,871 weeks to the day.
        #expect(try worked("1800-01-06T00:00:00Z", "2200-01-06T00:00:00Z", zone: "UTC") == 20_871 * 5 * 540)
    }

    @Test("needs hours that begin before they end")
    func wrongHours() {
        for text in [
            "17:00-08:00", "08:00-08:00", "8:00-12:00", "08:00-24:01", "08:60-09:00", "08:00", "08:00-09:00-10:00",
        ] {
            #expect(WorkingHours(text) == nil, "\(text)")
        }
        #expect(WorkingSchedule(hours: []) == nil)
    }

    private func calendar(
        days: Set<Weekday> = WorkingSchedule.usualWeek, hours: [String] = ["08:00-17:00"], holidays: [String] = [],
        region: GermanState? = nil, zone: String = "Europe/Berlin"
    ) throws -> WorkingCalendar {
        let schedule = WorkingSchedule(
            weekdays: days, hours: try hours.map { try #require(WorkingHours($0)) },
            holidays: Set(try holidays.map { try #require(CivilDate($0)).days }), region: region)
        return WorkingCalendar(try #require(schedule), zone: try #require(ZoneTable(identifier: zone)))
    }

    @Test(
        "passes to the instant at which work goes on",
        arguments: ["Europe/Berlin", "Australia/Lord_Howe", "America/Santiago"])
    func advance(zone: String) throws {
        let calendar = try calendar(
            days: [.monday, .tuesday, .thursday, .sunday], hours: ["00:00-02:30", "02:45-12:00", "22:00-24:00"],
            holidays: ["2024-11-07"], region: .berlin, zone: zone)
        var random = FuzzEffort.generator(83)
        let days = CivilDate.days(year: 2024, month: 1, day: 1)..<CivilDate.days(year: 2025, month: 1, day: 1)
        for _ in 0..<FuzzEffort.tries(2_000) {
            let minute = (days.lowerBound + random.below(days.count)) * 1_440 + random.below(1_440)
            let start = Instant.epoch + minute * .minute
            let duration = random.below(random.pick([2, 60, 600, 20_000])) * Milliseconds.minute
            let end = calendar.advance(start, by: duration)
            #expect(end >= start && calendar.duration(from: start, to: end) == duration)
            #expect(calendar.duration(from: end, to: end + .minute) == .minute, "\(start) and \(duration) in \(zone)")
        }
    }

    @Test("passes also outside the years that are worked out beforehand, and never ends where nobody works")
    func advanceFar() throws {
        let usual = try calendar(zone: "UTC")
        #expect(usual.advance(try instant("1800-01-03T16:00:00Z"), by: 2 * .hour).text == "1800-01-06T09:00:00.000Z")
        #expect(usual.advance(try instant("2300-01-01T16:00:00Z"), by: 2 * .hour).text == "2300-01-02T09:00:00.000Z")
        #expect(usual.advance(.epoch, by: 500_000 * .day).text.hasPrefix("70"))
        for far in [Instant.distantPast, .distantFuture] { #expect(usual.advance(far, by: .hour) == .distantFuture) }
        #expect(usual.advance(.epoch, by: Milliseconds(Int64.max)) == .distantFuture)
        #expect(try calendar(days: [], zone: "UTC").advance(.epoch, by: 1) == .distantFuture)
    }

    /// Working minutes between two instants.
    private func worked(
        _ start: String, _ end: String, days: Set<Weekday> = WorkingSchedule.usualWeek,
        hours: [String] = ["08:00-17:00"], holidays: [String] = [], region: GermanState? = nil,
        zone: String = "Europe/Berlin"
    ) throws -> Int {
        let calendar = try calendar(days: days, hours: hours, holidays: holidays, region: region, zone: zone)
        return Int(calendar.duration(from: try instant(start), to: try instant(end)).count / 60_000)
    }
}

/// Milliseconds since 1970 of an RFC 3339 text.
func instant(_ text: String) throws -> Instant {
    let stamp = Array(text.utf8).withUnsafeBufferPointer { TimestampParser.parse($0) }
    return try #require(stamp.instant(in: .utc))
}
