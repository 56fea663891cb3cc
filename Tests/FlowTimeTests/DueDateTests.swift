import FlowTime
import Testing

@Suite("A due date without an offset floats: it is that day, or that time of the clock, wherever the report is")
struct DueDateTests {
    private func parse(_ text: String) -> Timestamp {
        Array(text.utf8).withUnsafeBufferPointer { TimestampParser.parseDueDate($0) }
    }

    @Test(
        "A date alone, or midnight with any zero fraction, is the day",
        arguments: [
            "2026-05-28", "2026-05-28T00:00:00", "2026-05-28T00:00:00.0", "2026-05-28T00:00:00.000",
            "2026-05-28t00:00:00.000000000", "2026-05-28 00:00:00",
        ])
    func days(text: String) {
        #expect(parse(text) == .date(20_601))
    }

    @Test("Any other time without an offset is a time of the clock, cut to milliseconds")
    func clockTimes() {
        #expect(parse("2026-05-28T00:00:00.001") == .local(1_779_926_400_001))
        #expect(parse("2026-05-28T00:00:00.0000001") == .local(1_779_926_400_000))
        #expect(parse("2026-05-28T17:30:00") == .local(1_779_989_400_000))
        #expect(parse("2026-05-28 23:59:59.999") == .local(1_780_012_799_999))
    }

    @Test("With an offset it is that instant, midnight too")
    func instants() {
        #expect(parse("2026-05-28T00:00:00Z") == .instant(1_779_926_400_000))
        #expect(parse("2026-05-28T00:00:00.000z") == .instant(1_779_926_400_000))
        #expect(parse("2026-05-28T00:00:00+02:00") == .instant(1_779_919_200_000))
        #expect(parse("2026-05-28T00:00:00-00:00") == .instant(1_779_926_400_000))
    }

    @Test(
        "Anything else is none",
        arguments: ["", "2026-05-28T", "2026-05-28T00:00", "2026-05-28T00:00:00.", "2026-05-28T24:00:00", "28.05.2026"])
    func nonsense(text: String) {
        #expect(parse(text) == .unparsable)
    }

    /// Each zone has a day on which its clocks go forward and one on which they go back; Lord Howe's by half an hour.
    @Test(
        "The instant by which it is due, in three zones and over their clock changes",
        arguments: [
            ("Europe/Berlin", "2026-03-28", "2026-03-28T22:59:59.999Z"),
            // 23 hours long.
            ("Europe/Berlin", "2026-03-29", "2026-03-29T21:59:59.999Z"),
            ("Europe/Berlin", "2026-05-28T00:00:00.000", "2026-05-28T21:59:59.999Z"),
            // 25 hours long.
            ("Europe/Berlin", "2026-10-25", "2026-10-25T22:59:59.999Z"),
            // Skipped: the clocks go from 02:00 to 03:00.
            ("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:00:00.000Z"),
            ("Europe/Berlin", "2026-03-29T01:59:59.999", "2026-03-29T00:59:59.999Z"),
            ("Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T01:00:00.000Z"),
            // Twice: 02:30 in summer time comes first.
            ("Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00.000Z"),
            ("Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T02:00:00.000Z"),
            ("Europe/Berlin", "2026-10-25T02:30:00Z", "2026-10-25T02:30:00.000Z"),
            ("America/New_York", "2026-03-07", "2026-03-08T04:59:59.999Z"),
            ("America/New_York", "2026-03-08T00:00:00", "2026-03-09T03:59:59.999Z"),
            ("America/New_York", "2026-03-08T02:15:00", "2026-03-08T07:00:00.000Z"),
            ("America/New_York", "2026-11-01", "2026-11-02T04:59:59.999Z"),
            ("America/New_York", "2026-11-01T01:15:00", "2026-11-01T05:15:00.000Z"),
            ("America/New_York", "2026-11-01T02:00:00", "2026-11-01T07:00:00.000Z"),
            // +10:30, in summer +11.
            ("Australia/Lord_Howe", "2026-10-04", "2026-10-04T12:59:59.999Z"),
            ("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:30:00.000Z"),
            ("Australia/Lord_Howe", "2026-10-04T02:30:00", "2026-10-03T15:30:00.000Z"),
            ("Australia/Lord_Howe", "2026-04-05", "2026-04-05T13:29:59.999Z"),
            ("Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00.000Z"),
            ("Australia/Lord_Howe", "2026-04-05T02:00:00", "2026-04-04T15:30:00.000Z"),
        ])
    func zones(zone: String, text: String, due: String) throws {
        let table = try #require(ZoneTable(identifier: zone))
        #expect(parse(text).dueInstant(in: table)?.text == due)
    }

    @Test(
        "The millisecond after a day's due date is the first of the next day, all year",
        arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
    func nextDay(name: String) throws {
        let zone = try #require(ZoneTable(identifier: name))
        for day in 20_454...20_820 {
            let due = try #require(Timestamp.date(day).dueInstant(in: zone))
            #expect(zone.day(of: due) == day && due + 1 == zone.startOfDay(day + 1))
        }
    }
}
