import FlowTime

/// The days and hours of the sample's company: Monday to Friday, 08:00 to 17:00 in Germany, shut on the public holidays of
/// North Rhine-Westphalia and on 24 and 31 December.
struct CompanyCalendar: Sendable {
    /// Later than anything; such an instant never comes.
    static let never = Instant.distantFuture

    let zone: ZoneTable
    private let hours: WorkingCalendar

    /// - Parameter years: those in which the company is shut on 24 and 31 December.
    init(years: ClosedRange<Int>) {
        guard let zone = ZoneTable(identifier: "Europe/Berlin"),
            let schedule = WorkingSchedule(
                holidays: Set(
                    years.flatMap { year in [24, 31].map { CivilDate.days(year: year, month: 12, day: $0) } }),
                region: .northRhineWestphalia)
        else { preconditionFailure("this system has no data of Europe/Berlin") }
        self.zone = zone
        hours = WorkingCalendar(schedule, zone: zone)
    }

    /// The civil day in Germany that holds an instant.
    func day(of instant: Instant) -> Int { zone.day(of: instant) }

    /// The instant at which a day begins in Germany.
    func midnight(_ day: Int) -> Instant { zone.startOfDay(day) }

    func isWorkingDay(_ day: Int) -> Bool { hours.isWorkingDay(day) }

    /// The instant at which so many hours of working time have passed since another.
    func advance(_ instant: Instant, hours count: Double) -> Instant {
        hours.advance(instant, by: Milliseconds(Int64(count * Double(Milliseconds.hour))))
    }
}
