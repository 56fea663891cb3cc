import FlowAPI

/// Workers that send one request after the other to a service with a limit, through a `ServiceRate`, on a time that only
/// events move.
struct RateSimulation {
    /// What a service takes.
    enum Limit {
        /// So many a minute, evenly, and as many more after a pause as the bucket holds.
        case bucket(perMinute: Double, holds: Double)
        /// So many in each minute, counted anew from the given second of the first on.
        case window(perMinute: Int, startsAt: Double)
        /// Everything is taken.
        case none
        case nothing
    }

    /// What a service says with a refusal.
    enum RetryAfter {
        /// The seconds until it takes a request again, rounded up.
        case exact
        case fixed(Double)
        case none
    }

    let limit: Limit
    var retryAfter = RetryAfter.exact
    var workers = 16
    /// Seconds until a response.
    var latency = 0.05
    /// Seconds from the start.
    var seconds = 600.0
    /// This share of requests is refused by chance, whatever the limit.
    var faults = 0.0
    /// From when on the service allows so many times as much.
    var change: (at: Double, factor: Double)?

    struct Outcome {
        var taken = 0
        var refused = 0
        /// Requests taken in each whole minute.
        var minutes: [Int] = []
        var share: Double { Double(refused) / Double(max(taken + refused, 1)) }
    }

    private enum Event {
        case turn(worker: Int, ServiceRate.Turn)
        case arrival(worker: Int, sentAt: Duration)
        case response(worker: Int, sentAt: Duration, refusal: Duration??)
        case retry(worker: Int)
    }

    func run() -> Outcome {
        var rate = ServiceRate(now: .zero)
        var service = Service(limit: limit, retryAfter: retryAfter, faults: faults)
        var events = EventQueue<Event>()
        var outcome = Outcome(minutes: Array(repeating: 0, count: Int(seconds / 60)))
        var random = FixedRandom()
        func next(_ worker: Int, _ now: Duration) {
            guard let turn = rate.takeTurn(now: now) else { return }
            events.add(.turn(worker: worker, turn), at: turn.time)
        }
        for worker in 0..<workers { next(worker, .zero) }
        while let (now, event) = events.removeFirst(), now <= .seconds(seconds) {
            switch event {
            case .turn(let worker, let turn):
                guard rate.send(turn, now: now) else {
                    next(worker, now)
                    continue
                }
                events.add(.arrival(worker: worker, sentAt: now), at: now + .seconds(latency / 2))
            case .arrival(let worker, let sentAt):
                if let change, now >= .seconds(change.at) { service.factor = change.factor }
                let refusal = service.refusal(at: now / .seconds(1))
                events.add(
                    .response(worker: worker, sentAt: sentAt, refusal: refusal), at: now + .seconds(latency / 2))
            case .response(let worker, let sentAt, let refusal):
                guard let named = refusal else {
                    outcome.taken += 1
                    let minute = Int(now / .seconds(60))
                    if minute < outcome.minutes.count { outcome.minutes[minute] += 1 }
                    rate.taken(sentAt: sentAt, now: now)
                    next(worker, now)
                    continue
                }
                outcome.refused += 1
                let wait = rate.refused(sentAt: sentAt, now: now, named: named) { refusals in
                    RetryPolicy().delay(beforeRetry: refusals, share: random.next())
                }
                events.add(.retry(worker: worker), at: now + wait)
            case .retry(let worker): next(worker, now)
            }
        }
        return outcome
    }

    private struct Service {
        let limit: Limit
        let retryAfter: RetryAfter
        let faults: Double
        var factor = 1.0
        private var tokens: Double
        private var filledAt = 0.0
        private var window = -1.0
        private var count = 0
        private var random = FixedRandom()

        init(limit: Limit, retryAfter: RetryAfter, faults: Double) {
            self.limit = limit
            self.retryAfter = retryAfter
            self.faults = faults
            tokens = if case .bucket(_, let holds) = limit { holds } else { 0 }
        }

        /// Nil for a request that is taken; else what `Retry-After` says, if there is one.
        mutating func refusal(at now: Double) -> Duration?? {
            if random.next() < faults { return .some(nil) }
            let wait: Double
            switch limit {
            case .nothing: wait = 0.5
            case .none: return nil
            case .bucket(let perMinute, let holds):
                let perSecond = perMinute * factor / 60
                tokens = min(holds, tokens + (now - filledAt) * perSecond)
                filledAt = now
                guard tokens < 1 else {
                    tokens -= 1
                    return nil
                }
                wait = (1 - tokens) / perSecond
            case .window(let perMinute, let startsAt):
                let current = ((now + startsAt) / 60).rounded(.down)
                if current != window { (window, count) = (current, 0) }
                guard count >= Int(Double(perMinute) * factor) else {
                    count += 1
                    return nil
                }
                wait = (current + 1) * 60 - startsAt - now
            }
            return switch retryAfter {
            case .exact: .some(.seconds(max(1, wait.rounded(.up))))
            case .fixed(let seconds): .some(.seconds(seconds))
            case .none: .some(nil)
            }
        }
    }
}

/// Events in the order of their times, those of one time in the order in which they were added.
struct EventQueue<Event> {
    private var events: [(time: Duration, number: Int, event: Event)] = []
    private var count = 0

    mutating func add(_ event: Event, at time: Duration) {
        count += 1
        // Few events wait at a time, most of them for later than the others: the place is found from the end.
        let place = events.lastIndex { $0.time > time }.map { $0 + 1 } ?? 0
        events.insert((time, count, event), at: place)
    }

    mutating func removeFirst() -> (Duration, Event)? {
        events.popLast().map { ($0.time, $0.event) }
    }
}

/// Shares that are the same in every run.
struct FixedRandom {
    private var state: UInt64 = 1

    mutating func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / Double(UInt64(1) << 53)
    }
}
