import FlowModel
import FlowTime
import FuzzSupport
import Testing

@Suite("Calendars agree with pandas and the package holidays")
struct CalculatedCalendarTests {
    @Test("Working time between random instants, counted minute by minute, clock changes included")
    func workingTime() throws {
        let lines = try CalculatedCases.lines("working-time.csv")
        #expect(lines.count >= 1_000)
        var calendars: [[Int]: WorkingCalendar] = [:]
        let first = CivilDate.days(year: 2015, month: 1, day: 1) * 1_440
        let span = CivilDate.days(year: 2029, month: 6, day: 1) * 1_440 - first
        for (number, line) in lines.enumerated() {
            var random = SeededGenerator(seed: UInt64(number))
            let zone = random.below(Self.zones.count)
            let schedule = random.below(Self.schedules.count)
            let start = first + random.below(span)
            let length = random.below([600, 6_000, 60_000][random.below(3)])
            let known = try calendars[[zone, schedule]] ?? calendar(zone, schedule)
            calendars[[zone, schedule]] = known
            let worked = known.duration(from: .epoch + start * .minute, to: .epoch + (start + length) * .minute)
            #expect(worked == Int(line[0]).map { $0 * .minute }, "case \(number) in \(Self.zones[zone])")
        }
    }

    @Test("Public holidays of every state, by the law of each year")
    func publicHolidays() throws {
        let lines = try CalculatedCases.lines("holidays.csv")
        #expect(Set(lines.map { $0[0] }) == Set(GermanState.allCases.map(\.rawValue)))
        for line in lines {
            let state = try #require(GermanState(rawValue: line[0]))
            let year = try #require(Int(line[1]))
            let days = GermanHolidays.days(in: state, years: year...year)
            let dates = days.map { CivilDate(days: $0).text.dropFirst(5) }.joined(separator: " ")
            #expect(dates == line[2], "\(state.rawValue) in \(year)")
        }
    }

    private static let zones = [
        "Europe/Berlin", "UTC", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata",
    ]

    private static let schedules: [(days: String, hours: [String], region: GermanState?)] = [
        ("1111100", ["08:00-17:00"], nil),
        ("1111100", ["08:00-12:00", "13:00-17:00"], .northRhineWestphalia),
        ("1111110", ["06:30-14:15"], .bavaria),
        ("1110011", ["00:00-05:30", "05:45-24:00"], .saxony),
        ("1111111", ["00:00-24:00"], nil),
        ("0000011", ["22:00-24:00", "04:00-06:00"], .berlin),
    ]

    private static let namedHolidays = ["2018-05-11", "2021-12-24", "2024-02-29", "2026-08-03"]

    private func calendar(_ zone: Int, _ schedule: Int) throws -> WorkingCalendar {
        let schedule = Self.schedules[schedule]
        let weekdays = zip(Weekday.allCases, schedule.days).filter { $0.1 == "1" }.map(\.0)
        let hours = try schedule.hours.map { try #require(WorkingHours($0)) }
        let holidays = try Self.namedHolidays.map { try #require(CivilDate($0)).days }
        let made = WorkingSchedule(
            weekdays: Set(weekdays), hours: hours, holidays: Set(holidays), region: schedule.region)
        return WorkingCalendar(try #require(made), zone: try #require(ZoneTable(identifier: Self.zones[zone])))
    }
}
