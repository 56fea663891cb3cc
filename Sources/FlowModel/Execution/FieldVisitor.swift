public import FlowTime

/// Goes over the fields of an execution, each in its turn, to write or to fill them.
///
/// What stores executions in a form of its own visits them, so that a field is named once, beside its property. The order is
/// the stored form: `FlowExecution.layoutVersion` rises with each change of it, of a `visit` or of what a field may hold.
public protocol FieldVisitor: ~Copyable {
    mutating func text(_ text: inout RecordText)
    /// A text that many executions have: a name or id of their template, a status, a user.
    mutating func shared(_ text: inout RecordText)
    mutating func time(_ time: inout Timestamp)
    mutating func list(_ list: inout FlowExecution.TextList)
    mutating func number(_ number: inout Int)
    mutating func flag(_ flag: inout Bool)
    /// Visits each element of an array; one that is filled has as many copies of `blank` first as it is to have elements.
    mutating func elements<Element>(
        _ elements: inout [Element], of blank: Element, _ visit: (inout Self, inout Element) -> Void)
}

/// Where the texts of an execution stand.
public struct TextBytes {
    @usableFromInline let record: UnsafePointer<UInt8>
    @usableFromInline let arena: UnsafePointer<UInt8>

    @inlinable
    init(record: UnsafePointer<UInt8>, arena: UnsafePointer<UInt8>) {
        self.record = record
        self.arena = arena
    }

    /// The bytes of a text; empty where it is missing.
    @inlinable
    public func utf8(_ text: RecordText) -> UnsafeBufferPointer<UInt8> {
        guard !text.isMissing else { return UnsafeBufferPointer(start: nil, count: 0) }
        let start =
            text.start & RecordText.arenaBit == 0
            ? record + Int(text.start) : arena + Int(text.start & ~RecordText.arenaBit)
        return UnsafeBufferPointer(start: start, count: Int(text.count))
    }
}
