package import FlowJSON
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
    /// How many flows it runs, and will have run if it lives on; those of V1 come besides.
    package let executionCount: Int
    package var v1Count: Int { layout.v1Executions }
    package var entityCount: Int { layout.entities }

    let detail: Detail
    let templates: [PreparedTemplate]
    let staff = Staff()
    let people: [[UInt8]]
    let calendar: CompanyCalendar
    let layout: EntityLayout
    /// How many flows have started by `asOf`, about.
    private let startedCount: Int
    /// Whether there are executions that start after `asOf`.
    private let livesOn: Bool
    private let arrivals: ArrivalCurve
    /// Running totals of the templates' shares in each month.
    private let shares: [[Double]]
    private let executionIDs: BitPermutation
    private let v1IDs: BitPermutation
    private let entityIDs: BitPermutation

    /// A company with a number of executions, from 0 to 10 million, and about one entity for each 1.3 of them; `check`
    /// says so of a number that a user gives.
    ///
    /// `asOf` lies from 1980 to 2090. `tasksPerExecution` gives every run the same number of
    /// tasks; nil leaves each template its own. One that has run V1 has older workflows of it besides, about one for each
    /// seven flows.
    package init(
        seed: UInt64, executions: Int, asOf: Instant, tasksPerExecution: Int? = nil, detail: Detail = .full,
        hasV1: Bool = false
    ) {
        self.init(
            seed: seed, executions: executions, asOf: asOf, daysAhead: 0, tasksPerExecution: tasksPerExecution,
            detail: detail, hasV1: hasV1)
    }

    /// With days ahead, so many executions have started by `asOf`, and more start on the days after it.
    init(
        seed: UInt64, executions: Int, asOf: Instant, daysAhead: Int, tasksPerExecution: Int?, detail: Detail,
        hasV1: Bool
    ) {
        self.seed = seed
        let asOf = min(max(asOf, Self.days.lowerBound), Self.days.upperBound)
        self.asOf = asOf
        self.detail = detail
        let started = min(max(executions, 0), Self.executionLimit)
        startedCount = started
        livesOn = daysAhead > 0
        templates = FlowTemplate.all.map { template in
            PreparedTemplate(tasksPerExecution.map { template.resized(to: $0) } ?? template)
        }
        people = staff.people.map { RecordBytes.json($0.id) }
        // A small company looks back on a year, a large one on three years.
        let span = min(max(started / 4, 365), 1_095)
        let year = CivilDate(days: InstantText.split(asOf).days).year
        calendar = CompanyCalendar(years: year - 5...year + 5)
        let lastDay = calendar.day(of: asOf)
        let passed = Double(asOf - calendar.midnight(lastDay)) / Double(Milliseconds.day)
        arrivals = ArrivalCurve(
            days: lastDay - span..<lastDay + 1, lastShare: min(passed, 1), count: started, ahead: daysAhead,
            calendar: calendar)
        executionCount = arrivals.count
        shares = (1...12).map { month in
            FlowTemplate.all.reduce(into: []) { totals, template in
                totals.append((totals.last ?? 0) + template.share * (template.season.contains(month) ? 1.5 : 1))
            }
        }
        // There are runs of V1 for the flows until now, not for those to come.
        layout = EntityLayout(
            executions: executionCount, blocksPerV1: hasV1 ? max(executionCount / max(started, 1), 1) : nil, seed: seed)
        executionIDs = BitPermutation(bits: 56, key: seed ^ 0x9E1C_44D7_0B5A_6F23)
        v1IDs = BitPermutation(bits: 41, key: seed ^ 0xC25B_70E9_4D18_A36F)
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

    func isV1(_ index: Int) -> Bool { index >= executionCount }

    func executionID(_ index: Int) -> RecordValue {
        isV1(index)
            ? .short(v1IDs(UInt64(index - executionCount)), length: Self.v1IDLength)
            : .short(executionIDs(UInt64(index)), length: Self.idLength)
    }

    func entityID(_ index: Int) -> RecordValue {
        let (high, low) = entityNumber(index)
        return .uuid(high: high, low: low)
    }

    private static let idLength = 11
    private static let v1IDLength = 8

    /// The two halves of an entity's UUID.
    private func entityNumber(_ index: Int) -> (high: UInt64, low: UInt64) {
        let high = entityIDs(UInt64(index))
        return (high, SampleRandom.mix(high ^ seed))
    }

    /// The index of the execution with an id, of a flow or of V1; nil where there is none.
    package func executionIndex(id: String) -> Int? {
        switch id.utf8.count {
        case Self.idLength: Self.index(id, executionIDs, bits: 56, below: executionCount)
        case Self.v1IDLength: Self.index(id, v1IDs, bits: 41, below: v1Count).map { executionCount + $0 }
        default: nil
        }
    }

    private static func index(_ id: String, _ numbers: BitPermutation, bits: UInt64, below count: Int) -> Int? {
        guard let number = Identifier.number(short: id.utf8), number < 1 << bits else { return nil }
        let index = numbers.inverse(of: number)
        return index < UInt64(count) ? Int(index) : nil
    }

    /// The index of the entity with an id; nil where there is none.
    package func entityIndex(id: String) -> Int? {
        guard let high = Identifier.high(uuid: id.utf8) else { return nil }
        let index = entityIDs.inverse(of: high)
        guard index < UInt64(entityCount) else { return nil }
        let number = entityNumber(Int(index))
        return Identifier.uuid(high: number.high, low: number.low).utf8.elementsEqual(id.utf8) ? Int(index) : nil
    }

    /// The indices of the flow executions that an entity is a context of, the first started first.
    package func executions(ofEntity index: Int) -> [Int] {
        layout.executions(of: layout.entity(at: index))
    }

    /// The indices of the executions of V1 that an entity is a context of.
    package func v1Executions(ofEntity index: Int) -> [Int] {
        layout.v1Executions(of: layout.entity(at: index))
    }

    // MARK: Runs

    /// Fills a run with the execution of an index as it stands at an instant, which is `asOf` unless the organization
    /// lives on.
    ///
    /// How it stands at an instant continues how it stood at any before.
    func make(_ index: Int, at instant: Instant, _ execution: inout SampleExecution) {
        var simulator = begin(index, at: instant, &execution)
        simulator.play(&execution)
        execution.defect = defect(execution)
    }

    /// The instants at which an execution changes, in their order, from its start until nothing more happens by itself.
    func changes(of index: Int, _ execution: inout SampleExecution) -> [Instant] {
        var simulator = begin(index, at: CompanyCalendar.never, &execution)
        simulator.changes = []
        simulator.play(&execution)
        let instants = Set((simulator.changes ?? []) + [execution.start, execution.end])
        return instants.filter { $0 <= execution.end && $0 != CompanyCalendar.never }.sorted()
    }

    func start(of index: Int) -> Instant {
        var execution = SampleExecution()
        _ = begin(index, at: asOf, &execution)
        return execution.start
    }

    /// Fills in what is settled when an execution starts.
    private func begin(_ index: Int, at instant: Instant, _ execution: inout SampleExecution) -> Simulator {
        var random = SampleRandom(seed: seed, stream: .execution, index: index)
        execution.index = index
        execution.key = random.next()
        let day = arrivals.day(of: arrival(of: index), jitter: random.unit())
        execution.template = random.index(weighted: shares[CivilDate(days: day).month - 1])
        let isWorkingDay = calendar.isWorkingDay(day)
        let kind = random.unit()
        execution.trigger = kind < 0.42 && isWorkingDay ? .manual : kind < 0.85 ? .journey : .automatic
        let hours = execution.trigger == .manual ? 8 + 9 * random.unit() : 6.5 + 16 * random.unit()
        execution.start = calendar.midnight(day) + Milliseconds(Int64(hours * Double(Milliseconds.hour)))
        if !livesOn, execution.start >= asOf {
            let passed = Double(asOf - calendar.midnight(day)) * random.unit()
            execution.start = calendar.midnight(day) + Milliseconds(Int64(passed))
        }
        execution.owner = staff.pick(random.chance(0.6) ? .sales : .service, &random)
        execution.deputy = random.chance(0.2) ? staff.pick(.service, &random) : -1
        if execution.deputy == execution.owner { execution.deputy = -1 }
        execution.closer = -1
        execution.hasOwnName = random.chance(0.03)
        execution.isInPortal = random.chance(0.35)
        (execution.main, execution.contact) = layout.entities(of: index)
        execution.isBusiness = Customer(seed: seed, number: layout.customer(of: execution.main)).firm != nil
        execution.due = due(execution, &random)
        return Simulator(
            template: templates[execution.template], calendar: calendar, staff: staff, asOf: instant, random: random)
    }

    /// The flow at whose time an execution starts: those of V1 are of the first half.
    private func arrival(of index: Int) -> Int {
        isV1(index) ? (index - executionCount) * startedCount / (2 * v1Count) : index
    }

    private func due(_ execution: SampleExecution, _ random: inout SampleRandom) -> SampleDue {
        guard random.chance(0.85) else { return .none }
        let days = templates[execution.template].template.dueDays
        if random.chance(0.3) { return .day(calendar.day(of: execution.start) + days) }
        return .instant(execution.start + days * .day)
    }

    /// One run in 97 has something wrong with it, each kind in turn.
    private func defect(_ execution: SampleExecution) -> SampleExecution.Defect? {
        guard execution.index % 97 == 41 else { return nil }
        switch execution.index / 97 % 4 {
        case 0: return .germanDate
        case 1: return execution.status == .done ? .missingEnd : .deletedPhase
        case 2: return .emptyText
        default: return .deletedPhase
        }
    }
}

/// How records follow each other in a text.
package enum RecordLayout: Sendable {
    /// JSON Lines: one record a line.
    case lines
    /// A JSON array with one record a line.
    case array
}

extension SampleOrganization {
    /// Writes every flow execution, in the order in which they started, in pieces of about 256 KB.
    package func writeExecutions(
        as layout: RecordLayout = .lines, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        var execution = SampleExecution()
        try write(executionCount, as: layout, to: sink) { index, out in
            make(index, at: asOf, &execution)
            write(execution, to: &out)
        }
    }

    /// Writes every entity, each with the summary of its runs.
    package func writeEntities(
        as layout: RecordLayout = .lines, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        try write(entityCount, as: layout, to: sink) { index, out in
            writeEntity(index, runs: runs(ofEntity: index), to: &out)
        }
    }

    /// One execution as compact JSON; `index` is below `executionCount`, or that and `v1Count` together.
    package func execution(at index: Int) -> [UInt8] {
        executionRecord(at: index, isV1: isV1(index))
    }

    /// One execution as it would be if it were one of V1.
    package func executionAsV1(at index: Int) -> [UInt8] {
        executionRecord(at: index, isV1: true)
    }

    func record(of execution: SampleExecution, isV1: Bool) -> [UInt8] {
        var out = RecordBytes()
        if isV1 { writeV1(execution, to: &out) } else { write(execution, to: &out) }
        return out.bytes
    }

    private func executionRecord(at index: Int, isV1: Bool) -> [UInt8] {
        var execution = SampleExecution()
        make(index, at: asOf, &execution)
        return record(of: execution, isV1: isV1)
    }

    /// One entity as compact JSON; `index` is below `entityCount`.
    package func entity(at index: Int) -> [UInt8] {
        entityRecord(at: index, runs: runs(ofEntity: index))
    }

    /// One entity with the summary of some runs.
    func entityRecord(at index: Int, runs: [SampleExecution]) -> [UInt8] {
        var out = RecordBytes()
        writeEntity(index, runs: runs, to: &out)
        return out.bytes
    }

    private func runs(ofEntity index: Int) -> [SampleExecution] {
        (v1Executions(ofEntity: index) + executions(ofEntity: index)).map { index in
            var execution = SampleExecution()
            make(index, at: asOf, &execution)
            return execution
        }
    }

    private func write(
        _ count: Int, as layout: RecordLayout, to sink: (UnsafeRawBufferPointer) throws -> Void,
        _ record: (Int, inout RecordBytes) -> Void
    ) rethrows {
        var out = RecordBytes()
        if layout == .array { out.line("[") }
        for index in 0..<count {
            record(index, &out)
            out.line(layout == .array && index < count - 1 ? "," : "")
            if out.bytes.count >= 1 << 18 {
                try out.bytes.withUnsafeBytes(sink)
                out.removeAll()
            }
        }
        if layout == .array { out.line("]") }
        try out.bytes.withUnsafeBytes(sink)
    }
}

/// An organization as the files of a folder, written for people to read: a JSON array each, few lines a record, and the
/// people once more as a list.
///
/// `SandboxData` serves such a folder, and `executions.json` alone is a source of reports.
package enum SampleFiles {
    /// The organization that comes with the project: small enough to read, with everything that the reports show.
    package static let organization = SampleOrganization(seed: 2_026, executions: 200, asOf: 1_795_392_000_000)

    /// The names of the files and their contents.
    ///
    /// - Throws: `JSONError` never for an organization of this module; its records are JSON.
    package static func contents(
        of organization: SampleOrganization
    ) throws(JSONError) -> [(name: String, bytes: [UInt8])] {
        var executions: [JSONValue] = []
        for index in 0..<organization.executionCount {
            executions.append(try JSONValue(parsing: organization.execution(at: index)))
        }
        var entities: [JSONValue] = []
        for index in 0..<organization.entityCount {
            entities.append(try JSONValue(parsing: organization.entity(at: index)))
        }
        var users: [JSONValue] = []
        for index in 0..<organization.userCount { users.append(try JSONValue(parsing: organization.user(at: index))) }
        return [
            ("entities.json", text(of: entities)), ("executions.json", text(of: executions)),
            ("users.json", text(of: users)), ("people.csv", organization.peopleList),
        ]
    }

    private static func text(of records: [JSONValue]) -> [UInt8] {
        var text = ReadableText()
        text.write(.array(records))
        return text.bytes + Array("\n".utf8)
    }
}
