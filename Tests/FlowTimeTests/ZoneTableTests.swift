import FlowTime
import Foundation
import FuzzSupport
import Testing

@Suite("Time zones")
struct ZoneTableTests {
    static let names = [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo",
        "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca",
    ]

    private func instant(_ text: String) throws -> Instant {
        let parsed = Array(text.utf8).withUnsafeBufferPointer { TimestampParser.parse($0) }
        return try #require(parsed.instant(in: .utc))
    }

    @Test(
        "know how far east of UTC their clocks are",
        arguments: [
            ("Europe/Berlin", "2026-03-29T00:59:59Z", 60), ("Europe/Berlin", "2026-03-29T01:00:00Z", 120),
            ("Europe/Berlin", "2026-10-25T00:59:59Z", 120), ("Europe/Berlin", "2026-10-25T01:00:00Z", 60),
            ("America/New_York", "2026-07-01T00:00:00Z", -240), ("Asia/Kolkata", "2026-07-01T00:00:00Z", 330),
            // Half an hour of summer time.
            ("Australia/Lord_Howe", "2026-07-01T00:00:00Z", 630), ("Australia/Lord_Howe", "2026-01-01T00:00:00Z", 660),
            ("UTC", "2026-07-01T00:00:00Z", 0), ("Asia/Kathmandu", "2026-07-01T00:00:00Z", 345),
        ])
    func offsets(zone: String, at text: String, minutes: Int) throws {
        let zone = try #require(ZoneTable(identifier: zone))
        #expect(zone.offset(at: try instant(text)) == minutes * .minute)
        #expect(zone.local(try instant(text)) == (try instant(text)) + minutes * .minute - .epoch)
    }

    @Test(
        "begin their days at midnight, or where the clock skips it, when it goes on",
        arguments: [
            ("Europe/Berlin", "2026-11-23", "2026-11-22T23:00:00.000Z"),
            ("Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00.000Z"),
            ("America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z"),
            // In 2017 summer time began in São Paulo at midnight: the day began at 01:00-02:00.
            ("America/Sao_Paulo", "2017-10-15", "2017-10-15T03:00:00.000Z"),
            // In 2018 it ended there at midnight: 23:00 to 24:00 of the day before came twice.
            ("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00.000Z"),
            // Samoa left out 2011-12-30.
            ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z"),
            ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00.000Z"),
        ])
    func startOfDay(zone: String, day: String, expected: String) throws {
        let zone = try #require(ZoneTable(identifier: zone))
        let day = try #require(CivilDate(day)).days
        let start = zone.startOfDay(day)
        #expect(start.text == expected)
        #expect(zone.day(of: start) == day)
        #expect(zone.day(of: start - 1) < day)
    }

    @Test("find the instant of a wall-clock time: of two the first, of none the change")
    func wallClock() throws {
        let berlin = try #require(ZoneTable(identifier: "Europe/Berlin"))
        func found(_ local: String) throws -> String { berlin.instant(ofLocal: try instant(local + "Z") - .epoch).text }
        #expect(try found("2026-03-29T01:59:59") == "2026-03-29T00:59:59.000Z")
        #expect(try found("2026-03-29T02:30:00") == "2026-03-29T01:00:00.000Z")
        #expect(try found("2026-03-29T03:00:00") == "2026-03-29T01:00:00.000Z")
        #expect(try found("2026-10-25T02:30:00") == "2026-10-25T00:30:00.000Z")
        #expect(try found("2026-10-25T03:00:00") == "2026-10-25T02:00:00.000Z")
    }

    @Test("agree with Foundation's calendar on any instant", arguments: names)
    func agreement(name: String) throws {
        let zone = try #require(ZoneTable(identifier: name))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: name))
        var random = FuzzEffort.generator(51)
        // From 1950 to 2150, so also beyond what the table covers.
        for _ in 0..<FuzzEffort.tries(300) {
            let milliseconds = random.below(6_311_433_600) * 1_000 - 631_152_000_000 + random.below(1_000)
            let instant = Instant(milliseconds: Int64(milliseconds))
            let date = Date(timeIntervalSince1970: Double(instant.milliseconds / 1_000))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
            let local = zone.local(instant).count
            let day = CivilDate(days: zone.day(of: instant))
            #expect(day.year == parts.year && day.month == parts.month && day.day == parts.day)
            let minute = (local % 86_400_000 + 86_400_000) % 86_400_000 / 60_000
            #expect(Int(minute) == (parts.hour ?? 0) * 60 + (parts.minute ?? 0), "\(name) at \(instant)")
        }
    }

    @Test("are known by their IANA names alone", arguments: ["", "Berlin", "Europe/Berlni", "Mars/Olympus_Mons"])
    func unknown(name: String) {
        #expect(ZoneTable(identifier: name) == nil)
    }
}
