import FlowModel
package import FlowTime

/// A made-up company of the German energy trade and the flows it runs, grown from a seed.
///
/// The same seed, size and `asOf` give the same bytes on every machine. Each execution and entity is made by its index,
/// without the others, so that any number of them needs no memory. Everything that happened lies before `asOf`; a run is
/// `DONE` when each of its tasks is completed, skipped, or an automation whose failure holds nothing up. About one record
/// in a hundred has something wrong with it, as in real data: a missing end, an unparsable date, a phase that is gone.
package struct SampleOrganization: Sendable {
    /// How much of what the API may say about a record is written.
    package enum Detail: Sendable {
        /// About 1 KB a task, as the API answers.
        case full
        /// Without the parts that no report reads: descriptions, requirements, portal texts, conditions.
        case lean
    }

    package static let organizationID = "911210"

    package let seed: UInt64
    /// The instant that the data describes.
    package let asOf: Instant
    package let executionCount: Int
    package var entityCount: Int { layout.entities }

    let detail: Detail
    let templates: [PreparedTemplate]
    let staff = Staff()
    let people: [[UInt8]]
    let calendar: WorkingTime
    let layout: EntityLayout
    private let arrivals: ArrivalCurve
    /// Running totals of the templates' shares in each month.
    private let shares: [[Double]]
    private let executionIDs: BitPermutation
    private let entityIDs: BitPermutation

    /// A company with a number of executions, from 0 to 10 million, and about one entity for each 1.3 of them; `check`
    /// says so of a number that a user gives.
    ///
    /// `asOf` lies from 1980 to 2090. `tasksPerExecution` gives every run the same number of
    /// tasks; nil leaves each template its own.
    package init(
        seed: UInt64, executions: Int, asOf: Instant, tasksPerExecution: Int? = nil, detail: Detail = .full
    ) {
        self.seed = seed
        let asOf = min(max(asOf, Self.days.lowerBound), Self.days.upperBound)
        self.asOf = asOf
        self.detail = detail
        executionCount = min(max(executions, 0), Self.executionLimit)
        templates = FlowTemplate.all.map { template in
            PreparedTemplate(tasksPerExecution.map { template.resized(to: $0) } ?? template)
        }
        people = staff.people.map { RecordBytes.json($0.id) }
        // A small company looks back on a year, a large one on three years.
        let span = min(max(executionCount / 4, 365), 1_095)
        let today = InstantText.split(asOf + .hour).days
        calendar = WorkingTime(days: today - span - 60..<today + 1_500)
        let lastDay = calendar.civilDay(asOf)
        let passed = Double(asOf - calendar.midnight(lastDay)) / Double(Milliseconds.day)
        arrivals = ArrivalCurve(
            days: lastDay - span..<lastDay + 1, lastShare: min(passed, 1), count: executionCount, calendar: calendar)
        shares = (1...12).map { month in
            FlowTemplate.all.reduce(into: []) { totals, template in
                totals.append((totals.last ?? 0) + template.share * (template.season.contains(month) ? 1.5 : 1))
            }
        }
        layout = EntityLayout(executions: executionCount, seed: seed)
        executionIDs = BitPermutation(bits: 56, key: seed ^ 0x9E1C_44D7_0B5A_6F23)
        entityIDs = BitPermutation(bits: 48, key: seed ^ 0x37F0_D6A9_851E_C24B)
    }

    /// More would not fit into the memory of the server's index.
    private static let executionLimit = 10_000_000
    /// From 1980 to 2090: beyond, the calendars have no holidays.
    private static let days: ClosedRange<Instant> = 315_532_800_000...3_818_447_999_999

    /// That a company of so many executions can be made as of an instant.
    ///
    /// - Throws: `SandboxError.outOfRange` where it cannot.
    package static func check(executions: Int, asOf: Instant) throws(SandboxError) {
        try SandboxNumber.executions.check(executions, in: 0...executionLimit)
        try SandboxNumber.day.check(asOf, in: days, "1980-01-01 to 2090-12-31")
    }

    // MARK: Identifiers

    func executionNumber(_ index: Int) -> UInt64 { executionIDs(UInt64(index)) }

    /// The two halves of an entity's UUID.
    func entityNumber(_ index: Int) -> (high: UInt64, low: UInt64) {
        let high = entityIDs(UInt64(index))
        return (high, SampleRandom.mix(high ^ seed))
    }

    /// The index of the execution with an id; nil where there is none.
    package func executionIndex(id: String) -> Int? {
        guard id.utf8.count == 11, let number = Identifier.number(short: id.utf8), number < 1 << 56 else { return nil }
        let index = executionIDs.inverse(of: number)
        return index < UInt64(executionCount) ? Int(index) : nil
    }

    /// The index of the entity with an id; nil where there is none.
    package func entityIndex(id: String) -> Int? {
        guard let high = Identifier.high(uuid: id.utf8) else { return nil }
        let index = entityIDs.inverse(of: high)
        guard index < UInt64(entityCount) else { return nil }
        let number = entityNumber(Int(index))
        return Identifier.uuid(high: number.high, low: number.low).utf8.elementsEqual(id.utf8) ? Int(index) : nil
    }

    /// The indices of the executions that an entity is a context of, the first started first.
    package func executions(ofEntity index: Int) -> [Int] {
        layout.executions(of: layout.entity(at: index))
    }

    // MARK: Runs

    /// Fills a run with the execution of an index as it stands at `asOf`.
    func make(_ index: Int, _ run: inout SampleRun) {
        var random = SampleRandom(seed: seed, stream: .execution, index: index)
        run.index = index
        run.key = random.next()
        let day = arrivals.day(of: index, jitter: random.unit())
        run.template = random.index(weighted: shares[CivilDate(days: day).month - 1])
        let isWorkingDay = calendar.isWorkingDay(day)
        let kind = random.unit()
        run.trigger = kind < 0.42 && isWorkingDay ? .manual : kind < 0.85 ? .journey : .automatic
        let hours = run.trigger == .manual ? 8 + 9 * random.unit() : 6.5 + 16 * random.unit()
        run.start = calendar.midnight(day) + Milliseconds(Int64(hours * WorkingTime.hour))
        if run.start >= asOf {
            let passed = Double(asOf - calendar.midnight(day)) * random.unit()
            run.start = calendar.midnight(day) + Milliseconds(Int64(passed))
        }
        run.owner = staff.pick(random.chance(0.6) ? .sales : .service, &random)
        run.deputy = random.chance(0.2) ? staff.pick(.service, &random) : -1
        if run.deputy == run.owner { run.deputy = -1 }
        run.closer = -1
        run.hasOwnName = random.chance(0.03)
        run.isInPortal = random.chance(0.35)
        run.isBusiness = Customer(seed: seed, number: layout.customer(of: layout.entities(of: index).main)).firm != nil
        run.due = due(run, &random)
        var simulator = Simulator(
            template: templates[run.template], calendar: calendar, staff: staff, asOf: asOf, random: random)
        simulator.play(&run)
        run.wart = wart(run)
    }

    private func due(_ run: SampleRun, _ random: inout SampleRandom) -> SampleDue {
        guard random.chance(0.85) else { return .none }
        let days = templates[run.template].template.dueDays
        if random.chance(0.3) { return .day(calendar.civilDay(run.start) + days) }
        return .instant(run.start + days * .day)
    }

    /// One run in 97 has something wrong with it, each kind in turn.
    private func wart(_ run: SampleRun) -> SampleRun.Wart? {
        guard run.index % 97 == 41 else { return nil }
        switch run.index / 97 % 4 {
        case 0: return .germanDate
        case 1: return run.status == .done ? .missingEnd : .deletedPhase
        case 2: return .emptyText
        default: return .deletedPhase
        }
    }
}
