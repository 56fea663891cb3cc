import FlowTime
import Testing

@Suite("Buckets of time")
struct TimeBucketTests {
    private func day(_ text: String) throws -> Int { try #require(CivilDate(text)).days }

    @Test(
        "are called by their dates; weeks belong to the year of their Thursday",
        arguments: [
            ("2026-11-23", ["2026-11-23", "2026-W48", "2026-11", "2026-Q4", "2026"]),
            ("2021-01-03", ["2021-01-03", "2020-W53", "2021-01", "2021-Q1", "2021"]),
            ("2021-01-04", ["2021-01-04", "2021-W01", "2021-01", "2021-Q1", "2021"]),
            ("2018-12-31", ["2018-12-31", "2019-W01", "2018-12", "2018-Q4", "2018"]),
            ("2016-02-29", ["2016-02-29", "2016-W09", "2016-02", "2016-Q1", "2016"]),
            ("1969-12-31", ["1969-12-31", "1970-W01", "1969-12", "1969-Q4", "1969"]),
            ("2027-01-01", ["2027-01-01", "2026-W53", "2027-01", "2027-Q1", "2027"]),
            ("0999-07-01", ["0999-07-01", "0999-W27", "0999-07", "0999-Q3", "0999"]),
        ])
    func labels(day: String, expected: [String]) throws {
        let day = try self.day(day)
        #expect(TimeBucket.allCases.map { $0.label(of: $0.index(ofDay: day)) } == expected)
    }

    @Test("follow each other without gaps, each beginning where the one before ends", arguments: TimeBucket.allCases)
    func sequence(bucket: TimeBucket) throws {
        var day = try day("1958-01-01")
        var index = bucket.index(ofDay: day)
        while day < 20_000 {
            #expect(bucket.firstDay(of: index) <= day)
            let next = bucket.firstDay(of: index + 1)
            #expect(next > day)
            #expect(bucket.index(ofDay: next - 1) == index)
            #expect(bucket.index(ofDay: next) == index + 1)
            day = next
            index += 1
        }
    }

    @Test("of a week begin on Mondays")
    func weeks() {
        for index in -100...3_000 { #expect(CivilDate.weekday(ofDay: TimeBucket.week.firstDay(of: index)) == 0) }
    }
}
