/// A point in time, to the millisecond.
///
/// As large as its number, so that lists of instants cost what lists of numbers cost.
public struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Since 1970-01-01T00:00:00Z, without leap seconds.
    public let milliseconds: Int64

    @inlinable
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// 1970-01-01T00:00:00Z.
    @inlinable
    public static var epoch: Instant { Instant(milliseconds: 0) }
    /// Before every other instant: "since ever".
    @inlinable
    public static var distantPast: Instant { Instant(milliseconds: .min) }
    /// After every other instant: "never".
    @inlinable
    public static var distantFuture: Instant { Instant(milliseconds: .max) }

    /// The instants of the years 0001 to 9999, which RFC 3339 can write.
    public static let writable: ClosedRange<Instant> = -62_135_596_800_000...253_402_300_799_999

    /// The nearest instant that RFC 3339 can write.
    public var cutToWritable: Instant { min(max(self, Self.writable.lowerBound), Self.writable.upperBound) }

    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    @inlinable
    public static func - (end: Instant, start: Instant) -> Milliseconds {
        Milliseconds(end.milliseconds - start.milliseconds)
    }

    @inlinable
    public static func + (instant: Instant, duration: Milliseconds) -> Instant {
        Instant(milliseconds: instant.milliseconds + duration.count)
    }

    @inlinable
    public static func - (instant: Instant, duration: Milliseconds) -> Instant {
        Instant(milliseconds: instant.milliseconds - duration.count)
    }

    @inlinable
    public static func += (instant: inout Instant, duration: Milliseconds) { instant = instant + duration }

    @inlinable
    public static func -= (instant: inout Instant, duration: Milliseconds) { instant = instant - duration }
}

/// A literal is milliseconds since 1970-01-01T00:00:00Z.
extension Instant: ExpressibleByIntegerLiteral {
    @inlinable
    public init(integerLiteral value: Int64) { self.init(milliseconds: value) }
}

extension Instant: CustomStringConvertible {
    public var description: String { text }
}

/// A duration in whole milliseconds; negative where it goes back.
public struct Milliseconds: Hashable, Comparable, AdditiveArithmetic, Sendable, BitwiseCopyable {
    public let count: Int64

    @inlinable
    public init(_ count: Int64) {
        self.count = count
    }

    @inlinable
    public init(_ count: Int) {
        self.count = Int64(count)
    }

    @inlinable
    public static var zero: Milliseconds { Milliseconds(0 as Int64) }
    @inlinable
    public static var second: Milliseconds { Milliseconds(1_000 as Int64) }
    @inlinable
    public static var minute: Milliseconds { Milliseconds(60_000 as Int64) }
    @inlinable
    public static var hour: Milliseconds { Milliseconds(3_600_000 as Int64) }
    /// 24 hours.
    @inlinable
    public static var day: Milliseconds { Milliseconds(86_400_000 as Int64) }

    @inlinable
    public static func < (left: Milliseconds, right: Milliseconds) -> Bool { left.count < right.count }

    @inlinable
    public static func + (left: Milliseconds, right: Milliseconds) -> Milliseconds {
        Milliseconds(left.count + right.count)
    }

    @inlinable
    public static func - (left: Milliseconds, right: Milliseconds) -> Milliseconds {
        Milliseconds(left.count - right.count)
    }

    @inlinable
    public static func += (left: inout Milliseconds, right: Milliseconds) { left = left + right }

    @inlinable
    public static func -= (left: inout Milliseconds, right: Milliseconds) { left = left - right }

    @inlinable
    public static prefix func - (duration: Milliseconds) -> Milliseconds { Milliseconds(-duration.count) }

    @inlinable
    public static func * (times: Int, duration: Milliseconds) -> Milliseconds {
        Milliseconds(Int64(times) * duration.count)
    }

    /// Cut to whole milliseconds, towards zero.
    @inlinable
    public static func / (duration: Milliseconds, parts: Int) -> Milliseconds {
        Milliseconds(duration.count / Int64(parts))
    }
}

extension Milliseconds: ExpressibleByIntegerLiteral {
    @inlinable
    public init(integerLiteral value: Int64) { self.init(value) }
}

extension Milliseconds: CustomStringConvertible {
    public var description: String { "\(count) ms" }
}

extension Double {
    @inlinable
    public init(_ duration: Milliseconds) { self.init(duration.count) }
}
