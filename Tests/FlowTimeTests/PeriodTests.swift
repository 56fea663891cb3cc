import FlowTime
import Testing

@Suite("An end of a period")
struct PeriodBoundTests {
    /// 2026-03-31T10:00Z, which is the 31st in Berlin too, in summer time since two days.
    private let asOf: Instant = 1_774_951_200_000

    @Test(
        "relative to the report's day, in its time zone",
        arguments: [
            ("-0d", "2026-03-30T22:00:00.000Z"), ("-1d", "2026-03-29T22:00:00.000Z"),
            ("-2d", "2026-03-28T23:00:00.000Z"),
            ("-90d", "2025-12-30T23:00:00.000Z"), ("-1w", "2026-03-23T23:00:00.000Z"),
            // Months and years are cut to the month's last day.
            ("-1m", "2026-02-27T23:00:00.000Z"), ("-6m", "2025-09-29T22:00:00.000Z"),
            ("-25m", "2024-02-28T23:00:00.000Z"),
            ("-1y", "2025-03-30T22:00:00.000Z"), ("2026-01-31", "2026-01-30T23:00:00.000Z"),
            ("2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00.000Z"),
            ("2026-01-31T12:00:00", "2026-01-31T12:00:00.000Z"),
        ])
    func instants(text: String, expected: String) throws {
        let berlin = try #require(ZoneTable(identifier: "Europe/Berlin"))
        let bound = try #require(PeriodBound(text))
        #expect(bound.instant(asOf: asOf, zone: berlin).text == expected)
    }

    @Test(
        "is none in any other form",
        arguments: [
            "", "-", "-d", "90d", "+", "+d", "+-1d", "-+1d", "-90", "-9h", "-1.5d", "--1d", "- 1d", "-1d ", "-1D",
            "-100001d", "+9223372036854775807d", "-9223372036854775808y",
            "-99999999d",
            "-1é", "-１d", "today", "2026-02-30", "2026-1-1", "-1dd",
        ])
    func nonsense(text: String) {
        #expect(PeriodBound(text) == nil)
    }

    @Test("is cut to the years 0001 to 9999, whatever the clock, the zone and the amount")
    func hostileAmounts() throws {
        let amounts = [0, 1, 100_000, 1 << 40, Int.max, Int.max - 1, Int.min, Int.min + 1]
        let units: [PeriodBound.Unit] = [.days, .weeks, .months, .years]
        let clocks: [Instant] = [asOf, .distantPast, .distantFuture, .epoch, -62_135_596_800_000, 253_402_300_799_999]
        for name in ["UTC", "Pacific/Kiritimati", "Pacific/Niue", "Europe/Berlin"] {
            let zone = try #require(ZoneTable(identifier: name))
            for clock in clocks {
                for unit in units {
                    for amount in amounts + amounts.map({ 0 &- $0 }) {
                        let instant = PeriodBound.before(amount, unit).instant(asOf: clock, zone: zone)
                        #expect(Instant.writable.contains(instant))
                        let day = zone.day(of: instant)
                        #expect(TimeBucket.allCases.allSatisfy { $0.firstDay(of: $0.index(ofDay: day)) <= day })
                    }
                }
                #expect(Instant.writable.contains(PeriodBound.instant(clock).instant(asOf: clock, zone: zone)))
            }
        }
        let first = try #require(PeriodBound("-99999y"))
        #expect(first.instant(asOf: asOf, zone: .utc).text == "0001-01-01T00:00:00.000Z")
        let last = try #require(PeriodBound("+99999y"))
        #expect(last.instant(asOf: asOf, zone: .utc).text == "9999-12-31T23:59:59.999Z")
    }

    @Test("Leap days are a year before the last of February")
    func leapDay() throws {
        // 2024-02-29T12:00Z.
        let bound = try #require(PeriodBound("-1y"))
        #expect(bound.instant(asOf: 1_709_208_000_000, zone: .utc).text == "2023-02-28T00:00:00.000Z")
    }
}
