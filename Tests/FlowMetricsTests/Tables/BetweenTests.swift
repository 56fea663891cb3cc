import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

@Suite("The time from one task to another")
struct BetweenTests {
    /// In hours after a day before noon. Of the second template one went the other way only, one never began.
    private let records = [
        run("a", start: noon - day, rest: Self.steps(("Offer", 1), ("Offer", 3), ("Order A", 5), ("Order B", 9))),
        run("b", start: noon - day, rest: Self.steps(("Order A", 1), ("Offer", 2), ("Order B", 10))),
        run("c", start: noon - day, template: "u", name: "Heat pump", rest: Self.steps(("Order A", 1), ("Offer", 2))),
        run("d", start: noon - day, template: "u", name: "Heat pump", rest: Self.steps(("Order A", 4))),
        run("e", start: noon - day, template: "u", name: "Heat pump", rest: Self.steps(("Offer", 4), ("Order A", 4))),
    ]

    private static func steps(_ steps: (name: String, hour: Int)...) -> String {
        let tasks = steps.enumerated().map { finished("k\($0)", $1.name, at: noon - day + $1.hour * hour) }
        return "\"tasks\":[\(tasks.joined(separator: ","))]"
    }

    private func rows(
        _ from: Wildcard, _ to: Wildcard, by: [Attribute]? = nil, filter: String? = nil,
        _ context: MetricContext = MetricContext(asOf: noon, unit: .hours)
    ) throws -> [[Cell]] {
        let query = MetricQuery(
            try #require(MetricCatalog.metric(named: "between")), by: by, fromTask: from, toTask: to,
            filter: try filter.map { try Filter($0, grain: .execution) })
        return try tables([query], records, context, workers: 2)[0].rows.collected()
    }

    @Test("runs from the earliest finish of the one to the earliest finish of the other from then on")
    func times() throws {
        // From 1 to 5, from 2 to 10; at once.
        #expect(
            try rows(Wildcard("Offer"), Wildcard("Order*")) == [
                [.text("Heat pump"), .integer(1), .number(0), .number(0), .number(0), .number(0)],
                [.text("Wallbox"), .integer(2), .number(6), .number(6), .number(7.4), .number(8)],
            ])
        #expect(try rows(Wildcard("Order ?"), Wildcard("Offer"), by: []).map(\.[0]) == [.integer(3)])
        #expect(try rows(Wildcard("offer"), Wildcard("Order*")) == [])
    }

    @Test("counts in the period in which the second task was finished, and of the runs that a condition leaves")
    func period() throws {
        let context = MetricContext(asOf: noon, from: noon - day + 5 * hour, to: noon - day + 10 * hour, unit: .hours)
        #expect(
            try rows(Wildcard("Offer"), Wildcard("Order*"), by: [], context) == [
                [.integer(1), .number(4), .number(4), .number(4), .number(4)]
            ])
        #expect(
            try rows(Wildcard("Offer"), Wildcard("Order*"), by: [], filter: "template = \"Heat pump\"") == [
                [.integer(1), .number(0), .number(0), .number(0), .number(0)]
            ])
    }

    @Test("goes nowhere from a task that both names fit")
    func both() throws {
        #expect(
            try rows(Wildcard("*"), Wildcard("*"), by: []) == [
                [.integer(5), .number(0), .number(0), .number(0), .number(0)]
            ])
    }
}
