import ReferenceMetrics
import Testing

/// Cycle times under a calendar, in minutes, worked out by hand.
struct WorkingTimeTests {
    private func minutes(_ start: String, _ end: String, _ calendar: ReferenceCalendar, zone: String = "Europe/Berlin")
        -> ReferenceValue
    {
        let line = """
            {"id":"x","status":"DONE","analytics":{"started_at":"\(start)","completed_at":"\(end)"}}
            """
        let options = ReferenceOptions(
            asOf: 4_000_000_000_000, timeZone: zone, durationUnit: "minutes", calendar: calendar)
        let report = ReferenceReport(lines: Array(line.utf8), options: options)
        return report.table("cycle_times", by: []).rows[0][1]
    }

    @Test(
        "Time counts on working days within the hours",
        arguments: [
            // Friday 16:30 to Monday 08:15 in Berlin.
            ("2024-10-11T14:30:00Z", "2024-10-14T06:15:00Z", 45.0),
            // A Saturday morning to a Sunday evening.
            ("2024-10-12T06:00:00Z", "2024-10-13T20:00:00Z", 0.0),
            // Before opening to after closing, one day of nine hours.
            ("2024-10-14T01:00:00Z", "2024-10-14T22:00:00Z", 540.0),
            // Inside the hours.
            ("2024-10-14T07:00:00Z", "2024-10-14T07:00:30Z", 0.5),
            // Over the night on which the clocks go back: 17:00 is 15:00Z before, 16:00Z after.
            ("2024-10-25T14:00:00Z", "2024-10-28T15:00:00Z", 540.0),
        ] as [(String, String, Double)])
    func hours(start: String, end: String, expected: Double) {
        #expect(minutes(start, end, ReferenceCalendar()) == .number(expected))
    }

    @Test("Hours in ranges, named holidays and those of a state are taken out")
    func holidays() {
        let split = ReferenceCalendar(hours: ["08:00-12:00", "13:00-17:00"])
        #expect(minutes("2024-10-14T09:00:00Z", "2024-10-14T12:00:00Z", split) == .number(120))
        // From Wednesday 2024-10-30 12:00 to Monday 2024-11-04 12:00: All Saints on the Friday in NW, not in BE.
        let (from, to) = ("2024-10-30T11:00:00Z", "2024-11-04T11:00:00Z")
        #expect(minutes(from, to, ReferenceCalendar(region: "DE-BE")) == .number(300 + 540 + 540 + 240))
        #expect(minutes(from, to, ReferenceCalendar(region: "DE-NW")) == .number(300 + 540 + 240))
        let named = ReferenceCalendar(holidays: ["2024-10-31"], region: "DE-NW")
        #expect(minutes(from, to, named) == .number(300 + 240))
    }

    @Test("A night of the clock change has the hours it really has")
    func clockChange() {
        let all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        func sunday(_ range: String, _ from: String, _ to: String) -> ReferenceValue {
            minutes(from, to, ReferenceCalendar(days: ["sun"], hours: [range]))
        }
        let spring = ("2024-03-30T20:00:00Z", "2024-03-31T20:00:00Z")
        let autumn = ("2024-10-26T20:00:00Z", "2024-10-27T22:30:00Z")
        #expect(sunday("00:00-06:00", spring.0, spring.1) == .number(300))
        #expect(sunday("02:30-04:00", spring.0, spring.1) == .number(60))
        #expect(sunday("02:15-02:45", spring.0, spring.1) == .number(0))
        #expect(sunday("00:00-06:00", autumn.0, autumn.1) == .number(420))
        #expect(sunday("01:00-02:30", autumn.0, autumn.1) == .number(90))
        #expect(sunday("02:30-03:30", autumn.0, autumn.1) == .number(120))
        let always = ReferenceCalendar(days: all, hours: ["00:00-24:00"])
        #expect(minutes("2024-03-30T20:00:00Z", "2024-11-01T20:00:00Z", always) == .number(216 * 1440))
    }

    @Test("A day is the calendar's hours, in durations and in overdue buckets")
    func dayLength() {
        let line = """
            {"id":"x","status":"STARTED","created_at":"2024-10-11T06:00:00Z","tasks":[\
            {"id":"k","name":"Plan","status":"PENDING","due_date":"2024-10-11T14:00:00Z"}]}
            """
        // Until Monday 16:00 in Berlin: two hours of the Friday after 16:00, and eight of the Monday, make a day of ten.
        let options = ReferenceOptions(
            asOf: 1_728_914_400_000, timeZone: "Europe/Berlin", calendar: ReferenceCalendar(hours: ["08:00-18:00"]))
        let row = ReferenceReport(lines: Array(line.utf8), options: options).table("overdue_tasks").rows[0]
        #expect(row[12] == .number(1))
        #expect(row[13] == .text("1-3"))
    }
}
