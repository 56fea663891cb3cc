import FlowModel
import FlowTables
import FlowTime

/// An execution with all that tables need to look at it: its facts, the report's context and one worker's interner.
struct RecordView: ~Copyable {
    var execution = FlowExecution()
    var facts = ExecutionFacts()
    /// How many executions it has shown, this one included.
    private(set) var number = 0
    /// The execution's JSON as the API gave it, where tables ask for documents; else empty.
    var document = UnsafeRawBufferPointer(start: nil, count: 0)
    let interner: Interner
    let people: ShownPeople
    let context: MetricContext

    init(context: MetricContext, interner: Interner = Interner()) {
        self.context = context
        self.interner = interner
        people = ShownPeople(context.directory, interner)
    }

    /// Works out the facts of the execution that was just decoded.
    mutating func updateFacts(demand: FactDemand) {
        number += 1
        facts.update(execution, context, demand: demand)
    }
}

extension RecordView {
    func string(_ text: RecordText) -> String? {
        execution.string(text)
    }

    func text(_ text: RecordText) -> Cell {
        .text(orMissing: execution.string(text))
    }

    /// Names joined by commas; empty where there are none.
    func list(_ list: FlowExecution.TextList) -> Cell {
        list.count == 0 ? .missing : .text(execution.strings(list).joined(separator: ReportColumn.listSeparator))
    }

    /// A person as the report shows people.
    func cell(_ id: RecordText, as role: Directory.Role) -> Cell {
        .text(orMissing: interner.string(people.symbol(id, of: execution, as: role)))
    }

    /// People likewise, joined by commas; empty where there is nobody.
    func cell(_ list: FlowExecution.TextList, as role: Directory.Role) -> Cell {
        guard list.count > 0 else { return .missing }
        var names: [String] = []
        shown(list, as: role) { symbol in if let name = interner.string(symbol) { names.append(name) } }
        return .text(names.joined(separator: ReportColumn.listSeparator))
    }

    /// An instant that the report's clock has reached.
    func seen(_ instant: Instant?) -> Instant? {
        instant.flatMap { $0 <= context.asOf ? $0 : nil }
    }

    /// A closing reason by its title without white space around it, where that is empty by its id; nil without either.
    func symbol(of reason: FlowExecution.Reason) -> Symbol? {
        let title = Self.trimmed(execution.utf8(reason.title))
        if !title.isEmpty { return interner.symbol(UnsafeBufferPointer(rebasing: title)) }
        return reason.id.isMissing || reason.id.isEmpty ? nil : interner.symbol(reason.id, of: execution)
    }

    /// Whether a closing reason was selected.
    var hasReason: Bool { execution.selectedReasons.contains { symbol(of: $0) != nil } }

    /// The bytes without Unicode white space at both ends.
    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>> {
        guard let first = bytes.first, let last = bytes.last else { return bytes[...] }
        func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
        if isPlain(first), isPlain(last) { return bytes[...] }
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        let leading = scalars.prefix { $0.properties.isWhitespace }.reduce(0) { $0 + UTF8.width($1) }
        guard leading < bytes.count else { return bytes[bytes.endIndex...] }
        let trailing = scalars.reversed().prefix { $0.properties.isWhitespace }.reduce(0) { $0 + UTF8.width($1) }
        return bytes[leading..<(bytes.count - trailing)]
    }
}
