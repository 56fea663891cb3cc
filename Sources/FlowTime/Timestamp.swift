/// A point in time as a record states it: an instant, a day, a wall-clock time, something that is neither, or nothing.
///
/// A day and a wall-clock time become instants only in a time zone, which belongs to the report and not to the data; so the
/// record keeps them as they are. Packed into eight bytes, because an execution holds dozens.
public struct Timestamp: Hashable, Sendable, BitwiseCopyable {
    /// Instants are themselves; the rest lives far below any instant of the years 0001 to 9999.
    @usableFromInline let packed: Int64

    @inlinable static var dateOrigin: Int64 { -1 << 60 }
    @inlinable static var localOrigin: Int64 { -1 << 61 }

    @inlinable
    init(packed: Int64) {
        self.packed = packed
    }

    /// The field is absent or null.
    @inlinable
    public static var missing: Timestamp { Timestamp(packed: .min) }
    /// The field holds something that is no time, which counts among the data-quality issues.
    @inlinable
    public static var unparsable: Timestamp { Timestamp(packed: .min + 1) }

    @inlinable
    public static func instant(_ instant: Instant) -> Timestamp {
        Timestamp(packed: instant.milliseconds)
    }

    /// A calendar day without a time zone, in days since 1970-01-01.
    public static func date(_ days: Int) -> Timestamp {
        Timestamp(packed: dateOrigin + Int64(days))
    }

    /// A wall-clock time without a time zone: the time since 1970-01-01T00:00 as the clock shows it.
    public static func local(_ time: Milliseconds) -> Timestamp {
        Timestamp(packed: localOrigin + time.count)
    }

    @inlinable public var isMissing: Bool { packed == .min }
    @inlinable public var isUnparsable: Bool { packed == .min + 1 }

    /// Days since 1970-01-01 of a day without a time.
    @inlinable
    public var dateOnly: Int? {
        isPlainInstant || packed < Self.dateOrigin / 2 * 3 ? nil : Int(packed - Self.dateOrigin)
    }

    /// The time since 1970-01-01T00:00 of a wall-clock time without a time zone.
    public var localTime: Milliseconds? {
        packed >= Self.dateOrigin / 2 * 3 || packed <= .min + 1 ? nil : Milliseconds(packed - Self.localOrigin)
    }

    @inlinable var isPlainInstant: Bool { packed > Self.dateOrigin / 2 }

    /// The instant; a day is its first instant in `zone`.
    ///
    /// A wall-clock time that `zone` skips is the end of the gap, one that it has twice the first of both.
    public func instant(in zone: ZoneTable) -> Instant? {
        if isPlainInstant { return Instant(milliseconds: packed) }
        if let day = dateOnly { return zone.startOfDay(day) }
        return localTime.map { zone.instant(ofLocal: $0) }
    }

    /// The instant by which something is due: a day means the whole of it, to its last millisecond in `zone`.
    public func dueInstant(in zone: ZoneTable) -> Instant? {
        if let day = dateOnly { return zone.startOfDay(day + 1) - 1 }
        return instant(in: zone)
    }
}

extension Timestamp {
    /// The eight bytes for a store that keeps records in its own form.
    public var rawValue: Int64 { packed }

    public init(rawValue: Int64) {
        packed = rawValue
    }
}
