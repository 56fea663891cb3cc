import FlowAPI
import Testing

/// Ten minutes of sixteen workers against services that allow 3,000 requests a minute.
struct ServiceRateTests {
    /// Of 30,000 requests that ten minutes allow, and of the requests that were sent.
    private func expectGoodUse(_ simulation: RateSimulation, atLeast taken: Int = 27_000) {
        let outcome = simulation.run()
        #expect(outcome.taken >= taken)
        #expect(outcome.share < 0.02)
    }

    @Test(
        "At least nine tenths of what a filling bucket allows are used, and under a fiftieth is refused",
        arguments: [50, 250, 3_000], [0.02, 0.05, 0.3])
    func bucket(_ holds: Double, _ latency: Double) {
        expectGoodUse(RateSimulation(limit: .bucket(perMinute: 3_000, holds: holds), latency: latency))
    }

    @Test(
        "So it is where the limit is counted anew each minute, whenever that is",
        arguments: [0, 20, 59], [0.02, 0.05, 0.3])
    func window(_ start: Double, _ latency: Double) {
        expectGoodUse(RateSimulation(limit: .window(perMinute: 3_000, startsAt: start), latency: latency))
    }

    @Test(
        "So it is where a service does not say when to come back",
        arguments: [
            RateSimulation.Limit.bucket(perMinute: 3_000, holds: 250), .window(perMinute: 3_000, startsAt: 0),
            .window(perMinute: 3_000, startsAt: 37),
        ])
    func noRetryAfter(_ limit: RateSimulation.Limit) {
        expectGoodUse(RateSimulation(limit: limit, retryAfter: .none))
    }

    @Test("Many workers are refused no more often than few", arguments: [1, 4, 64])
    func workers(_ workers: Int) {
        let limit = RateSimulation.Limit.bucket(perMinute: 3_000, holds: 250)
        // One at a time sends no more than twenty a second, which nobody refuses.
        expectGoodUse(RateSimulation(limit: limit, workers: workers), atLeast: workers == 1 ? 11_900 : 27_000)
    }

    @Test("Services with little patience are used well enough: a second's allowance at a time, waits of a minute")
    func hardServices() {
        var simulation = RateSimulation(limit: .bucket(perMinute: 3_000, holds: 250), retryAfter: .fixed(60))
        expectGoodUse(simulation, atLeast: 13_000)
        simulation = RateSimulation(limit: .bucket(perMinute: 3_000, holds: 1))
        expectGoodUse(simulation, atLeast: 20_000)
        simulation = RateSimulation(limit: .window(perMinute: 3_000, startsAt: 0), retryAfter: .fixed(1))
        expectGoodUse(simulation)
    }

    @Test("Nothing is held up before the first refusal")
    func noLimit() {
        // Sixteen every 50 ms.
        let outcome = RateSimulation(limit: .bucket(perMinute: 60_000, holds: 60_000), seconds: 60).run()
        #expect(outcome.refused == 0)
        #expect(outcome.taken == 19_200)
    }

    @Test("A limit that is raised is found out, and one that is lowered is obeyed")
    func movedLimit() {
        var simulation = RateSimulation(limit: .bucket(perMinute: 3_000, holds: 50))
        simulation.change = (at: 300, factor: 3)
        let raised = simulation.run()
        #expect(raised.minutes[9] > 8_100)
        #expect(raised.share < 0.02)
        simulation.change = (at: 300, factor: 0.25)
        let lowered = simulation.run()
        #expect((675...765).contains(lowered.minutes[9]))
        #expect(lowered.share < 0.02)
    }

    @Test("Refusals that come one by one and name no wait hold nobody up for long", arguments: [0.001, 0.005, 0.01])
    func faults(_ share: Double) {
        let outcome = RateSimulation(limit: .none, faults: share).run()
        // Sixteen every 50 ms are 192,000 in ten minutes; with one of a hundred each waits a quarter of a second now and then.
        #expect(outcome.taken > 192_000 * 9 / 10)
    }

    @Test("Where one in fifty is refused by chance, more than half of what goes is still used")
    func manyFaults() {
        #expect(RateSimulation(limit: .none, faults: 0.02).run().taken > 96_000)
    }

    @Test("A limit behind which there are faults, too, is found and kept")
    func limitAmongFaults() {
        var simulation = RateSimulation(limit: .bucket(perMinute: 3_000, holds: 250), retryAfter: .none)
        simulation.faults = 0.005
        let outcome = simulation.run()
        #expect(outcome.taken >= 27_000)
        #expect(outcome.share < 0.02)
    }

    @Test("A service that refuses everything and says no wait is asked less and less often")
    func refusesAll() {
        let outcome = RateSimulation(limit: .nothing, retryAfter: .none, seconds: 300).run()
        // Sixteen at once, and then one after each wait: half a second, doubling up to half a minute.
        #expect(outcome.taken == 0)
        #expect((16 + 10...16 + 60).contains(outcome.refused))
    }

    @Test("The gate opens when the service says, the first request alone, the others as its response is due")
    func opening() {
        var rate = ServiceRate(now: .zero)
        func turn(_ now: Duration, deadline: Duration? = nil) -> ServiceRate.Turn? {
            rate.takeTurn(now: now, deadline: deadline)
        }
        func refusal(_ now: Duration, _ named: Duration?) -> Duration {
            rate.refused(sentAt: .zero, now: now, named: named) { _ in .milliseconds(1) }
        }
        let turns = [turn(.zero), turn(.zero)].compactMap(\.self)
        #expect(turns.map(\.time) == [.zero, .zero])
        let isSent = rate.send(turns[0], now: .zero)
        #expect(isSent)
        #expect(refusal(.milliseconds(100), .seconds(5)) == .seconds(5))
        // What was on its way is refused with it and waits as long as is left; what had not left takes a new turn.
        #expect(refusal(.milliseconds(100), nil) == .seconds(5))
        let isSentToo = rate.send(turns[1], now: .milliseconds(200))
        #expect(!isSentToo)
        // Responses take 100 ms here, so the second follows after twice that.
        let later = (0..<3).compactMap { _ in turn(.seconds(1)).map { ($0.time / .milliseconds(1)).rounded() } }
        #expect(later == [5_100, 5_300, 5_300])
        #expect(turn(.seconds(1), deadline: .seconds(5))?.time == nil)
        #expect(rate.rate == nil)
    }
}
