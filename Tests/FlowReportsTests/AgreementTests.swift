import FlowMetrics
import FlowModel
import FlowReports
import FlowTables
import Foundation
import ReferenceMetrics
import Testing

/// Every table of the product against the second implementation, on files with and without odd records.
@Suite("Every table equals an independent computation")
struct AgreementTests {
    @Test("on hand-made edge cases", arguments: MetricCatalog.metrics.map(\.name))
    func edgeCases(_ metric: String) async throws {
        for options in Self.edgeCaseOptions {
            try await Agreement(file: Fixture.edgeCases, options: options).check(metric)
        }
    }

    @Test(
        "on a real process log", .enabled(if: Fixture.processLog != nil, "the event log is not on this machine"),
        arguments: MetricCatalog.metrics.map(\.name))
    func processLog(_ metric: String) async throws {
        let file = try #require(Fixture.processLog)
        for options in Self.processLogOptions {
            try await Agreement(file: file, options: options).check(metric)
        }
    }

    /// Before most of it happened, on a day with a clock change, and after all of it; by real time and by calendars.
    static let edgeCaseOptions = [
        ReferenceOptions(asOf: 1_795_392_000_000, timeZone: "UTC"),
        ReferenceOptions(asOf: 1_795_392_000_000, timeZone: "Europe/Berlin", from: 1_767_222_000_000),
        ReferenceOptions(asOf: 1_774_746_000_000, timeZone: "America/New_York", durationUnit: "hours"),
        ReferenceOptions(
            asOf: 1_783_000_000_000, timeZone: "Australia/Lord_Howe", from: 1_770_000_000_000, to: 1_780_000_000_000,
            durationUnit: "minutes"),
        // 2024-11-15T12:00Z, for which the file was written.
        ReferenceOptions(asOf: 1_731_672_000_000, timeZone: "Europe/Berlin"),
        ReferenceOptions(
            asOf: 1_731_672_000_000, timeZone: "Europe/Berlin", from: 1_727_733_600_000, calendar: WorkCalendars.usual),
        ReferenceOptions(asOf: 1_731_672_000_000, timeZone: "Europe/Berlin", calendar: WorkCalendars.northRhine),
        ReferenceOptions(
            asOf: 1_729_000_000_000, timeZone: "Europe/Berlin", durationUnit: "hours", calendar: WorkCalendars.bavaria),
        ReferenceOptions(
            asOf: 1_795_392_000_000, timeZone: "America/New_York", durationUnit: "minutes",
            calendar: WorkCalendars.roundTheClock),
    ]

    static let processLogOptions = [
        ReferenceOptions(asOf: 1_327_363_200_000, timeZone: "Europe/Berlin"),
        ReferenceOptions(
            asOf: 1_327_363_200_000, timeZone: "UTC", from: 1_319_587_200_000, durationUnit: "hours"),
        ReferenceOptions(
            asOf: 1_306_000_000_000, timeZone: "Asia/Kolkata", from: 1_298_000_000_000, to: 1_305_000_000_000,
            durationUnit: "seconds"),
        ReferenceOptions(asOf: 1_327_363_200_000, timeZone: "Europe/Berlin", calendar: WorkCalendars.northRhine),
        ReferenceOptions(
            asOf: 1_319_980_000_000, timeZone: "Europe/Berlin", from: 1_298_000_000_000, durationUnit: "hours",
            calendar: WorkCalendars.bavaria),
        ReferenceOptions(
            asOf: 1_306_000_000_000, timeZone: "Asia/Kolkata", durationUnit: "seconds",
            calendar: WorkCalendars.roundTheClock),
    ]
}

/// Calendars of several kinds.
enum WorkCalendars {
    static let usual = ReferenceCalendar()
    static let northRhine = ReferenceCalendar(
        hours: ["08:00-12:00", "13:00-17:00"], holidays: ["2024-11-11", "2011-03-07"], region: "DE-NW")
    static let bavaria = ReferenceCalendar(
        days: ["mon", "tue", "wed", "thu", "fri", "sat"], hours: ["06:30-14:15"],
        holidays: ["2024-10-26", "2011-08-08"], region: "DE-BY")
    /// Whole days, so that the nights in which the clock changes count.
    static let roundTheClock = ReferenceCalendar(
        days: ["sun", "mon", "tue", "wed", "sat"], hours: ["00:00-02:30", "02:45-24:00"])
}
