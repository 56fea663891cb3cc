package import FlowTime
import Synchronization

/// A made-up company that lives on: as its clock is turned, runs start, advance, are reassigned, reopened, closed and
/// deleted, and entities become part of others.
///
/// All of it follows from the seed: in how many steps the clock comes to an instant makes no difference to how things stand
/// then, nor to what has happened on the way.
package final class LivingOrganization: Sendable {
    private struct State {
        var moment: LivingMoment
        /// What a request is answered from, until the clock is turned.
        var served: SandboxMoment
        /// The executions that have started, in the order in which they did, and how many of `order` those are.
        var startedCount = 0
        /// The instants at which each of them changes by itself, the last of which is its end.
        var lives: [Int: [Instant]] = [:]
        var events: [LivingEvent] = []
        /// From where on the clock runs by itself: an instant, and how long the server had run then.
        var anchor: (instant: Instant, elapsed: Duration)
    }

    /// How far ahead it lives.
    private static let daysAhead = 800
    /// The most executions that it may begin with.
    package static let executionLimit = 50_000

    private let organization: SampleOrganization
    /// The indices of all executions in the order in which they start.
    private let order: [Int]
    /// How often things happen from outside, next to an organization that began with a thousand executions.
    private let scale: Double
    /// Milliseconds of its time in one of the server's.
    private let speed: Double
    private let end: Instant
    private let state: Mutex<State>

    /// A company that has so many executions at `asOf`, from where its clock is turned on by hand, or runs `speed` times as
    /// fast as the server's; 0 for a clock that stands.
    ///
    /// - Throws: `SandboxError.outOfRange` for numbers that no company can be made of.
    package init(seed: UInt64, executions: Int, asOf: Instant, hasV1: Bool = true, speed: Double = 0)
        throws(SandboxError)
    {
        try SandboxNumber.executions.check(executions, in: 0...Self.executionLimit)
        try SampleOrganization.check(executions: executions, asOf: asOf)
        try SandboxNumber.speed.check(
            speed, in: 0...100 * Double(Milliseconds.day.count) / 1_000, "0 to 100 days a second")
        organization = SampleOrganization(
            seed: seed, executions: executions, asOf: asOf, daysAhead: Self.daysAhead, tasksPerExecution: nil,
            detail: .full, hasV1: hasV1)
        let moment = LivingMoment(organization)
        order = moment.starts.indices.sorted { (moment.starts[$0], $0) < (moment.starts[$1], $1) }
        scale = max(Double(executions) / 1_000, 0.2)
        self.speed = speed
        end = asOf + Self.daysAhead * .day
        var first = State(moment: moment, served: SandboxMoment(SandboxData(moment)), anchor: (asOf, .zero))
        Self.start(organization, order, until: asOf, &first)
        state = Mutex(first)
    }

    /// What it is served from before the first request.
    var data: SandboxData { state.withLock { $0.served.data } }

    package var now: Instant { state.withLock { $0.moment.now } }

    /// How things stand now, the server having run for a while.
    func moment(after elapsed: Duration) -> SandboxMoment {
        state.withLock { state in
            let passed = elapsed - state.anchor.elapsed
            let target = state.anchor.instant + Milliseconds(Int64(passed / .milliseconds(1) * speed))
            if speed > 0 { turn(to: min(target, end), &state) }
            return state.served
        }
    }

    /// Turns the clock on to an instant, from which it runs on if it runs by itself.
    ///
    /// - Throws: 400 for an instant that has passed, or that lies further ahead than it lives.
    func turn(to instant: Instant, after elapsed: Duration) throws(Refusal) {
        let isDone = state.withLock { state in
            guard instant >= state.moment.now, instant <= end else { return false }
            turn(to: instant, &state)
            state.anchor = (instant, elapsed)
            return true
        }
        guard isDone else { throw .invalid("The clock goes from \(now.text) to \(end.text), and only forward") }
    }

    /// What has happened after an instant, the first thing first, as JSON objects of a list.
    func writeEvents(after instant: Instant, to out: inout RecordBytes) {
        let events = state.withLock { $0.events }
        for event in events where event.at > instant { event.write(organization, to: &out) }
    }

    // MARK: The clock

    private func turn(to target: Instant, _ state: inout State) {
        let from = state.moment.now
        guard target > from else { return }
        var events: [LivingEvent] = []
        for day in InstantText.split(from).days...InstantText.split(target).days {
            for incident in Incident.all(onDay: day, seed: organization.seed, scale: scale)
            where incident.at > from && incident.at <= target {
                state.moment.now = incident.at
                Self.start(organization, order, until: incident.at, &state)
                events += perform(incident, &state)
            }
        }
        state.moment.now = target
        Self.start(organization, order, until: target, &state)
        events += happened(from, target, state)
        state.events += events.sorted(by: LivingEvent.precedes)
        state.moment.findEntities()
        state.served = SandboxMoment(SandboxData(state.moment))
    }

    private static func start(
        _ organization: SampleOrganization, _ order: [Int], until instant: Instant, _ state: inout State
    ) {
        var execution = SampleExecution()
        while state.startedCount < order.count, state.moment.starts[order[state.startedCount]] <= instant {
            let index = order[state.startedCount]
            state.lives[index] = organization.changes(of: index, &execution)
            state.startedCount += 1
        }
    }

    /// What happened to the executions by themselves after an instant, until another.
    private func happened(_ from: Instant, _ until: Instant, _ state: State) -> [LivingEvent] {
        var events: [LivingEvent] = []
        let period = (from + 1)...until
        for index in order[..<state.startedCount] {
            let story = state.moment.stories[index]
            let reopenings = story?.reopenings ?? []
            guard let life = state.lives[index], let end = life.last, end > from || !reopenings.isEmpty else {
                continue
            }
            let deleted = story?.deleted ?? CompanyCalendar.never
            let main = organization.layout.index(of: organization.layout.entities(of: index).main)
            func add(_ kind: LivingEvent.Kind, _ instant: Instant) {
                guard period.contains(instant), instant < deleted else { return }
                events.append(
                    LivingEvent(
                        at: instant, kind: kind, execution: index,
                        entity: state.moment.successor(of: main, at: instant)))
            }
            if period.overlaps(life[0]...end) {
                let ended = endKind(of: index)
                for instant in life { add(instant == life[0] ? .started : instant == end ? ended : .advanced, instant) }
            }
            for reopening in reopenings where period.contains(reopening.until) {
                add(endKind(of: index), reopening.until)
            }
        }
        return events
    }

    private func endKind(of index: Int) -> LivingEvent.Kind {
        var execution = SampleExecution()
        organization.make(index, at: CompanyCalendar.never, &execution)
        return execution.status == .closed ? .closed : .done
    }

    // MARK: Incidents

    /// Lets an incident happen to whomever it hits at its time; to nobody, where there is nobody.
    private func perform(_ incident: Incident, _ state: inout State) -> [LivingEvent] {
        var random = incident.random
        switch incident.kind {
        case .reassigned: return reassign(at: incident.at, isSetBack: false, &random, &state)
        case .setBack: return reassign(at: incident.at, isSetBack: true, &random, &state)
        case .reopened: return reopen(at: incident.at, &random, &state)
        case .deleted:
            guard let index = pick(&random, state, { _, _ in true }) else { return [] }
            return [delete(index, at: incident.at, &state)]
        case .merged: return merge(at: incident.at, &random, &state)
        case .entityDeleted:
            guard let entity = pickEntity(&random, state, { !organization.layout.isContact($0) }) else { return [] }
            state.moment.deletedEntities.insert(entity)
            let all = state.moment.allExecutions(ofEntity: entity)
            let events = all.filter(state.moment.exists).map { delete($0, at: incident.at, &state) }
            // What would have started later never does.
            for index in all where state.moment.starts[index] > incident.at {
                state.moment.stories[index, default: RunStory()].deleted = .distantPast
            }
            return events + [LivingEvent(at: incident.at, kind: .entityDeleted, entity: entity)]
        }
    }

    /// One of the executions that exist, and of which something holds, given their story and end.
    private func pick(
        _ random: inout SampleRandom, _ state: State, _ condition: (RunStory, Instant) -> Bool
    ) -> Int? {
        let candidates = order[..<state.startedCount].filter { index in
            guard state.moment.exists(index), let end = state.lives[index]?.last else { return false }
            return condition(state.moment.stories[index] ?? RunStory(), end)
        }
        return candidates.isEmpty ? nil : candidates[random.below(candidates.count)]
    }

    /// One of the entities with executions of which something holds.
    private func pickEntity(
        _ random: inout SampleRandom, _ state: State, _ condition: (EntityLayout.Entity) -> Bool
    ) -> Int? {
        guard organization.entityCount > 0 else { return nil }
        for _ in 0..<40 {
            let entity = random.below(organization.entityCount)
            if state.moment.isThere(entity), condition(organization.layout.entity(at: entity)),
                !state.moment.executions(ofEntity: entity).isEmpty
            {
                return entity
            }
        }
        return nil
    }

    private func event(_ kind: LivingEvent.Kind, _ index: Int, at instant: Instant, _ state: State) -> LivingEvent {
        let main = organization.layout.index(of: organization.layout.entities(of: index).main)
        return LivingEvent(
            at: instant, kind: kind, execution: index, entity: state.moment.successor(of: main, at: instant))
    }

    private func reassign(
        at instant: Instant, isSetBack: Bool, _ random: inout SampleRandom, _ state: inout State
    ) -> [LivingEvent] {
        guard let index = pick(&random, state, { $0.isOpen(at: instant, end: $1) }) else { return [] }
        let execution = state.moment.execution(index)
        let template = organization.templates[execution.template]
        let task = execution.tasks.firstIndex(where: \.isCurrent)
        let team = task.map { template.tasks[$0].plan.team } ?? .service
        var person = organization.staff.pick(team, &random)
        while person == execution.owner { person = organization.staff.pick(.service, &random) }
        state.moment.stories[index, default: RunStory()].add(
            isSetBack ? .setBack(to: person, task: task) : .reassigned(to: person, task: task), at: instant)
        return [event(isSetBack ? .setBack : .reassigned, index, at: instant, state)]
    }

    /// Reopens what ended in the last two months, for some working days or for good.
    private func reopen(at instant: Instant, _ random: inout SampleRandom, _ state: inout State) -> [LivingEvent] {
        let index = pick(&random, state) { story, end in
            !story.isOpen(at: instant, end: end) && end > instant - 60 * .day
                && !(story.reopenings.contains { $0.until == CompanyCalendar.never })
        }
        guard let index else { return [] }
        let hours = 4 + 60 * random.unit()
        let until =
            random.chance(0.2) ? CompanyCalendar.never : organization.calendar.advance(instant, hours: hours)
        state.moment.stories[index, default: RunStory()].add(.reopened(until: until), at: instant)
        return [event(.reopened, index, at: instant, state)]
    }

    private func delete(_ index: Int, at instant: Instant, _ state: inout State) -> LivingEvent {
        state.moment.stories[index, default: RunStory()].deleted = instant
        return event(.deleted, index, at: instant, state)
    }

    /// An entity becomes part of another of its kind, and its runs move there.
    private func merge(at instant: Instant, _ random: inout SampleRandom, _ state: inout State) -> [LivingEvent] {
        guard let entity = pickEntity(&random, state, { _ in true }) else { return [] }
        let schema = organization.schema(of: organization.layout.entity(at: entity))
        let other = pickEntity(&random, state) { other in
            organization.schema(of: other) == schema && organization.layout.index(of: other) != entity
        }
        guard let other else { return [] }
        let moved = state.moment.executions(ofEntity: entity)
        state.moment.mergers[entity] = (other, instant)
        state.moment.absorbed[other, default: []].append(entity)
        for index in moved { state.moment.stories[index, default: RunStory()].add(.moved, at: instant) }
        let merged = LivingEvent(at: instant, kind: .merged, entity: entity, into: other)
        return moved.map { LivingEvent(at: instant, kind: .moved, execution: $0, entity: other) } + [merged]
    }
}
