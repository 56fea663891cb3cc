import FlowTime
import Testing

@Suite("Easter and the days that hang on it")
struct EasterTests {
    @Test(
        "Easter Sunday is where almanacs have it",
        arguments: [
            "1818-03-22", "1886-04-25", "1943-04-25", "1954-04-18", "1961-04-02", "1981-04-19", "2000-04-23",
            "2008-03-23",
            "2011-04-24", "2016-03-27", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25",
            "2049-04-18",
            "2076-04-19", "2285-03-22",
        ])
    func easter(_ date: String) throws {
        let day = try #require(CivilDate(date))
        #expect(Easter.sunday(of: day.year) == day.days)
    }

    @Test("It is a Sunday from 22 March to 25 April")
    func bounds() {
        for year in 1583...4_000 {
            let day = Easter.sunday(of: year)
            #expect(CivilDate.weekday(ofDay: day) == 6)
            #expect(day >= CivilDate.days(year: year, month: 3, day: 22))
            #expect(day <= CivilDate.days(year: year, month: 4, day: 25))
        }
    }

    @Test("Ascension on Labour Day is one holiday")
    func ascensionOnLabourDay() throws {
        // In 2008.
        let days = GermanHolidays.days(in: .hamburg, years: 2008...2008)
        let labourDay = CivilDate.days(year: 2008, month: 5, day: 1)
        #expect(days.count { $0 == labourDay } == 1)
        #expect(days.count == 8)
    }

    @Test("Repentance Day is the Wednesday before 23 November, in Saxony alone since 1995")
    func repentanceDay() {
        let dates = [(1994, 16), (1995, 22), (2022, 16), (2023, 22), (2028, 22)]
        for (year, day) in dates {
            let date = CivilDate.days(year: year, month: 11, day: day)
            #expect(GermanHolidays.days(in: .saxony, years: year...year).contains(date))
            #expect(GermanHolidays.days(in: .hesse, years: year...year).contains(date) == (year < 1995))
        }
    }
}
