import Foundation

/// The UTC offsets of one time zone, for both directions between instants and wall-clock time.
///
/// Foundation is asked once, for every change of offset from 1900 to 2100; look-ups then take nanoseconds. Outside those
/// years each look-up asks Foundation.
public struct ZoneTable: Sendable {
    /// IANA name, or `UTC`.
    public let identifier: String
    private let zone: TimeZone
    /// Instants from which `offsets` of the same index hold; the first is far in the past.
    private let starts: [Instant]
    /// East of UTC.
    private let offsets: [Milliseconds]
    private let covered: Range<Instant>

    public static let utc = ZoneTable(identifier: "UTC", zone: .gmt)

    /// Nil for a name that is no IANA time zone.
    public init?(identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.init(identifier: identifier, zone: zone)
    }

    private init(identifier: String, zone: TimeZone) {
        self.identifier = identifier
        self.zone = zone
        let first = Self.startOfYear(1900)
        let last = Self.startOfYear(2101)
        var starts = [first]
        var offsets = [Self.offset(zone, first)]
        var place = first
        while place < last,
            let change = zone.nextDaylightSavingTimeTransition(
                after: Date(place))
        {
            place = Instant(milliseconds: Int64((change.timeIntervalSince1970 * 1_000).rounded()))
            guard let before = starts.last, place > before, place < last else { break }
            let offset = Self.offset(zone, place)
            if offset != offsets.last {
                starts.append(place)
                offsets.append(offset)
            }
        }
        self.starts = starts
        self.offsets = offsets
        covered = first..<last
    }

    private static func startOfYear(_ year: Int) -> Instant {
        .epoch + CivilDate.days(year: year, month: 1, day: 1) * .day
    }

    private static func offset(_ zone: TimeZone, _ instant: Instant) -> Milliseconds {
        zone.secondsFromGMT(for: Date(instant)) * .second
    }

    /// How far east of UTC the clocks are at an instant.
    public func offset(at instant: Instant) -> Milliseconds {
        guard covered.contains(instant) else { return Self.offset(zone, instant) }
        if starts.count == 1 { return offsets[0] }
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= instant { low = middle } else { high = middle }
        }
        return offsets[low]
    }

    /// The instants at which the offset changes, from 1900 to 2100, in order.
    var changes: ArraySlice<Instant> { starts.dropFirst() }

    /// What the wall clock shows at an instant: the time since 1970-01-01T00:00 local time.
    public func local(_ instant: Instant) -> Milliseconds {
        instant - .epoch + offset(at: instant)
    }

    /// Days since 1970-01-01 of the local date at an instant.
    public func day(of instant: Instant) -> Int {
        let local = local(instant).count
        return Int((local >= 0 ? local : local - 86_399_999) / 86_400_000)
    }

    /// The instant at which the wall clock shows a local time: of a time that comes twice the first, of a time that is
    /// skipped the instant of the change.
    public func instant(ofLocal local: Milliseconds) -> Instant {
        let inUTC = Instant.epoch + local
        let before = offset(at: inUTC - .day)
        let after = offset(at: inUTC + .day)
        let early = inUTC - max(before, after)
        let late = inUTC - min(before, after)
        if early == late { return early }
        if self.local(early) == local { return early }
        if self.local(late) == local { return late }
        // In a gap: the change lies between both candidates.
        var low = early
        var high = late
        let old = offset(at: low)
        while high - low > 1 {
            let middle = low + Milliseconds((high - low).count / 2)
            if offset(at: middle) == old { low = middle } else { high = middle }
        }
        return high
    }

    /// The first instant of a day, in days since 1970-01-01.
    public func startOfDay(_ day: Int) -> Instant {
        instant(ofLocal: day * .day)
    }
}

extension Date {
    fileprivate init(_ instant: Instant) {
        self.init(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)
    }
}
