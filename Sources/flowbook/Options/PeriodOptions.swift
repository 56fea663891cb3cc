import ArgumentParser
import FlowMetrics
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

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The report's clock: a date, an instant, -7d or +7d. Default: now.", valueName: "when"))
    var asOf: PeriodBound?

    @Option(
        help: ArgumentHelp("IANA time zone of dates and buckets. Default: UTC.", valueName: "zone"),
        completion: .typed { line in TimeZone.knownTimeZoneIdentifiers.filter { $0.hasPrefix(line.begun) } })
    var timeZone: TimeZoneName?

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

extension PeriodBound: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(argument)
    }
}

extension DurationUnit: ExpressibleByArgument {}
