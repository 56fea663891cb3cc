import FlowMetrics
import FlowModel
import FlowReports
import FlowTables
import FlowTime
import Foundation
import ReferenceMetrics
import Testing

/// Every table of the product against the second computation, on files with and without odd records.
@Suite("Every table equals an independent computation")
struct AgreementTests {
    private static let edgeCases = Result { try AgreementFile(Fixture.edgeCases) }
    private static let workflows = Result { try AgreementFile(Fixture.workflows) }
    private static let sample = Result { try AgreementFile(Fixture.sample) }
    private static let processLog = Result { try AgreementFile(Fixture.processLog ?? "") }

    @Test("on hand-made edge cases", arguments: AgreementOptions.zones)
    func edgeCases(_ zone: String) async throws {
        let file = try Self.edgeCases.get()
        let records = RecordFile(lines: file.lines, timeZone: zone)
        let all = AgreementOptions.edgeCases
        for (index, options) in all.enumerated() where options.timeZone == zone {
            let queries = AgreementQueries.plain(TimeBucket.allCases[index % 5])
            let more =
                AgreementQueries.single.every(7, from: index) + AgreementQueries.paired.every(all.count, from: index)
            try await Agreement(file, records, options).check(
                (queries + more).withForecasts(index % 12 == 0), threads: 1 + index % 3)
        }
    }

    @Test("on executions of both APIs with due dates of every form", arguments: AgreementOptions.zones)
    func workflows(_ zone: String) async throws {
        let file = try Self.workflows.get()
        let records = RecordFile(lines: file.lines, timeZone: zone)
        for (index, options) in AgreementOptions.edgeCases.enumerated() where options.timeZone == zone && index % 3 == 0
        {
            let queries = AgreementQueries.plain(TimeBucket.allCases[index % 5]).withForecasts(false)
            let more =
                AgreementQueries.single.every(11, from: index) + AgreementQueries.paired.every(97, from: index)
            try await Agreement(file, records, options).check(queries + more, threads: 1 + index % 3)
        }
    }

    @Test("on the sample organization", arguments: AgreementOptions.zones)
    func sample(_ zone: String) async throws {
        let file = try Self.sample.get()
        let records = RecordFile(lines: file.lines, timeZone: zone)
        for (index, options) in AgreementOptions.sample.enumerated() where options.timeZone == zone {
            let queries = AgreementQueries.plain(TimeBucket.allCases[index % 5])
            let more =
                AgreementQueries.single.every(23, from: index) + AgreementQueries.paired.every(499, from: 17 * index)
            try await Agreement(file, records, options).check(queries + more, threads: 1 + index % 2)
        }
    }

    @Test(
        "and so does what needs somebody this morning", arguments: MorningFile.allCases, AgreementOptions.zones)
    func morning(_ file: MorningFile, _ zone: String) async throws {
        if file == .processLog, Fixture.processLog == nil { return }
        let (data, all) =
            switch file {
            case .edgeCases: (try Self.edgeCases.get(), AgreementOptions.edgeCases)
            case .workflows: (try Self.workflows.get(), AgreementOptions.edgeCases)
            case .sample: (try Self.sample.get(), AgreementOptions.sample)
            case .processLog: (try Self.processLog.get(), AgreementOptions.processLog)
            }
        let records = RecordFile(lines: data.lines, timeZone: zone)
        for (index, options) in all.enumerated() where options.timeZone == zone {
            try await Agreement(data, records, options).checkMorning(threads: 1 + index % 3)
        }
    }

    /// What the lists of the morning are compared on; the log where it is on this machine.
    enum MorningFile: String, CaseIterable {
        case edgeCases, workflows, sample, processLog
    }

    @Test("each on its own", arguments: MetricCatalog.metrics.map(\.name))
    func alone(_ metric: String) async throws {
        let file = try Self.edgeCases.get()
        let options = AgreementOptions.edgeCases[0]
        let agreement = Agreement(file, RecordFile(lines: file.lines, timeZone: options.timeZone), options)
        let queries = (AgreementQueries.plain(.week) + AgreementQueries.single).withForecasts(true)
        for query in queries where query.metric.name == metric {
            try await agreement.check([query], threads: 1)
        }
    }

    /// A group that a filter chooses has the numbers of its row in the table of all groups, which stands compared above.
    @Test("and so does what a filter chooses", arguments: Grain.allCases)
    func filtered(_ grain: Grain) async throws {
        let file = try Self.edgeCases.get()
        let options = AgreementOptions.edgeCases[0]
        let agreement = Agreement(file, RecordFile(lines: file.lines, timeZone: options.timeZone), options)
        let metrics = MetricCatalog.metrics.filter {
            ["cycle_times", "phase_times", "task_times", "workload"].contains($0.name)
        }
        for metric in metrics where metric.grain == grain {
            let dimensions = Attribute.groups(of: grain)
            let all = try await agreement.tables(dimensions.map { MetricQuery(metric, by: [$0]) }, threads: 2)
            for (dimension, table) in zip(dimensions, all) {
                let rows = try table.rows.collected()
                let queries = try rows.map { row in
                    let value = row[0].textValue.map { "'\($0.replacing("'", with: "\\'"))'" } ?? "null"
                    return MetricQuery(
                        metric, by: [], filter: try Filter("\(dimension.name) = \(value)", grain: grain))
                }
                for (row, chosen) in zip(rows, try await agreement.tables(queries, threads: 2)) {
                    #expect(try chosen.rows.collected() == [Array(row.dropFirst())], "\(metric.name) of \(row[0])")
                }
            }
        }
    }

    @Test("and a filter alone has all that it asks for", arguments: Grain.allCases)
    func filterDemand(_ grain: Grain) async throws {
        let file = try Self.edgeCases.get()
        let options = AgreementOptions.edgeCases[0]
        let agreement = Agreement(file, RecordFile(lines: file.lines, timeZone: options.timeZone), options)
        let names = [
            Grain.execution: ["closing_reasons"], .phase: ["phase_times"], .task: ["workload", "overdue_summary"],
        ]
        let metrics = try names[grain, default: []].map { try #require(MetricCatalog.metric(named: $0)) }
        let everything = MetricQuery(try #require(MetricCatalog.metric(named: "tasks")))
        for field in Attribute.conditions(of: grain) {
            let filter = try Filter("not \(field.name) = null", grain: grain)
            for metric in metrics {
                let query = MetricQuery(metric, by: [.template], filter: filter)
                let alone = try await agreement.tables([query], threads: 1)[0].rows.collected()
                let amid = try await agreement.tables([query, everything], threads: 1)[0].rows.collected()
                #expect(alone == amid, "\(metric.name) where \(field.name)")
            }
        }
    }

    @Test(
        "on a real process log", .enabled(if: Fixture.processLog != nil, "the event log is not on this machine"),
        arguments: Set(AgreementOptions.processLog.map(\.timeZone)).sorted())
    func processLog(_ zone: String) async throws {
        let file = try Self.processLog.get()
        let records = RecordFile(lines: file.lines, timeZone: zone)
        for (index, options) in AgreementOptions.processLog.enumerated() where options.timeZone == zone {
            let queries = AgreementQueries.plain(TimeBucket.allCases[index % 5])
            let more =
                AgreementQueries.single.every(23, from: index) + AgreementQueries.paired.every(499, from: 37 * index)
            // Lists of everything go over all records once more each: half of the options have them.
            let chosen = (queries + more).filter { !$0.metric.isStreamed || index % 2 == 0 }
            try await Agreement(file, records, options).check(
                chosen.withForecasts(index == 0), threads: 1 + index % 3)
        }
    }
}

/// Clocks, zones, periods, units and calendars under which the tables are compared.
enum AgreementOptions {
    /// The day for which the edge cases were written; before most of it happened, in the night of a clock change; and long
    /// after all of it.
    private static let edgeCaseClocks: [Int64] = [1_731_672_000_000, 1_729_990_800_000, 1_795_392_000_000]
    /// Clocks that stand still, change at 03:00, change by half an hour, and change at midnight.
    static let zones = ["Europe/Berlin", "UTC", "Australia/Lord_Howe", "America/Santiago"]
    private static let targets = [
        ReferenceTarget("template", "Heat*", share: 0.8, within: "10d"),
        ReferenceTarget("template", "*", share: 0.5, within: "2w"),
        ReferenceTarget("task", "*la*", share: 0.9, within: "2d"),
        ReferenceTarget("task", "T0? *", share: 0.25, within: "90m"),
        ReferenceTarget("phase", "Confirmation", share: 1, within: "36h"),
        ReferenceTarget("phase", "Ch?ck", share: 0.5, within: "3d"),
        ReferenceTarget("task", "Nobody's", share: 0.5, within: "1s"),
    ]
    private static let units = ["days", "hours", "minutes", "seconds"]

    /// Each clock in each zone with each calendar; periods and units take turns.
    static let edgeCases = combinations(clocks: edgeCaseClocks) { clock, number in
        // Without a start the period begins in the year 1, which is many weeks.
        let start = number % 29 == 3 ? nil : clock - [45, 400][number % 2] * 86_400_000
        let end: [Int64?] = [nil, nil, clock - 5 * 86_400_000, clock, clock + 40 * 86_400_000]
        return (start, end[number % 5])
    }

    /// The sample's day, a month before and most of a year before it, each by several calendars.
    static let sample = combinations(clocks: [1_795_392_000_000, 1_792_800_000_000, 1_770_000_000_000]) {
        clock, number in
        ([nil, clock - 90 * 86_400_000][number % 2], number % 5 == 4 ? clock - 10 * 86_400_000 : nil)
    }.enumerated().filter { $0.offset % 13 == 0 }.map(\.element)

    /// The log's end, the middle of it just after a clock change, and a day on which half of it had happened, each by
    /// several calendars.
    static let processLog = combinations(clocks: [1_327_363_200_000, 1_319_980_000_000, 1_306_000_000_000]) {
        clock, number in
        let start: [Int64?] = [nil, clock - 90 * 86_400_000]
        return (start[number % 2], number % 5 == 4 ? clock - 10 * 86_400_000 : nil)
    }.enumerated().filter { $0.offset % 11 == 0 }.map(\.element)

    private static func combinations(
        clocks: [Int64], period: (_ clock: Int64, _ number: Int) -> (Int64?, Int64?)
    ) -> [ReferenceOptions] {
        let settings = clocks.flatMap { clock in
            zones.flatMap { zone in WorkCalendars.all.map { (clock: clock, zone: zone, calendar: $0) } }
        }
        return settings.enumerated().map { number, setting in
            let (from, to) = period(setting.clock, number)
            var options = ReferenceOptions(
                asOf: setting.clock, timeZone: setting.zone, from: from, to: to, durationUnit: units[number % 4],
                calendar: setting.calendar)
            options.targets = targets
            options.people = AgreementPeople.all[number % AgreementPeople.all.count]
            return options
        }
    }
}

/// Calendars of several kinds, and none.
enum WorkCalendars {
    static let all = [nil, ReferenceCalendar(), northRhine, bavaria, roundTheClock]

    static let northRhine = ReferenceCalendar(
        hours: ["08:00-12:00", "13:00-17:00"], holidays: ["2024-11-11", "2011-03-07"], region: "DE-NW")
    static let bavaria = ReferenceCalendar(
        days: ["mon", "tue", "wed", "thu", "fri", "sat"], hours: ["06:30-14:15"],
        holidays: ["2024-10-26", "2011-08-08"], region: "DE-BY")
    /// Whole days, so that the nights in which the clock changes count.
    static let roundTheClock = ReferenceCalendar(
        days: ["sun", "mon", "tue", "wed", "sat"], hours: ["00:00-02:30", "02:45-24:00"])
}
