import FlowTime
import Testing

@Suite("Durations as people write them")
struct DurationTextTests {
    @Test(
        "are sums of weeks, days, hours, minutes and seconds",
        arguments: [
            ("14d", 14 * 86_400_000), ("2h", 7_200_000), ("1.5d", 129_600_000), ("1w", 604_800_000), ("0d", 0),
            ("1d12h", 129_600_000), ("90min", 5_400_000), ("90m", 5_400_000), ("1w2d3h4m5s", 788_645_000),
            ("0.001s", 1), ("0.5s", 500),
        ])
    func values(text: String, milliseconds: Milliseconds) throws {
        #expect(try #require(DurationText(text)).milliseconds() == milliseconds)
    }

    @Test("have the days and weeks of a calendar")
    func workingDays() throws {
        #expect(
            try #require(DurationText("1w2d1h")).milliseconds(day: 9 * 3_600_000, week: 5) == (7 * 9 + 1) * 3_600_000)
    }

    @Test(
        "are nothing else",
        arguments: [
            "", "d", "14", "14x", "-14d", "+1d", "1 d", "1d ", ".5d", "5.d", "1..5d", "1h1d", "1d1d", "1D", "99999999d",
            "1mon", "1e3d", "１d",
        ])
    func others(text: String) {
        #expect(DurationText(text) == nil)
    }
}
