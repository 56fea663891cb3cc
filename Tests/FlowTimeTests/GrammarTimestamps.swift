import FlowTime

/// RFC 3339 a second time, by its shape: slow, plain, and with nothing in common with the parser under test.
enum GrammarTimestamps {
    /// What a text says: an instant, a bare date or neither; of a due date without an offset the day or the time of the clock.
    static func read(_ bytes: [UInt8], isDue: Bool = false) -> Timestamp {
        // Every digit as 0, everything else as it is: "0000-00-00T00:00:00.000Z".
        let shape = bytes.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) ? UInt8(ascii: "0") : $0 }
        func number(_ range: Range<Int>) -> Int { Int(String(decoding: bytes[range], as: UTF8.self)) ?? 0 }
        func has(_ part: String, at place: Int) -> Bool { shape.dropFirst(place).starts(with: part.utf8) }

        guard has("0000-00-00", at: 0) else { return .unparsable }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        guard year > 0, (1...12).contains(month), (1...lengths(of: year)[month - 1]).contains(day) else {
            return .unparsable
        }
        let days = yearStarts[year - 1] + lengths(of: year)[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
        if bytes.count == 10 { return .date(days) }

        guard ["T", "t", " "].contains(where: { has($0 + "00:00:00", at: 10) }) else { return .unparsable }
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        guard hour < 24, minute < 60, second < 60 else { return .unparsable }
        var milliseconds = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000
        var place = 19
        if has(".", at: place) {
            let digits = shape.dropFirst(20).prefix { $0 == UInt8(ascii: "0") }.count
            guard (1...9).contains(digits) else { return .unparsable }
            let text = String(decoding: bytes[20..<20 + digits], as: UTF8.self) + "00"
            milliseconds += Int(text.prefix(3)) ?? 0
            place += 1 + digits
        }
        let zone = String(decoding: shape[place...], as: UTF8.self)
        switch zone {
        case "" where isDue:
            let isMidnight = shape[19...].isEmpty || bytes[20...].allSatisfy { $0 == UInt8(ascii: "0") }
            return isMidnight && hour + minute + second == 0 ? .date(days) : .local(Milliseconds(milliseconds))
        case "", "Z", "z": return .instant(Instant(milliseconds: Int64(milliseconds)))
        case "+00:00", "-00:00":
            let (hours, minutes) = (number(place + 1..<place + 3), number(place + 4..<place + 6))
            guard hours < 24, minutes < 60 else { return .unparsable }
            let east = (hours * 60 + minutes) * 60_000
            let instant = zone.hasPrefix("+") ? milliseconds - east : milliseconds + east
            return .instant(Instant(milliseconds: Int64(instant)))
        default: return .unparsable
        }
    }

    /// Days of the months of a year.
    private static func lengths(of year: Int) -> [Int] {
        let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    }

    /// Days from 0001-01-01 to the first day of each year from 1 on; 1970 begins after 719,162 of them.
    private static let yearStarts: [Int] = (1...9_999).reduce(into: [0]) { starts, year in
        starts.append(starts[starts.count - 1] + lengths(of: year).reduce(0, +))
    }
}
