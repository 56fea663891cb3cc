/// How many requests a service takes, as far as its refusals tell: a gate that is open until the first one.
///
/// Nobody says beforehand how many requests a service allows, so the gate learns it. A refusal (429) closes it for as long
/// as the service asks, or for a wait of our own. Then one request goes ahead, the others follow after a moment, and from the
/// first that is taken on the gate lets requests through evenly, just below what the service took: the requests between two
/// openings of the gate, or between two refusals, by the time between them. Both figures are exact for a service whose
/// allowance fills up evenly, the first also for one that counts anew each minute, however early in it the allowance was used
/// up. A burst before the first refusals makes them too high; an idle time and a long wait make them too low, so that the rate
/// also falls no further than to a share of what was refused: seven tenths, later half, and nine tenths where that rate had
/// long been taken.
///
/// For a while the rate stays there. Then it rises, slowly at first and ever faster, until a refusal says that the limit has
/// not moved, or nothing holds the requests up any more. Limits that were found again are tried less often.
///
/// A refusal that names no wait may be a fault in passing, with no limit behind it. It closes the gate only where others have
/// come shortly before: a limit refuses all that goes beyond it, faults come one by one however many requests there are.
///
/// A value without a clock: the times are those of any steady one. Requests are told apart by the time at which they were
/// sent; those that were under way when the gate closed are refused with the one that closed it, and change nothing.
package struct ServiceRate: Sendable {
    /// When a request may leave, unless the gate closes meanwhile.
    package struct Turn: Sendable {
        package let time: Duration
        fileprivate let closings: Int
    }

    /// Why the gate is closed.
    private struct Refusal {
        /// When the request was sent that was refused.
        let sentAt: Duration
        /// When the refusal came.
        let closedAt: Duration
        /// How many requests a second there were before it.
        let refusedRate: Double
        /// The rate that held until then; nil for none.
        let formerRate: Double?
    }

    /// So many refusals without a wait, less `fault` for each request that was taken meanwhile, are a limit's.
    private static let limit = 6.0
    /// A share of refusals that may be faults; a limit is beyond it as soon as requests exceed it by a little more.
    private static let fault = 0.03
    /// Of what the service took.
    private static let justBelow = 0.97
    /// Of what was refused: the first time, later, and where that rate was taken for `longRun` seconds.
    private static let (backAtFirst, backLater, backAfterLongRun) = (0.7, 0.5, 0.9)
    private static let longRun = 10.0
    /// No rate falls below one request in so many seconds.
    private static let slowest = 20.0
    /// How many seconds a rate stays before it rises, and at most where it was found again and again.
    private static let (shortestStay, longestStay) = (20.0, 120.0)
    /// Two rates are the same limit where they differ by no more than this.
    private static let sameLimit = 0.15
    /// So many seconds after it began to rise the rate has doubled.
    private static let doubling = 45.0
    /// Over how many seconds the present rate is measured.
    private static let memory = 1.0
    /// How long the others wait at most for the response to the first request behind a closed gate.
    private static let longestLead: Duration = .seconds(1)

    /// Requests a second; nil where none was ever refused.
    package private(set) var rate: Double?
    private var refusal: Refusal?
    /// How near refusals without a wait come to a limit's.
    private var suspicion = 0.0
    /// Refusals since the last request that was taken, those of requests sent together counting once.
    private var refusalsInRow = 0
    private var lastRefusedAt: Duration
    /// When the gate opens or opened.
    package private(set) var opening: Duration
    /// The first turn behind the opening is still to be had.
    private var isFirst = false
    private var nextTurn: Duration
    private var closings = 0
    /// When the first request behind the opening was sent, and how many were taken since.
    private var openedAt: Duration
    private var takenCount = 0
    /// When the request was sent that closed the gate the last time but one.
    private var earlierRefusal: Duration?
    /// Seconds for which the rate stays as it is, and the least of the next.
    private var stay = 0.0
    private var patience = Self.shortestStay
    /// Seconds until a response, smoothed.
    private var latency = 0.1
    /// Requests a second, those further back counting less.
    private var presentRate = 0.0
    private var lastSent: Duration

    package init(now: Duration) {
        (opening, nextTurn, openedAt, lastSent, lastRefusedAt) = (now, now, now, now, now)
    }

    /// The next turn, which is taken with that.
    ///
    /// - Returns: nil, with nothing taken, where it comes after the deadline.
    package mutating func takeTurn(now: Duration, deadline: Duration? = nil) -> Turn? {
        let time = max(now, opening, nextTurn)
        if let deadline, time > deadline { return nil }
        var interval = rate(at: time).map { Duration.seconds(1 / $0) } ?? .zero
        if isFirst { interval = max(interval, min(.seconds(2 * latency), Self.longestLead)) }
        isFirst = false
        nextTurn = time + interval
        return Turn(time: time, closings: closings)
    }

    /// Whether a turn has come and still holds; then the request counts as sent.
    package mutating func send(_ turn: Turn, now: Duration) -> Bool {
        guard turn.closings == closings else { return false }
        let passed = max(0, (now - lastSent) / .seconds(1))
        presentRate = presentRate * Self.decay(passed / Self.memory) + 1 / Self.memory
        lastSent = now
        return true
    }

    /// The service took a request, whatever it made of it.
    package mutating func taken(sentAt: Duration, now: Duration) {
        measure(now - sentAt)
        refusalsInRow = 0
        suspicion = max(0, suspicion - Self.fault)
        if let refusal, sentAt >= opening { open(refusal, at: sentAt) }
        takenCount += 1
    }

    /// The service refused a request because there were too many.
    ///
    /// - Parameters:
    ///   - sentAt: when it was sent.
    ///   - now: when the refusal came.
    ///   - named: how long the service asks to wait, if it does.
    ///   - ownWait: how long to wait otherwise, by the number of refusals in a row.
    /// - Returns: how long this request has to wait at least; more than nothing.
    package mutating func refused(
        sentAt: Duration, now: Duration, named: Duration?, ownWait: (_ refusals: Int) -> Duration
    ) -> Duration {
        measure(now - sentAt)
        guard sentAt >= opening else {
            // It left before the gate closed: part of what is known.
            if let named { close(until: now + named) }
            return max(opening - now, named ?? ownWait(1))
        }
        if sentAt >= lastRefusedAt { refusalsInRow += 1 }
        lastRefusedAt = now
        if named == nil, self.refusal == nil {
            suspicion += 1
            guard suspicion >= Self.limit else { return ownWait(refusalsInRow) }
        }
        suspicion = 0
        let refusal =
            self.refusal ?? Refusal(sentAt: sentAt, closedAt: now, refusedRate: presentRate, formerRate: rate)
        self.refusal = refusal
        let wait = named ?? ownWait(refusalsInRow)
        close(until: now + wait)
        // As far as it can be told now, for those who follow the first request behind the gate.
        rate = allowedRate(refusal, reopenedAt: opening) ?? rate
        return wait
    }

    /// Lets nobody through for a time; a shorter one than that under way changes nothing.
    package mutating func close(until time: Duration) {
        guard time > opening else { return }
        (opening, nextTurn, isFirst) = (time, time, true)
        closings += 1
    }

    private mutating func open(_ refusal: Refusal, at time: Duration) {
        self.refusal = nil
        if let allowed = allowedRate(refusal, reopenedAt: time) {
            let isSame = refusal.formerRate.map { abs(allowed / $0 - 1) < Self.sameLimit } ?? false
            patience = isSame ? min(patience * 2, Self.longestStay) : Self.shortestStay
            // What costs a long wait is tried the less often.
            stay = max(patience, (time - refusal.closedAt) / .seconds(1) * 4)
            rate = allowed
            earlierRefusal = refusal.sentAt
        }
        openedAt = time
        takenCount = 0
    }

    /// What the service takes, in requests a second; nil where it has taken none since the gate opened.
    private func allowedRate(_ refusal: Refusal, reopenedAt: Duration) -> Double? {
        guard takenCount > 0 else { return nil }
        func taken(from start: Duration, to end: Duration) -> Double {
            Double(takenCount) / max((end - start) / .seconds(1), latency)
        }
        let betweenRefusals = earlierRefusal.map { taken(from: $0, to: refusal.sentAt) } ?? 0
        let allowed = max(taken(from: openedAt, to: reopenedAt), betweenRefusals)
        let isLongRun = (refusal.sentAt - openedAt) / .seconds(1) >= Self.longRun
        let back =
            isLongRun ? Self.backAfterLongRun : earlierRefusal == nil ? Self.backAtFirst : Self.backLater
        return max(Self.justBelow * allowed, back * refusal.refusedRate, 1 / Self.slowest)
    }

    private func rate(at time: Duration) -> Double? {
        guard let rate, refusal == nil else { return rate }
        let rise = max(0, (time - openedAt) / .seconds(1) - stay) / Self.doubling
        return rate * (1 + rise * rise * rise)
    }

    private mutating func measure(_ response: Duration) {
        latency += (response / .seconds(1) - latency) / 8
    }

    /// `1 / (1 + x + x²/2 + x³/6)`: what is left of a figure, near enough to the exponential function.
    private static func decay(_ time: Double) -> Double {
        1 / (1 + time * (1 + time / 2 * (1 + time / 3)))
    }
}
