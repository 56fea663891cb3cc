/// A point in time as a record states it: an instant, a bare date, something that is neither, or nothing.
///
/// A date becomes an instant only in a time zone, which belongs to the report and not to the data; so the record keeps the
/// date. Packed into eight bytes, because an execution holds dozens.
package struct Timestamp: Hashable, Sendable, BitwiseCopyable {
    /// Instants are themselves; the rest lives far below any instant of the years 0001 to 9999.
    private let packed: Int64

    private static let dateOrigin: Int64 = -1 << 60

    private init(packed: Int64) {
        self.packed = packed
    }

    /// The field is absent or null.
    package static let missing = Timestamp(packed: .min)
    /// The field holds something that is no time: METRICS counts it among the data-quality issues.
    package static let unparsable = Timestamp(packed: .min + 1)

    /// Milliseconds since 1970-01-01T00:00:00Z.
    package static func instant(_ milliseconds: Int64) -> Timestamp {
        Timestamp(packed: milliseconds)
    }

    /// A calendar day without a time zone, in days since 1970-01-01.
    package static func date(_ days: Int) -> Timestamp {
        Timestamp(packed: dateOrigin + Int64(days))
    }

    package var isMissing: Bool { packed == .min }
    package var isUnparsable: Bool { packed == .min + 1 }

    /// Days since 1970-01-01 of a bare date.
    package var dateOnly: Int? {
        isPlainInstant || packed <= .min + 1 ? nil : Int(packed - Self.dateOrigin)
    }

    private var isPlainInstant: Bool { packed > Self.dateOrigin / 2 }

    /// The instant in milliseconds since 1970; a bare date is the first instant of its day in `zone`.
    package func instant(in zone: ZoneTable) -> Int64? {
        if isPlainInstant { return packed }
        return dateOnly.map { zone.startOfDay($0) }
    }

    /// The instant by which something is due: a bare date means the end of that day, the first instant of the next.
    package func dueInstant(in zone: ZoneTable) -> Int64? {
        if isPlainInstant { return packed }
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
