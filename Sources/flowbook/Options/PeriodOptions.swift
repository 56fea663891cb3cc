public import ArgumentParser
import FlowMetrics
import FlowReports
package import FlowTime
import Foundation

/// The options that say which clock, period and measure of time a report has.
///
/// A value may begin with a minus, so these options take whatever follows them.
struct PeriodOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The period's first day: a date, an instant, or -90d, -12w, -6m, -1y.", valueName: "when"))
    var from: PeriodBound?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The period's end, exclusive; as --from. Default: the report's clock.", valueName: "when"))
    var to: PeriodBound?

    @OptionGroup var clock: ClockOptions

    var asOf: PeriodBound? { clock.asOf }
    var timeZone: TimeZoneName? { clock.timeZone }
    var calendar: CalendarText? { clock.calendar }
    var unit: DurationUnit? { clock.unit }
}

/// The options that say when it is, where, and how time is measured.
struct ClockOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The report's clock: a date, an instant, -7d or +7d. Default: now.", valueName: "when"))
    var asOf: PeriodBound?

    @Option(
        help: ArgumentHelp("IANA time zone of dates and buckets. Default: UTC.", valueName: "zone"),
        completion: .typed { line in TimeZone.knownTimeZoneIdentifiers.filter { $0.hasPrefix(line.begun) } })
    var timeZone: TimeZoneName?

    @Option(
        help: ArgumentHelp(
            """
            When people work, so that durations are working time: DE-NW, or "mon-fri 08:00-17:00 DE-NW". A German state is \
            for its public holidays.
            """, valueName: "calendar"))
    var calendar: CalendarText?

    @Option(help: ArgumentHelp("Unit of durations: days, hours, minutes or seconds.", valueName: "unit"))
    var unit: DurationUnit?
}

/// A time zone as an option.
struct TimeZoneName: ExpressibleByArgument {
    let zone: ZoneTable

    init?(argument: String) {
        guard let zone = ZoneTable(identifier: argument) else { return nil }
        self.zone = zone
    }
}

/// When people work, as an option.
struct CalendarText: ExpressibleByArgument {
    let schedule: WorkingSchedule

    init?(argument: String) {
        guard let schedule = WorkingSchedule(argument) else {
            let states = GermanState.allCases.map(\.rawValue)
            let near = nearestWord(to: argument, among: states).map { ", perhaps \($0)" } ?? ""
            RefusedValue.note(
                "give days, hours and a German state, or some of them: \"mon-fri 08:00-17:00 DE-NW\"\(near)")
            return nil
        }
        self.schedule = schedule
    }

    static var defaultCompletionKind: CompletionKind { .list(GermanState.allCases.map(\.rawValue)) }
}

extension PeriodBound: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(argument)
    }
}

extension DurationUnit: ExpressibleByArgument {}
