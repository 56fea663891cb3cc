/// What one evaluation may use before it is stopped.
///
/// The language can loop and recurse without end, so an evaluation of an expression that came from elsewhere needs all
/// three. Whatever they are, deep recursion never overflows the native stack, and a regular expression runs in time
/// linear in its text, or within a fixed number of steps where it has back-references.
public struct JSONataLimits: Sendable {
    /// How deep expressions may nest while they are evaluated; code `D1011` beyond. Tail calls do not nest.
    public var depth: Int
    /// How long an evaluation may take by the host's clock; code `D1012` beyond. Nil for no limit.
    public var time: Duration?
    /// How many values a sequence, or UTF-8 bytes a string, may hold; code `D2015` beyond.
    public var sequence: Int

    public init(depth: Int = 100_000, time: Duration? = .seconds(30), sequence: Int = 10_000_000) {
        self.depth = depth
        self.time = time
        self.sequence = sequence
    }
}

/// What an evaluation asks of its surroundings: the present time, chance and a clock for the time limit.
public struct JSONataHost: Sendable {
    /// What `$now()` and `$millis()` return during the whole evaluation, in milliseconds since 1970-01-01 UTC.
    public var now: Int64
    /// Where `$random()` and `$shuffle()` take their numbers; each evaluation starts from a copy.
    public var random: any RandomNumberGenerator & Sendable
    /// What the time limit is measured by.
    public var clock: any Clock<Duration>

    public init(now: Int64, random: any RandomNumberGenerator & Sendable, clock: any Clock<Duration>) {
        self.now = now
        self.random = random
        self.clock = clock
    }
}
