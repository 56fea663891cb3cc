import FlowModel
import FlowTables

/// Columns that several lists have in common.
enum SharedColumns {
    static let executionID = ReportColumn(
        "execution_id", .string, title: "Run id", note: "The id of the run.", emphasis: .link(idColumn: "execution_id"))
    static let execution = ReportColumn("execution", .string, title: "Run", note: "The run's own name.")
    static let entityID = ReportColumn(
        "entity_id", .string, title: "Entity id",
        note: "The entity the run belongs to: the primary one, else the first.")
    static let assignees = ReportColumn("assignees", .string, title: "Assignees", note: "Who is assigned.")
    static let dueAt = ReportColumn("due_at", .instant, title: "Due", note: "When it is due.")
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
        list.count == 0 ? .missing : .text(execution.strings(list).joined(separator: ", "))
    }

    /// A closing reason by its title without white space around it, where that is empty by its id; nil without either.
    func symbol(of reason: FlowExecution.Reason) -> Symbol? {
        let title = Self.trimmed(execution.utf8(reason.title))
        if !title.isEmpty { return symbols.symbol(UnsafeBufferPointer(rebasing: title)) }
        return reason.id.isMissing || reason.id.isEmpty ? nil : symbols.symbol(reason.id, of: execution)
    }

    /// The selected closing reasons, each once.
    func selectedReasons() -> Cell {
        var names: [Symbol] = []
        for reason in execution.selectedReasons {
            if let symbol = symbol(of: reason), !names.contains(symbol) { names.append(symbol) }
        }
        return names.isEmpty ? .missing : .text(names.compactMap(symbols.string).joined(separator: ", "))
    }

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
