import ReferenceMetrics
import Testing

/// Days, weeks, zones and holidays by dates that any almanac has.
struct CalendarTests {
    @Test("A day has its parts, its weekday and its ISO week")
    func days() {
        let day = CivilDay(year: 2021, month: 1, day: 3)
        #expect(day.number == 18_630)
        #expect(day.parts == (2021, 1, 3))
        #expect(day.weekday == 7)
        #expect(day.week == (2020, 53))
        #expect(CivilDay(year: 2024, month: 12, day: 30).week == (2025, 1))
        #expect(CivilDay(year: 2026, month: 1, day: 26).week == (2026, 5))
        #expect(CivilDay(year: 1, month: 1, day: 1).number == -719_162)
    }

    @Test("The first and the last day of every year are found again from their parts")
    func yearEnds() {
        var expected = -719_162
        for year in stride(from: 1, through: 9999, by: 1) {
            let first = CivilDay(year: year, month: 1, day: 1)
            #expect(first.number == expected)
            #expect(CivilDay(number: expected).parts == (year, 1, 1))
            #expect(CivilDay(number: expected - 1).parts == (year - 1, 12, 31))
            expected += year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365
        }
    }

    @Test("A day begins at its first instant, also where midnight is skipped")
    func starts() {
        let berlin = ZoneClock("Europe/Berlin")
        // 23 hours on 2024-03-31, 25 on 2024-10-27.
        let spring = CivilDay(year: 2024, month: 3, day: 31)
        #expect(berlin.start(of: spring) == 1_711_839_600_000)
        #expect(berlin.start(of: CivilDay(number: spring.number + 1)) == 1_711_839_600_000 + 23 * 3_600_000)
        let autumn = CivilDay(year: 2024, month: 10, day: 27)
        #expect(berlin.start(of: autumn) == 1_729_980_000_000)
        #expect(berlin.start(of: CivilDay(number: autumn.number + 1)) == 1_729_980_000_000 + 25 * 3_600_000)
        #expect(berlin.day(of: 1_729_979_999_999) == CivilDay(number: autumn.number - 1))
        #expect(berlin.day(of: 1_729_980_000_000) == autumn)
        // São Paulo skipped from 2018-11-04T00:00 (-03:00) to 01:00 (-02:00), which is 03:00 UTC.
        let skipped = ZoneClock("America/Sao_Paulo").start(of: CivilDay(year: 2018, month: 11, day: 4))
        #expect(skipped == 1_541_300_400_000)
    }

    @Test("A time of the wall clock that is skipped is the end of the gap, one that comes twice the first")
    func wallTimes() {
        let berlin = ZoneClock("Europe/Berlin")
        func wall(_ day: CivilDay, _ hour: Int, _ minute: Int) -> Int64 {
            berlin.instant(wall: Int64((day.number * 24 + hour) * 60 + minute) * 60_000)
        }
        // 2024-03-31T01:00Z and 2024-10-27T00:30Z (the first 02:30).
        #expect(wall(CivilDay(year: 2024, month: 3, day: 31), 2, 30) == 1_711_846_800_000)
        #expect(wall(CivilDay(year: 2024, month: 10, day: 27), 2, 30) == 1_729_989_000_000)
    }

    @Test(
        "Easter falls where the almanac has it",
        arguments: [
            (1991, 3, 31), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2019, 4, 21), (2024, 3, 31), (2025, 4, 20),
            (2038, 4, 25), (2049, 4, 18), (2076, 4, 19), (2100, 3, 28),
        ])
    func easter(year: Int, month: Int, day: Int) {
        #expect(GermanHolidays.easterSunday(year) == CivilDay(year: year, month: month, day: day))
    }

    @Test(
        "A state has as many state-wide holidays as its law lists",
        arguments: [
            ("DE-BW", 2024, 12), ("DE-BY", 2024, 12), ("DE-BE", 2018, 9), ("DE-BE", 2019, 10), ("DE-BE", 2020, 11),
            ("DE-BE", 2028, 11), ("DE-BB", 2024, 12), ("DE-HB", 2016, 9), ("DE-HB", 2017, 10), ("DE-HB", 2018, 10),
            ("DE-HH", 2024, 10), ("DE-HE", 2024, 10), ("DE-HE", 2017, 11), ("DE-MV", 2022, 10), ("DE-MV", 2023, 11),
            ("DE-NI", 2024, 10), ("DE-NW", 2024, 11), ("DE-RP", 2024, 11), ("DE-SL", 2024, 12), ("DE-SN", 2024, 11),
            ("DE-SN", 1994, 11), ("DE-NW", 1994, 12), ("DE-NW", 1995, 11), ("DE-ST", 2024, 11), ("DE-SH", 2024, 10),
            ("DE-TH", 2018, 10), ("DE-TH", 2019, 11),
            // Ascension fell on Labour Day.
            ("DE-HE", 2008, 9),
        ])
    func holidays(state: String, year: Int, count: Int) {
        #expect(GermanHolidays.holidays(year: year, state: state).count == count)
    }

    @Test("The Day of Repentance is the Wednesday before 23 November, in Saxony alone since 1995")
    func repentance() {
        let day = CivilDay(year: 2022, month: 11, day: 16)
        #expect(GermanHolidays.isHoliday(day, state: "DE-SN"))
        #expect(!GermanHolidays.isHoliday(day, state: "DE-BY"))
        #expect(GermanHolidays.isHoliday(CivilDay(year: 1993, month: 11, day: 17), state: "DE-BY"))
    }
}
