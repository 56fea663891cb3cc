public import FlowTime

/// A phase of an execution: a named group of its tasks.
public struct FlowPhase {
    public var id = RecordText.missing
    public var templateID = RecordText.missing
    public var name = RecordText.missing
    public var status = RecordText.missing
    public var state = State.missing
    public var updatedAt = Timestamp.missing
    public var dueDate = Timestamp.missing
    public var startedAt = Timestamp.missing
    public var inProgressAt = Timestamp.missing
    public var completedAt = Timestamp.missing
    public var assignees = FlowExecution.TextList.empty
    public var taxonomies = FlowExecution.TextList.empty
    /// `loop_config.crt_iterations`; -1 where none is given.
    public var loopIterations = -1

    public enum State: UInt8, Sendable {
        /// A phase may go without a status; only an unknown one is a defect.
        case missing
        case unknown, open, completed
    }

    @inlinable
    public init() {}

    /// Visits what is stored; see `FlowExecution.layoutVersion`.
    @inlinable
    mutating func visit(_ visitor: inout some FieldVisitor & ~Copyable) {
        visitor.text(&id)
        visitor.shared(&templateID)
        visitor.shared(&name)
        visitor.shared(&status)
        visitor.time(&updatedAt)
        visitor.time(&dueDate)
        visitor.time(&startedAt)
        visitor.time(&inProgressAt)
        visitor.time(&completedAt)
        visitor.list(&assignees)
        visitor.list(&taxonomies)
        visitor.number(&loopIterations)
    }
}

extension FlowPhase.State {
    public init(status: UnsafeBufferPointer<UInt8>) {
        switch StatusWord(status) {
        case "COMPLETED": self = .completed
        case "OPEN", "IN_PROGRESS": self = .open
        default: self = .unknown
        }
    }
}

extension FlowExecution.Lifecycle {
    public init(status: UnsafeBufferPointer<UInt8>) {
        switch StatusWord(status) {
        case "STARTED": self = .started
        case "DONE": self = .done
        case "CLOSED": self = .closed
        default: self = .unknown
        }
    }
}

/// The bytes of a status, to match against words without making a `String`.
struct StatusWord {
    private let bytes: UnsafeBufferPointer<UInt8>

    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    @inline(__always)
    static func ~= (word: StaticString, status: StatusWord) -> Bool {
        guard word.utf8CodeUnitCount == status.bytes.count else { return false }
        for index in 0..<status.bytes.count where word.utf8Start[index] != status.bytes[index] { return false }
        return true
    }
}
