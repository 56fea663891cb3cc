public import FlowTime

/// One run of a flow with its phases and tasks, as the API describes it.
///
/// A record is decoded into the same value again and again: its texts are places in bytes that the caller owns, valid until
/// the next decoding. Keep `String`s, not records.
public struct FlowExecution: ~Copyable {
    /// Which form of the API the record has.
    public var api = APIVersion.v2
    public var id = RecordText.missing
    public var organizationID = RecordText.missing
    public var templateID = RecordText.missing
    public var name = RecordText.missing
    /// As the data says it; `lifecycle` is what it means.
    public var status = RecordText.missing
    public var lifecycle = Lifecycle.unknown
    /// `trigger.type`.
    public var trigger = RecordText.missing
    public var createdAt = Timestamp.missing
    public var updatedAt = Timestamp.missing
    public var dueDate = Timestamp.missing
    public var startedAt = Timestamp.missing
    public var completedAt = Timestamp.missing
    public var closedAt = Timestamp.missing
    public var startedBy = RecordText.missing
    public var closedBy = RecordText.missing
    public var contexts: [Context] = []
    public var assignees = TextList.empty
    public var taxonomies = TextList.empty
    /// Where the run stands, in the data's order.
    public var currentTasks: [CurrentTask] = []
    public var selectedReasons: [Reason] = []
    public var configuredReasons: [Reason] = []
    public var phases: [FlowPhase] = []
    public var tasks: [FlowTask] = []
    /// Elements of `phases` that are no objects.
    public var malformedPhases = 0
    /// Elements of `tasks` that are no objects.
    public var malformedTasks = 0

    /// The texts of all `TextList`s.
    public var listTexts: [RecordText] = []
    public let arena = TextArena()
    /// The bytes that texts point into.
    public var bytes: UnsafePointer<UInt8>

    /// What a status means for the life of an execution; an unknown one counts as started.
    public enum Lifecycle: UInt8, Sendable {
        case unknown, started, done, closed

        public var isTerminal: Bool { self == .done || self == .closed }
    }

    public struct Context {
        public var entityID = RecordText.missing
        public var entitySchema = RecordText.missing
        /// The entity's title; only the first API's contexts carry one.
        public var title = RecordText.missing
        public var isPrimary = false

        public init() {}
    }

    /// A task that the run stands at, by its id.
    public struct CurrentTask {
        public var id = RecordText.missing
        /// When it became current; missing in the first API.
        public var since = Timestamp.missing

        public init() {}
    }

    public struct Reason {
        public var id = RecordText.missing
        public var title = RecordText.missing

        public init() {}
    }

    /// A run of `listTexts`: the distinct, non-empty names of a field that lists people or taxonomies.
    public struct TextList: Hashable, Sendable {
        public let start: UInt32
        public let count: UInt32

        public init(start: UInt32, count: UInt32) {
            self.start = start
            self.count = count
        }

        public static let empty = TextList(start: 0, count: 0)
    }

    /// An empty record.
    public init() {
        bytes = UnsafePointer(arena.base)
    }

    /// Empties the record for another decoding and keeps its memory.
    public mutating func reset(bytes: UnsafePointer<UInt8>) {
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
    public func utf8(_ text: RecordText) -> UnsafeBufferPointer<UInt8> { textBytes.utf8(text) }

    /// Where the texts stand, until another one is added.
    @inlinable
    public var textBytes: TextBytes { TextBytes(record: bytes, arena: UnsafePointer(arena.base)) }

    public func string(_ text: RecordText) -> String? {
        text.isMissing ? nil : String(decoding: utf8(text), as: UTF8.self)
    }

    /// Whether two texts are the same Unicode scalars; two missing ones are not.
    @inlinable
    public func equal(_ left: RecordText, _ right: RecordText) -> Bool {
        guard !left.isMissing, !right.isMissing, left.count == right.count else { return false }
        return utf8(left).elementsEqual(utf8(right))
    }

    public func texts(_ list: TextList) -> ArraySlice<RecordText> {
        listTexts[Int(list.start)..<Int(list.start + list.count)]
    }

    public func strings(_ list: TextList) -> [String] {
        texts(list).map { String(decoding: utf8($0), as: UTF8.self) }
    }

    /// The entity the run belongs to: the first primary context, else the first.
    public var entity: Context? {
        contexts.first(where: \.isPrimary) ?? contexts.first
    }

    /// The phase a task belongs to, as an index: the one with that id, else the one with that template id.
    public func phaseIndex(of task: FlowTask) -> Int? {
        guard !task.phaseID.isMissing else { return nil }
        return phases.firstIndex { equal($0.id, task.phaseID) }
            ?? phases.firstIndex { equal($0.templateID, task.phaseID) }
    }
}

// MARK: What is stored

extension FlowExecution {
    /// The version of what the `visit` functions go over; see `FieldVisitor`.
    public static let layoutVersion = 3

    /// Visits everything but tasks and phases, and what is worked out from other fields.
    @inlinable
    public mutating func visit(_ visitor: inout some FieldVisitor & ~Copyable) {
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
    public mutating func visitTasks(_ visitor: inout some FieldVisitor & ~Copyable) {
        visitor.elements(&tasks, of: FlowTask()) { visitor, task in task.visit(&visitor) }
    }

    @inlinable
    public mutating func visitPhases(_ visitor: inout some FieldVisitor & ~Copyable) {
        visitor.elements(&phases, of: FlowPhase()) { visitor, phase in phase.visit(&visitor) }
    }
}
