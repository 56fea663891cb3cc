import FlowModel
import FlowTables
import FlowTime
import Testing

@testable import FlowMetrics

@Suite("Forecasts")
struct ForecastTests {
    @Test("Steady weeks leave nothing to chance")
    func steady() {
        // Ten to do, three a week: done in the fourth week, whatever the confidence.
        let forecast = BacklogForecast(backlog: 10, past: [3, 3, 3])
        for percent in [50, 70, 85, 95] {
            #expect(forecast.weeks(percent: percent) == 4)
            #expect(forecast.done(percent: percent) == [12, 24, 39])
        }
    }

    @Test("The more certain, the later and the less")
    func monotonous() {
        let forecast = BacklogForecast(backlog: 40, past: [0, 1, 2, 5, 9, 0, 3])
        let weeks = [50, 70, 85, 95].compactMap(forecast.weeks)
        #expect(weeks.count == 4 && weeks == weeks.sorted())
        let done = [50, 70, 85, 95].map { forecast.done(percent: $0)[1] }
        #expect(done == done.sorted(by: >))
    }

    @Test("One thing to do, which half of the weeks do: the odds halve week by week")
    func geometric() {
        // Done within n weeks with probability 1 - 2^-n: 0.5, 0.75, 0.875, 0.9375, 0.96875.
        let forecast = BacklogForecast(backlog: 1, past: [0, 1])
        #expect(forecast.weeks(percent: 70) == 2)
        #expect(forecast.weeks(percent: 85) == 3)
        #expect(forecast.weeks(percent: 95) == 5)
        // Four weeks do 2 or more with probability 11/16 = 0.6875, 1 or more with 15/16 = 0.9375.
        #expect(forecast.done(percent: 50)[0] == 2)
        #expect(forecast.done(percent: 70)[0] == 1)
        #expect(forecast.done(percent: 95)[0] == 0)
    }

    @Test("What takes longer than ten years, or for ever, has no date")
    func never() {
        let idle = BacklogForecast(backlog: 1, past: [0])
        #expect(idle.weeks(percent: 50) == nil)
        #expect(idle.done(percent: 50) == [0, 0, 0])
        #expect(BacklogForecast(backlog: 1_000, past: [1]).weeks(percent: 50) == nil)
    }

    @Test("The table draws from the whole weeks of the period")
    func table() throws {
        // Noon is a Friday; weeks begin on the 4th and the 11th of November. Two ended in the week of the 28th of October,
        // two in that of the 4th, five in the cut ones.
        let monday = noon - 4 * day - day / 2
        let ends = [monday - 14 * day, monday - 10 * day, monday - 7 * day, monday - 1]
        var records = ends.enumerated().map { run("e\($0.offset)", start: monday - 30 * day, end: $0.element) }
        records += (0..<5).map { run("cut\($0)", start: monday - 30 * day, end: [monday, monday - 15 * day][$0 % 2]) }
        records += (0..<3).map { run("open\($0)", start: monday) }
        let context = MetricContext(asOf: noon, from: monday - 20 * day)
        let table = try FlowMetricsTests.table("forecast", records, context, workers: 2)
        let today = ZoneTable.utc.day(of: noon)
        #expect(
            try table.cells("confidence", "open", "weeks", "done_by", "ends_in_4_weeks")
                == [0.5, 0.7, 0.85, 0.95].map {
                    [.number($0), .integer(3), .integer(2), .date(today + 14), .integer(8)]
                })
    }

    @Test("Without a whole week there is no forecast, and none without open runs")
    func none() throws {
        let context = MetricContext(asOf: noon, from: noon - 3 * day)
        let open = try FlowMetricsTests.table("forecast", [run("a", start: noon - day)], context)
        #expect(try open.cells("open", "weeks", "done_by").first == [.integer(1), .missing, .missing])
        #expect(
            try FlowMetricsTests.table("forecast", [run("a", start: noon - day, end: noon)], context).rows.count == 0)
    }
}
