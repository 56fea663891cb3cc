/// Reads the timestamps that records may hold: RFC 3339 with an offset or without, and bare dates; due dates by their own
/// rule.
///
/// `T`, `t` or a space stand between date and time, `Z`, `z`, `±HH:MM` or nothing (UTC) at the end, and up to nine digits
/// of a second, cut to milliseconds. Days, hours and seconds must exist (no 24:00, no leap second), years run from 0001 to 9999.
public enum TimestampParser {
    /// What a text says; `unparsable` for anything but a timestamp.
    @inlinable
    public static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp {
        guard let base = text.baseAddress else { return .unparsable }
        if text.count == 24, let instant = parseUsualLayout(UnsafeRawPointer(base)) { return .instant(instant) }
        return parseAnyLayout(base, text.count)
    }

    /// What a text says of when something is due.
    ///
    /// Without an offset it floats: it is that day, or that time of the clock, wherever the report is. Midnight stands for
    /// the day, as a date alone does.
    @inlinable
    public static func parseDueDate(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp {
        guard let base = text.baseAddress else { return .unparsable }
        if text.count == 24, let instant = parseUsualLayout(UnsafeRawPointer(base)) { return .instant(instant) }
        return parseAnyLayout(base, text.count, floats: true)
    }

    /// A number is milliseconds since 1970, cut to whole ones.
    public static func parse(number: UnsafeBufferPointer<UInt8>) -> Timestamp {
        guard let value = Double(String(decoding: number, as: UTF8.self)), value.isFinite,
            let instant = Int64(exactly: value.rounded(.down)).map(Instant.init(milliseconds:)),
            Instant.writable.contains(instant)
        else { return .unparsable }
        return .instant(instant)
    }

    /// `2026-11-23T08:15:30.123Z`, eight bytes at a time: nearly every timestamp of the API looks like this.
    @inlinable
    @inline(__always)
    static func parseUsualLayout(_ base: UnsafeRawPointer) -> Instant? {
        // Against "0000-00-", "00T00:00" and ":00.000Z" a digit leaves its value, a right separator leaves 0.
        let date = UInt64(littleEndian: base.loadUnaligned(as: UInt64.self)) ^ 0x2D30_302D_3030_3030
        let time = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) ^ 0x3030_3A30_3054_3030
        let rest = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: 16, as: UInt64.self)) ^ 0x5A30_3030_2E30_303A
        // A byte's top bit shows when a digit exceeds 9 or a separator differs.
        let excess =
            date | (date &+ 0x7F76_767F_7676_7676) | time | (time &+ 0x7676_7F76_767F_7676) | rest
            | (rest &+ 0x7F76_7676_7F76_767F)
        guard excess & 0x8080_8080_8080_8080 == 0 else { return nil }
        let year = digit(date, 0) * 1_000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3)
        let month = digit(date, 5) * 10 + digit(date, 6)
        let day = digit(time, 0) * 10 + digit(time, 1)
        let hour = digit(time, 3) * 10 + digit(time, 4)
        let minute = digit(time, 6) * 10 + digit(time, 7)
        let second = digit(rest, 1) * 10 + digit(rest, 2)
        let millisecond = digit(rest, 4) * 100 + digit(rest, 5) * 10 + digit(rest, 6)
        guard year >= 1, month &- 1 < 12, day >= 1, day <= 28 || day <= CivilDate.days(inMonth: month, of: year),
            month >= 1, hour < 24, minute < 60, second < 60
        else { return nil }
        let days = daysSinceEpoch(year, month, day)
        let sinceMidnight = hour &* 3_600_000 &+ minute &* 60_000 &+ second &* 1_000 &+ millisecond
        return Instant(milliseconds: Int64(days &* 86_400_000 &+ sinceMidnight))
    }

    /// `CivilDate.days` for the years from 1 on, without its branches.
    @inlinable
    @inline(__always)
    static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let beforeMarch = month <= 2
        let year = UInt32(truncatingIfNeeded: beforeMarch ? year &- 1 : year)
        let month = UInt32(truncatingIfNeeded: beforeMarch ? month &+ 9 : month &- 3)
        let centuries = year / 100
        let days = year &* 365 &+ year / 4 &- centuries &+ centuries / 4 &+ (month &* 153 &+ 2) / 5
        return Int(days) &+ day &- 719_469
    }

    @inlinable
    @inline(__always)
    static func digit(_ word: UInt64, _ index: Int) -> Int {
        Int((word >> UInt64(index &* 8)) & 0xF)
    }

    @usableFromInline
    static func parseAnyLayout(
        _ base: UnsafePointer<UInt8>, _ count: Int, floats: Bool = false
    ) -> Timestamp {
        var reader = Reader(base: base, count: count)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), year >= 1, let date = CivilDate(year: year, month: month, day: day)
        else { return .unparsable }
        if reader.isAtEnd { return .date(date.days) }
        guard reader.take("T") || reader.take("t") || reader.take(" "), let hour = reader.number(2), reader.take(":"),
            let minute = reader.number(2), reader.take(":"), let second = reader.number(2), hour < 24, minute < 60,
            second < 60, let fraction = reader.fraction()
        else { return .unparsable }
        let time = (hour * 3_600 + minute * 60 + second) * 1_000 + fraction.milliseconds
        if floats, reader.isAtEnd {
            let isMidnight = time == 0 && fraction.isZero
            return isMidnight ? .date(date.days) : .local(date.days * .day + Milliseconds(time))
        }
        guard let offset = reader.offset(), reader.isAtEnd else { return .unparsable }
        return .instant(Instant(milliseconds: Int64(date.days * 86_400_000 + time - offset * 1_000)))
    }

    private struct Reader {
        let base: UnsafePointer<UInt8>
        let count: Int
        var place = 0

        init(base: UnsafePointer<UInt8>, count: Int) {
            self.base = base
            self.count = count
        }

        var isAtEnd: Bool { place == count }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard place < count, base[place] == UInt8(ascii: character) else { return false }
            place += 1
            return true
        }

        mutating func digit() -> Int? {
            guard place < count, base[place] &- UInt8(ascii: "0") < 10 else { return nil }
            place += 1
            return Int(base[place - 1] - UInt8(ascii: "0"))
        }

        mutating func number(_ digits: Int) -> Int? {
            var value = 0
            for _ in 0..<digits {
                guard let digit = digit() else { return nil }
                value = value * 10 + digit
            }
            return value
        }

        /// Up to nine decimals, cut to milliseconds; 0 without a point, nil for a point without digits or with too many.
        mutating func fraction() -> (milliseconds: Int, isZero: Bool)? {
            guard take(".") else { return (0, true) }
            var value = 0
            var digits = 0
            var isZero = true
            while let digit = digit() {
                if digits < 3 { value = value * 10 + digit }
                if digit > 0 { isZero = false }
                digits += 1
            }
            guard (1...9).contains(digits) else { return nil }
            return (digits == 1 ? value * 100 : digits == 2 ? value * 10 : value, isZero)
        }

        /// Seconds east of UTC; 0 where nothing is said.
        mutating func offset() -> Int? {
            if isAtEnd || take("Z") || take("z") { return 0 }
            let sign = take("+") ? 1 : take("-") ? -1 : 0
            guard sign != 0, let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
                return nil
            }
            return sign * (hours * 3_600 + minutes * 60)
        }
    }
}
