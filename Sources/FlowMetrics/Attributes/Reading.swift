import FlowModel
import FlowTables
import FlowTime

/// One execution, phase or task of the execution at hand.
package enum Subject: Sendable {
    case execution
    /// Index among the execution's phases.
    case phase(Int)
    /// Index among the execution's tasks.
    case task(Int)
}

/// How an attribute is read from an execution and one of its parts.
enum Reading: Sendable {
    typealias Read<Value> = @Sendable (_ record: borrowing RecordView, _ subject: Subject) -> Value

    /// A text that many share, such as a name: worth a number of its own.
    case text(Read<RecordText>)
    /// A text that hardly any two share.
    case identifier(Read<RecordText>)
    /// A text that is worked out.
    case word(Read<String?>)
    /// A person by id, shown as the report shows people.
    case person(Read<RecordText>, as: Directory.Role)
    /// Several people likewise, and what stands for nobody.
    case people(Read<FlowExecution.TextList>, as: Directory.Role, none: String)
    /// Several texts, and what stands for none.
    case texts(Read<FlowExecution.TextList>, none: String)
    /// Several texts that are worked out.
    case symbols(
        @Sendable (_ record: borrowing RecordView, _ subject: Subject, _ each: (Symbol) -> Void) -> Void)
    /// The label of the execution's template.
    case templateLabel
    /// The span of time in which an instant lies.
    case bucket(TimeBucket, of: Read<Instant?>)
    case instant(Read<Instant?>)
    case duration(Read<Milliseconds?>)
    /// A share, 1 = 100 %.
    case ratio(Read<Double?>)
    case count(Read<Int>)
    /// Nil where there is nothing to tell, such as whether something without a due date met it.
    case truth(Read<Bool?>)
}

/// What stands for no value where one has several.
package enum Nothing {
    /// Nobody is assigned.
    package static let unassigned = "(unassigned)"
    /// No taxonomy, no reason.
    package static let none = "(none)"
    /// Somebody is assigned whose department nobody knows.
    package static let noDepartment = "(no department)"
    /// Departments of too few people to be shown.
    package static let smallGroups = "(small groups)"

    /// Those that stand for no value at all, which `null` in conditions asks for.
    package static let nobody = [unassigned, none]

    static let words = Vocabulary(
        "nobody",
        [unassigned: "(unassigned)", none: "(none)", noDepartment: "(no department)", smallGroups: "(small groups)"])
}

// MARK: As cells of lists

extension Reading {
    /// The cell of a list's column; several values are joined by commas. While the labels of templates are not known, which
    /// nil says, the template's id stands for its label.
    func cell(_ subject: Subject, _ record: borrowing RecordView, _ labels: TemplateLabels?) -> Cell {
        switch self {
        case .text(let read), .identifier(let read): return record.text(read(record, subject))
        case .word(let read): return .text(orMissing: read(record, subject))
        case .person(let read, let role): return record.cell(read(record, subject), as: role)
        case .people(let read, let role, _): return record.cell(read(record, subject), as: role)
        case .texts(let read, _): return record.list(read(record, subject))
        case .symbols(let read):
            var symbols: [Symbol] = []
            read(record, subject) { if !symbols.contains($0) { symbols.append($0) } }
            let names = symbols.compactMap(record.interner.string)
            return names.isEmpty ? .missing : .text(names.joined(separator: ReportColumn.listSeparator))
        case .templateLabel:
            let id = record.text(record.execution.templateID)
            return labels.map { $0.label(of: id) } ?? id
        case .bucket(let bucket, let read):
            let instant = read(record, subject)
            return .text(orMissing: instant.map { bucket.label(of: record.context.index(of: $0, bucket)) })
        case .instant(let read): return .instant(orMissing: read(record, subject))
        case .duration(let read): return record.context.cell(read(record, subject))
        case .ratio(let read): return .number(orMissing: read(record, subject))
        case .count(let read): return .integer(Int64(read(record, subject)))
        case .truth(let read): return read(record, subject).map { .boolean($0) } ?? .missing
        }
    }
}

// MARK: As keys of groups

/// A value that things are grouped by, as a number: a symbol, or a bucket's running number.
typealias GroupKey = UInt32

extension GroupKey {
    /// The number of "no value".
    static let missing = GroupKey.max
}

extension Reading {
    /// Appends the keys of a subject: one, or one for each value.
    func appendKeys(of subject: Subject, _ record: borrowing RecordView, to keys: inout [GroupKey]) {
        switch self {
        case .text(let read), .identifier(let read):
            keys.append(record.interner.symbol(read(record, subject), of: record.execution))
        case .word(let read):
            keys.append(read(record, subject).map { record.interner.symbol($0) } ?? .missing)
        case .person(let read, let role):
            keys.append(record.people.symbol(read(record, subject), of: record.execution, as: role))
        case .people(let read, let role, let none):
            let list = read(record, subject)
            guard list.count > 0 else { return keys.append(record.interner.symbol(none)) }
            record.shown(list, as: role) { keys.append($0) }
        case .texts(let read, let none):
            let list = read(record, subject)
            guard list.count > 0 else { return keys.append(record.interner.symbol(none)) }
            for text in record.execution.texts(list) { keys.append(record.interner.symbol(text, of: record.execution)) }
        case .symbols(let read):
            let before = keys.count
            read(record, subject) { keys.append($0) }
            if keys.count == before { keys.append(.missing) }
        case .templateLabel: keys.append(record.interner.symbol(record.execution.templateID, of: record.execution))
        case .bucket(let bucket, let read):
            guard let instant = read(record, subject) else { return keys.append(.missing) }
            let index = record.context.index(of: instant, bucket)
            keys.append(GroupKey(bitPattern: Int32(truncatingIfNeeded: index)))
        case .truth(let read):
            keys.append(read(record, subject).map { record.interner.symbol($0 ? "true" : "false") } ?? .missing)
        case .instant, .duration, .ratio, .count: preconditionFailure("numbers make no groups")
        }
    }

    /// The cell that shows a key.
    func cell(of key: GroupKey, _ interner: Interner, _ labels: TemplateLabels) -> Cell {
        guard key != .missing else { return .missing }
        switch self {
        case .bucket(let bucket, _): return .text(bucket.label(of: Int(Int32(bitPattern: key))))
        case .templateLabel: return labels.label(of: .text(orMissing: interner.string(key)))
        default: return .text(orMissing: interner.string(key))
        }
    }

    /// The key of the same meaning for the interner that `mapping` leads to.
    func mapped(_ key: GroupKey, _ mapping: SymbolMapping) -> GroupKey {
        if case .bucket = self { key } else { mapping[key] }
    }
}

// MARK: As values of conditions

extension Reading {
    /// Calls `body` with each text; with nil where there is none.
    func eachText(
        of subject: Subject, _ record: borrowing RecordView, _ labels: TemplateLabels, _ body: (String?) -> Void
    ) {
        switch self {
        case .identifier(let read): body(record.string(read(record, subject)))
        case .word(let read): body(read(record, subject))
        default:
            var keys: [GroupKey] = []
            appendKeys(of: subject, record, to: &keys)
            for key in keys { body(cell(of: key, record.interner, labels).textValue) }
        }
    }

    /// Durations in milliseconds, instants in milliseconds since 1970, ratios and counts as they are.
    func number(_ subject: Subject, _ record: borrowing RecordView) -> Double? {
        switch self {
        case .instant(let read): read(record, subject).map { Double($0.milliseconds) }
        case .duration(let read): read(record, subject).map { Double($0) }
        case .ratio(let read): read(record, subject)
        case .count(let read): Double(read(record, subject))
        default: nil
        }
    }

    func truth(_ subject: Subject, _ record: borrowing RecordView) -> Bool? {
        if case .truth(let read) = self { read(record, subject) } else { nil }
    }

    /// Whether there is a value at all.
    func hasValue(_ subject: Subject, _ record: borrowing RecordView) -> Bool {
        switch self {
        case .text(let read), .identifier(let read), .person(let read, _): !read(record, subject).isMissing
        case .word(let read): read(record, subject) != nil
        case .texts(let read, _), .people(let read, _, _): read(record, subject).count > 0
        case .symbols, .templateLabel, .bucket: cell(subject, record, nil) != .missing
        case .instant(let read): read(record, subject) != nil
        case .duration(let read): read(record, subject) != nil
        case .ratio(let read): read(record, subject) != nil
        case .count: true
        case .truth(let read): read(record, subject) != nil
        }
    }
}

extension MetricContext {
    /// The running number of the bucket in which an instant lies.
    func index(of instant: Instant, _ bucket: TimeBucket) -> Int {
        bucket.index(ofDay: zone.day(of: instant))
    }
}
