/// A point in time as a record states it: an instant, a bare date, something that is neither, or nothing.
///
/// A date becomes an instant only in a time zone, which belongs to the report and not to the data; so the record keeps the
/// date. Packed into eight bytes, because an execution holds dozens.
@usableFromInline
package struct Timestamp: Hashable, Sendable, BitwiseCopyable {
    /// Instants are themselves; the rest lives far below any instant of the years 0001 to 9999.
    @usableFromInline let packed: Int64

    @inlinable static var dateOrigin: Int64 { -1 << 60 }

    @inlinable
    init(packed: Int64) {
        self.packed = packed
    }

    /// The field is absent or null.
    @inlinable
    package static var missing: Timestamp { Timestamp(packed: .min) }
    /// The field holds something that is no time, which counts among the data-quality issues.
    @inlinable
    package static var unparsable: Timestamp { Timestamp(packed: .min + 1) }

    @inlinable
    package static func instant(_ instant: Instant) -> Timestamp {
        Timestamp(packed: instant.milliseconds)
    }

    /// A calendar day without a time zone, in days since 1970-01-01.
    package static func date(_ days: Int) -> Timestamp {
        Timestamp(packed: dateOrigin + Int64(days))
    }

    @inlinable package var isMissing: Bool { packed == .min }
    @inlinable package var isUnparsable: Bool { packed == .min + 1 }

    /// Days since 1970-01-01 of a bare date.
    @inlinable
    package var dateOnly: Int? {
        isPlainInstant || packed <= .min + 1 ? nil : Int(packed - Self.dateOrigin)
    }

    @inlinable var isPlainInstant: Bool { packed > Self.dateOrigin / 2 }

    /// The instant; a bare date is the first instant of its day in `zone`.
    package func instant(in zone: ZoneTable) -> Instant? {
        if isPlainInstant { return Instant(milliseconds: packed) }
        return dateOnly.map { zone.startOfDay($0) }
    }

    /// The instant by which something is due: a bare date means the end of that day, the first instant of the next.
    package func dueInstant(in zone: ZoneTable) -> Instant? {
        if isPlainInstant { return Instant(milliseconds: packed) }
        return dateOnly.map { zone.startOfDay($0 + 1) }
    }
}

extension Timestamp {
    /// The eight bytes for a store that keeps records in its own form.
    package var rawValue: Int64 { packed }

    package init(rawValue: Int64) {
        packed = rawValue
    }
}
