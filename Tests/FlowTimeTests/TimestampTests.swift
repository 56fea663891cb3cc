import FlowTime
import FuzzSupport
import Testing

@Suite("Timestamps are read as RFC 3339 says, and a little beyond it")
struct TimestampTests {
    private func parse(_ bytes: [UInt8]) -> Timestamp {
        bytes.withUnsafeBufferPointer { TimestampParser.parse($0) }
    }

    private func parse(_ text: String) -> Timestamp { parse(Array(text.utf8)) }

    private func parseDue(_ bytes: [UInt8]) -> Timestamp {
        bytes.withUnsafeBufferPointer { TimestampParser.parseDueDate($0) }
    }

    @Test(
        "Instants",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.001Z", 1), ("1969-12-31T23:59:59.999Z", -1),
            ("2026-11-23T00:00:00Z", 1_795_392_000_000), ("2026-11-23T01:00:00+01:00", 1_795_392_000_000),
            ("2026-11-22T19:30:00-04:30", 1_795_392_000_000), ("2026-11-23T00:00:00", 1_795_392_000_000),
            ("2026-11-23 00:00:00z", 1_795_392_000_000), ("2026-11-23t00:00:00.9999999Z", 1_795_392_000_999),
            ("2026-11-23T00:00:00.1Z", 1_795_392_000_100), ("2026-11-23T00:00:00.12", 1_795_392_000_120),
            ("2026-11-23T00:00:00.123456789Z", 1_795_392_000_123), ("2024-02-29T00:00:00Z", 1_709_164_800_000),
            ("2000-02-29T00:00:00Z", 951_782_400_000), ("0001-01-01T00:00:00Z", -62_135_596_800_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999), ("2026-11-23T00:00:00+23:59", 1_795_305_660_000),
            ("2026-11-23T00:00:00-00:00", 1_795_392_000_000),
        ] as [(String, Instant)])
    func instants(text: String, expected: Instant) {
        #expect(parse(text) == .instant(expected))
    }

    @Test(
        "Bare dates",
        arguments: [("1970-01-01", 0), ("2026-11-23", 20_780), ("1969-12-31", -1), ("2024-02-29", 19_782)])
    func dates(text: String, expected: Int) {
        #expect(parse(text) == .date(expected))
        #expect(parse(text).dateOnly == expected)
    }

    @Test(
        "Anything else is no timestamp",
        arguments: [
            "", " ", "2026", "2026-11", "2026-11-23T", "2026-11-23T00:00", "2026-11-23T00:00Z", "2026-11-23T24:00:00Z",
            "2026-11-23T23:59:60Z", "2026-11-23T00:60:00Z", "2026-11-23T00:00:00.Z", "2026-11-23T00:00:00.1234567890Z",
            "2026-11-23T00:00:00+0100", "2026-11-23T00:00:00+01", "2026-11-23T00:00:00+24:00",
            "2026-11-23T00:00:00+01:60",
            "2026-11-23T00:00:00 Z", "2026-11-23T00:00:00ZZ", " 2026-11-23", "2026-11-23 ", "2026-11-23Z", "2026-13-01",
            "2026-00-01", "2026-11-00", "2026-11-31", "2025-02-29", "1900-02-29", "0000-01-01", "10000-01-01",
            "-001-01-01",
            "2026-11-2３", "2026/11/23", "23.11.2026", "2026-11-23T00:00:00,5Z", "2026-11-23T00:00:00.5ZX", "20261123",
            "2026-W48-1", "yesterday", "null", "1795392000000", "2026-11-23\u{0}", "2026-11-23T00:00:00.000\u{FF3A}",
        ])
    func nonsense(text: String) {
        #expect(parse(text) == .unparsable)
        #expect(parse(text).isUnparsable && !parse(text).isMissing && parse(text).dateOnly == nil)
    }

    @Test("Every day of twenty years, and of every year the days around its beginning and the end of February")
    func days() {
        var days = Array(16_000...23_300)
        for year in 1...9_999 {
            let first = CivilDate.days(year: year, month: 1, day: 1)
            days += [first, first + 58, first + 59]
        }
        for day in days {
            let text = CivilDate(days: day).text
            let bytes = Array(text.utf8)
            if parse(bytes) != .date(day) || GrammarTimestamps.read(bytes) != .date(day) {
                Issue.record("day \(day), \(text)")
            }
            if parse(Array("\(text)T12:00:00.000Z".utf8)) != .instant(.epoch + day * .day + 12 * .hour) {
                Issue.record("noon of \(text)")
            }
        }
    }

    @Test("Any text, right, nearly right or damaged, means what the grammar says", arguments: [1, 2, 3])
    func grammar(seed: Int) {
        var random = FuzzEffort.generator(seed)
        var counts = (instants: 0, dates: 0, others: 0)
        for _ in 0..<FuzzEffort.tries(6_000) {
            var text = Array(Self.text(&random).utf8)
            if random.oneIn(3) { ByteMutation.mutate(&text, using: &random) }
            let expected = GrammarTimestamps.read(text)
            let found = parse(text)
            if parseDue(text) != GrammarTimestamps.read(text, isDue: true) {
                Issue.record("due \(String(decoding: text, as: UTF8.self).debugDescription): \(parseDue(text))")
            }
            if found != expected {
                Issue.record("\(String(decoding: text, as: UTF8.self).debugDescription): \(found) is not \(expected)")
            }
            if expected.isUnparsable {
                counts.others += 1
            } else if expected.dateOnly != nil {
                counts.dates += 1
            } else {
                counts.instants += 1
            }
        }
        // Each answer must have been tried often.
        #expect(min(counts.instants, counts.dates, counts.others) > FuzzEffort.tries(300))
    }

    /// A timestamp by the grammar, its numbers mostly in range.
    private static func text(_ random: inout SeededGenerator) -> String {
        func number(_ width: Int, _ range: ClosedRange<Int>) -> String {
            let value = random.oneIn(30) ? random.below(100) : range.lowerBound + random.below(range.count)
            return CivilDate.padded(value, width)
        }
        var text = "\(number(4, random.oneIn(4) ? 0...9_999 : 1_900...2_100))-\(number(2, 1...12))-\(number(2, 1...31))"
        if random.oneIn(6) { return text }
        let isMidnight = random.oneIn(5)
        let time = isMidnight ? "00:00:00" : "\(number(2, 0...23)):\(number(2, 0...59)):\(number(2, 0...59))"
        text += "\(random.pick(["T", "T", "t", " "]))\(time)"
        if isMidnight, random.oneIn(2) {
            text += random.pick([".0", ".000", ".000000000", ".0000001", ".001"])
        } else if random.oneIn(2) {
            text += ".\(CivilDate.padded(random.below(1_000), 1 + random.below(10)))"
        }
        switch random.below(5) {
        case 0, 1: text += random.pick(["Z", "z"])
        case 2, 3: text += "\(random.pick(["+", "-"]))\(number(2, 0...23)):\(number(2, 0...59))"
        default: break
        }
        return text
    }

    @Test(
        "A number is milliseconds since 1970, cut to whole ones",
        arguments: [
            ("0", 0), ("1795392000000", 1_795_392_000_000), ("-1", -1), ("1.9", 1), ("-0.5", -1), ("1e3", 1_000),
            ("253402300799999", 253_402_300_799_999),
        ] as [(String, Instant)])
    func numbers(text: String, expected: Instant) {
        #expect(Array(text.utf8).withUnsafeBufferPointer { TimestampParser.parse(number: $0) } == .instant(expected))
    }

    @Test(
        "A number beyond the years 0001 to 9999 is none",
        arguments: ["253402300800000", "-62135596800001", "1e300", "1e999"])
    func farNumbers(text: String) {
        #expect(Array(text.utf8).withUnsafeBufferPointer { TimestampParser.parse(number: $0) } == .unparsable)
    }

    @Test("A bare date is the first instant of its day where the report is, and due by its last millisecond")
    func zones() throws {
        let berlin = try #require(ZoneTable(identifier: "Europe/Berlin"))
        // 2026-03-29 has 23 hours in Berlin: 00:00+01:00 to 00:00+02:00 of the next day.
        let date = parse("2026-03-29")
        #expect(date.instant(in: berlin)?.text == "2026-03-28T23:00:00.000Z")
        #expect(date.dueInstant(in: berlin)?.text == "2026-03-29T21:59:59.999Z")
        #expect(date.instant(in: .utc)?.text == "2026-03-29T00:00:00.000Z")
        #expect(date.dueInstant(in: .utc)?.text == "2026-03-29T23:59:59.999Z")
        let instant = parse("2026-03-29T12:00:00Z")
        #expect(instant.instant(in: berlin) == instant.dueInstant(in: berlin))
        for none in [Timestamp.missing, .unparsable] {
            #expect(none.instant(in: berlin) == nil && none.dueInstant(in: berlin) == nil)
        }
    }

    @Test(
        "Eight bytes hold any of them",
        arguments: [
            Timestamp.missing, .unparsable, .date(-719_162), .date(2_932_896), .instant(0),
            .local(-62_135_596_800_000), .local(0), .local(253_402_300_799_999),
        ])
    func packing(timestamp: Timestamp) {
        #expect(Timestamp(rawValue: timestamp.rawValue) == timestamp)
        #expect(
            [
                timestamp.isMissing, timestamp.isUnparsable, timestamp.dateOnly != nil, timestamp.localTime != nil,
                timestamp == .instant(0),
            ].count { $0 } == 1)
    }
}
