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
    package let executionCount: Int
    package var entityCount: Int { layout.entities }

    let detail: Detail
    let templates: [PreparedTemplate]
    let staff = Staff()
    let people: [[UInt8]]
    let calendar: CompanyCalendar
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
        let year = CivilDate(days: InstantText.split(asOf).days).year
        calendar = CompanyCalendar(years: year - 5...year + 5)
        let lastDay = calendar.day(of: asOf)
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
    func make(_ index: Int, _ execution: inout SampleExecution) {
        var random = SampleRandom(seed: seed, stream: .execution, index: index)
        execution.index = index
        execution.key = random.next()
        let day = arrivals.day(of: index, jitter: random.unit())
        execution.template = random.index(weighted: shares[CivilDate(days: day).month - 1])
        let isWorkingDay = calendar.isWorkingDay(day)
        let kind = random.unit()
        execution.trigger = kind < 0.42 && isWorkingDay ? .manual : kind < 0.85 ? .journey : .automatic
        let hours = execution.trigger == .manual ? 8 + 9 * random.unit() : 6.5 + 16 * random.unit()
        execution.start = calendar.midnight(day) + Milliseconds(Int64(hours * Double(Milliseconds.hour)))
        if execution.start >= asOf {
            let passed = Double(asOf - calendar.midnight(day)) * random.unit()
            execution.start = calendar.midnight(day) + Milliseconds(Int64(passed))
        }
        execution.owner = staff.pick(random.chance(0.6) ? .sales : .service, &random)
        execution.deputy = random.chance(0.2) ? staff.pick(.service, &random) : -1
        if execution.deputy == execution.owner { execution.deputy = -1 }
        execution.closer = -1
        execution.hasOwnName = random.chance(0.03)
        execution.isInPortal = random.chance(0.35)
        execution.isBusiness =
            Customer(seed: seed, number: layout.customer(of: layout.entities(of: index).main)).firm != nil
        execution.due = due(execution, &random)
        var simulator = Simulator(
            template: templates[execution.template], calendar: calendar, staff: staff, asOf: asOf, random: random)
        simulator.play(&execution)
        execution.defect = defect(execution)
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
    /// Writes every execution, in the order in which they started, in pieces of about 256 KB.
    package func writeExecutions(
        as layout: RecordLayout = .lines, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        var execution = SampleExecution()
        try write(executionCount, as: layout, to: sink) { index, out in
            make(index, &execution)
            write(execution, to: &out)
        }
    }

    /// Writes every entity, each with the summary of its runs.
    package func writeEntities(
        as layout: RecordLayout = .lines, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        try write(entityCount, as: layout, to: sink) { index, out in writeEntity(index, to: &out) }
    }

    /// One execution as compact JSON; `index` is below `executionCount`.
    package func execution(at index: Int) -> [UInt8] {
        var execution = SampleExecution()
        make(index, &execution)
        var out = RecordBytes()
        write(execution, to: &out)
        return out.bytes
    }

    /// One entity as compact JSON; `index` is below `entityCount`.
    package func entity(at index: Int) -> [UInt8] {
        var out = RecordBytes()
        writeEntity(index, to: &out)
        return out.bytes
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

/// An organization as the files of a folder, written for people to read: a JSON array each, few lines a record.
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
        return [("entities.json", text(of: entities)), ("executions.json", text(of: executions))]
    }

    private static func text(of records: [JSONValue]) -> [UInt8] {
        var text = ReadableText()
        text.write(.array(records))
        return text.bytes + Array("\n".utf8)
    }
}
