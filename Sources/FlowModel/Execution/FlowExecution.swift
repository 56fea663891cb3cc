package import FlowTime

/// One run of a flow with its phases and tasks, as the API describes it.
///
/// A record is decoded into the same value again and again: its texts are places in bytes that the caller owns, valid until
/// the next decoding. Keep `String`s, not records.
package struct FlowExecution: ~Copyable {
    /// Which form of the API the record has.
    package var api = APIVersion.v2
    package var id = RecordText.missing
    package var organizationID = RecordText.missing
    package var templateID = RecordText.missing
    package var name = RecordText.missing
    /// As the data says it; `lifecycle` is what it means.
    package var status = RecordText.missing
    package var lifecycle = Lifecycle.unknown
    /// `trigger.type`.
    package var trigger = RecordText.missing
    package var createdAt = Timestamp.missing
    package var updatedAt = Timestamp.missing
    package var dueDate = Timestamp.missing
    package var startedAt = Timestamp.missing
    package var completedAt = Timestamp.missing
    package var closedAt = Timestamp.missing
    package var startedBy = RecordText.missing
    package var closedBy = RecordText.missing
    package var contexts: [Context] = []
    package var assignees = TextList.empty
    package var taxonomies = TextList.empty
    /// Where the run stands, in the data's order.
    package var currentTasks: [CurrentTask] = []
    package var selectedReasons: [Reason] = []
    package var configuredReasons: [Reason] = []
    package var phases: [FlowPhase] = []
    package var tasks: [FlowTask] = []
    /// Elements of `phases` that are no objects.
    package var malformedPhases = 0
    /// Elements of `tasks` that are no objects.
    package var malformedTasks = 0

    /// The texts of all `TextList`s.
    package var listTexts: [RecordText] = []
    package let arena = TextArena()
    /// The bytes that texts point into.
    package var bytes: UnsafePointer<UInt8>

    /// What a status means for the life of an execution; an unknown one counts as started.
    package enum Lifecycle: UInt8, Sendable {
        case unknown, started, done, closed

        package var isTerminal: Bool { self == .done || self == .closed }
    }

    package struct Context {
        package var entityID = RecordText.missing
        package var entitySchema = RecordText.missing
        /// The entity's title; only the first API's contexts carry one.
        package var title = RecordText.missing
        package var isPrimary = false

        package init() {}
    }

    /// A task that the run stands at, by its id.
    package struct CurrentTask {
        package var id = RecordText.missing
        /// When it became current; missing in the first API.
        package var since = Timestamp.missing

        package init() {}
    }

    package struct Reason {
        package var id = RecordText.missing
        package var title = RecordText.missing

        package init() {}
    }

    /// A run of `listTexts`: the distinct, non-empty names of a field that lists people or taxonomies.
    package struct TextList: Hashable, Sendable {
        package let start: UInt32
        package let count: UInt32

        package init(start: UInt32, count: UInt32) {
            self.start = start
            self.count = count
        }

        package static let empty = TextList(start: 0, count: 0)
    }

    /// An empty record.
    package init() {
        bytes = UnsafePointer(arena.base)
    }

    /// Empties the record for another decoding and keeps its memory.
    package mutating func reset(bytes: UnsafePointer<UInt8>) {
        self.bytes = bytes
        arena.clear()
        api = .v2
        id = .missing
        organizationID = .missing
        templateID = .missing
        name = .missing
        status = .missing
        lifecycle = .unknown
        trigger = .missing
        createdAt = .missing
        updatedAt = .missing
        dueDate = .missing
        startedAt = .missing
        completedAt = .missing
        closedAt = .missing
        startedBy = .missing
        closedBy = .missing
        assignees = .empty
        taxonomies = .empty
        malformedPhases = 0
        malformedTasks = 0
        contexts.removeAll(keepingCapacity: true)
        currentTasks.removeAll(keepingCapacity: true)
        selectedReasons.removeAll(keepingCapacity: true)
        configuredReasons.removeAll(keepingCapacity: true)
        phases.removeAll(keepingCapacity: true)
        tasks.removeAll(keepingCapacity: true)
        listTexts.removeAll(keepingCapacity: true)
    }
}

extension FlowExecution {
    /// The bytes of a text; empty where it is missing.
    @inlinable
    package func utf8(_ text: RecordText) -> UnsafeBufferPointer<UInt8> { textBytes.utf8(text) }

    /// Where the texts stand, until another one is added.
    @inlinable
    package var textBytes: TextBytes { TextBytes(record: bytes, arena: UnsafePointer(arena.base)) }

    package func string(_ text: RecordText) -> String? {
        text.isMissing ? nil : String(decoding: utf8(text), as: UTF8.self)
    }

    /// Whether two texts are the same Unicode scalars; two missing ones are not.
    @inlinable
    package func equal(_ left: RecordText, _ right: RecordText) -> Bool {
        guard !left.isMissing, !right.isMissing, left.count == right.count else { return false }
        return utf8(left).elementsEqual(utf8(right))
    }

    package func texts(_ list: TextList) -> ArraySlice<RecordText> {
        listTexts[Int(list.start)..<Int(list.start + list.count)]
    }

    package func strings(_ list: TextList) -> [String] {
        texts(list).map { String(decoding: utf8($0), as: UTF8.self) }
    }

    /// The entity the run belongs to: the first primary context, else the first.
    package var entity: Context? {
        contexts.first(where: \.isPrimary) ?? contexts.first
    }

    /// The phase a task belongs to, as an index: the one with that id, else the one with that template id.
    package func phaseIndex(of task: FlowTask) -> Int? {
        guard !task.phaseID.isMissing else { return nil }
        return phases.firstIndex { equal($0.id, task.phaseID) }
            ?? phases.firstIndex { equal($0.templateID, task.phaseID) }
    }
}

// MARK: What is stored

extension FlowExecution {
    /// The version of what the `visit` functions go over; see `FieldVisitor`.
    package static let layoutVersion = 3

    /// Visits everything but tasks and phases, and what is worked out from other fields.
    @inlinable
    package mutating func visit(_ visitor: inout some FieldVisitor & ~Copyable) {
        var isFirstAPI = api == .v1
        visitor.flag(&isFirstAPI)
        api = isFirstAPI ? .v1 : .v2
        visitor.text(&id)
        visitor.shared(&organizationID)
        visitor.shared(&templateID)
        visitor.text(&name)
        visitor.shared(&status)
        visitor.shared(&trigger)
        visitor.time(&createdAt)
        visitor.time(&updatedAt)
        visitor.time(&dueDate)
        visitor.time(&startedAt)
        visitor.time(&completedAt)
        visitor.time(&closedAt)
        visitor.shared(&startedBy)
        visitor.shared(&closedBy)
        visitor.elements(&contexts, of: Context()) { visitor, context in
            visitor.text(&context.entityID)
            visitor.shared(&context.entitySchema)
            visitor.text(&context.title)
            visitor.flag(&context.isPrimary)
        }
        visitor.elements(&listTexts, of: .missing) { $0.shared(&$1) }
        visitor.list(&assignees)
        visitor.list(&taxonomies)
        visitor.elements(&currentTasks, of: CurrentTask()) { visitor, task in
            visitor.text(&task.id)
            visitor.time(&task.since)
        }
        Self.visit(&selectedReasons, by: &visitor)
        Self.visit(&configuredReasons, by: &visitor)
        visitor.number(&malformedPhases)
        visitor.number(&malformedTasks)
    }

    @inlinable
    static func visit(_ reasons: inout [Reason], by visitor: inout some FieldVisitor & ~Copyable) {
        visitor.elements(&reasons, of: Reason()) { visitor, reason in
            visitor.shared(&reason.id)
            visitor.shared(&reason.title)
        }
    }

    @inlinable
    package mutating func visitTasks(_ visitor: inout some FieldVisitor & ~Copyable) {
        visitor.elements(&tasks, of: FlowTask()) { visitor, task in task.visit(&visitor) }
    }

    @inlinable
    package mutating func visitPhases(_ visitor: inout some FieldVisitor & ~Copyable) {
        visitor.elements(&phases, of: FlowPhase()) { visitor, phase in phase.visit(&visitor) }
    }
}
