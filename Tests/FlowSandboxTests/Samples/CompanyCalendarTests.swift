import FlowTime
import Testing

@testable import FlowSandbox

@Suite("The company's days and working hours")
struct CompanyCalendarTests {
    private static let calendar = CompanyCalendar(years: 2_025...2_027)

    @Test(
        "A German day begins an hour or two before midnight UTC",
        arguments: [
            ("2026-01-15", "2026-01-14T23:00:00Z"), ("2026-03-29", "2026-03-28T23:00:00Z"),
            ("2026-03-30", "2026-03-29T22:00:00Z"), ("2026-10-25", "2026-10-24T22:00:00Z"),
            ("2026-10-26", "2026-10-25T23:00:00Z"),
        ])
    func midnights(day: String, instant: String) throws {
        #expect(Self.calendar.midnight(try #require(CivilDate(day)).days) == readInstant(instant))
    }

    @Test(
        "Working time passes from 08:00 to 17:00 on working days",
        arguments: [
            // Within a day, over night, over the weekend, from a Sunday, over Christmas, over a clock change.
            ("2026-11-23T08:00:00Z", 2.0, "2026-11-23T10:00:00Z"),
            ("2026-11-23T15:00:00Z", 2.0, "2026-11-24T08:00:00Z"),
            ("2026-11-27T15:00:00Z", 2.0, "2026-11-30T08:00:00Z"),
            ("2026-11-29T12:00:00Z", 1.0, "2026-11-30T08:00:00Z"),
            ("2026-12-23T15:30:00Z", 1.0, "2026-12-28T07:30:00Z"),
            ("2026-03-27T15:00:00Z", 2.0, "2026-03-30T07:00:00Z"),
            ("2026-11-23T07:00:00Z", 45.0, "2026-11-30T07:00:00Z"),
        ])
    func advance(from: String, hours: Double, to: String) throws {
        #expect(Self.calendar.advance(try #require(readInstant(from)), hours: hours) == readInstant(to))
    }

    @Test("What never comes has nothing after it")
    func never() {
        #expect(Self.calendar.advance(CompanyCalendar.never, hours: 1) == CompanyCalendar.never)
    }

    @Test("A shuffle moves every number to another place and back", arguments: [1, 2, 7, 64, 1_000])
    func shuffle(count: Int) {
        let shuffle = IndexShuffle(count: count, key: 99)
        let moved = (0..<count).map { shuffle($0) }
        #expect(moved.sorted() == Array(0..<count))
        #expect(moved.map { shuffle.inverse(of: $0) } == Array(0..<count))
    }

    @Test(
        "The exponential is the exponential",
        arguments: [(0.0, 1.0), (1.0, 2.718_281_828), (-2.0, 0.135_335_283), (3.5, 33.115_451_96)])
    func exponential(power: Double, value: Double) {
        #expect(abs(SampleRandom.exponential(power) / value - 1) < 0.002)
    }
}
