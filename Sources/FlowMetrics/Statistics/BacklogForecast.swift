import FlowModel

/// When a backlog will be worked off, and how much of it by when, if weeks to come are like weeks that were.
///
/// A Monte Carlo simulation: each of 10,000 futures draws its weeks one after the other, each with equal chance, from the
/// weeks of the past (a bootstrap), until the backlog is gone.
struct BacklogForecast {
    /// The weeks after which the futures had worked off the backlog, ascending; `weekLimit + 1` for those that had not.
    private var weeks: [Int] = []
    /// How much the futures had done after so many weeks, descending; as many lists as horizons.
    private var done: [[Int]]

    /// The weeks after which what is done by then is noted.
    static let horizons = [4, 8, 13]
    /// A future is not followed beyond ten years.
    static let weekLimit = 520
    static let futures = 10_000
    /// Any number serves; the same one makes the same forecast of the same data.
    private static let seed: UInt64 = 1

    /// - Parameters:
    ///   - backlog: how much is to be done, above 0.
    ///   - past: how much each week of the past did; at least one week.
    init(backlog: Int, past: [Int]) {
        done = Self.horizons.map { _ in [] }
        var random = SplitMix64(seed: Self.seed)
        let furthest = Self.horizons[Self.horizons.count - 1]
        // Weeks that did nothing never end.
        let limit = past.contains { $0 > 0 } ? Self.weekLimit : furthest
        for _ in 0..<Self.futures {
            var sum = 0
            var week = 0
            var finish: Int?
            while week < furthest || (finish == nil && week < limit) {
                sum += past[random.below(past.count)]
                week += 1
                if finish == nil, sum >= backlog { finish = week }
                if let index = Self.horizons.firstIndex(of: week) { done[index].append(sum) }
            }
            weeks.append(finish ?? Self.weekLimit + 1)
        }
        weeks.sort()
        for index in done.indices { done[index].sort(by: >) }
    }

    /// The fewest weeks within which so many percent of the futures are done; nil beyond ten years.
    func weeks(percent: Int) -> Int? {
        let weeks = weeks[Self.index(percent)]
        return weeks > Self.weekLimit ? nil : weeks
    }

    /// The most that so many percent of the futures have done after each horizon.
    func done(percent: Int) -> [Int] {
        done.map { $0[Self.index(percent)] }
    }

    /// The last of the futures that make up so many percent of them.
    private static func index(_ percent: Int) -> Int {
        futures * percent / 100 - 1
    }
}
