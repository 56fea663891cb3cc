import FlowModel
import FlowTables
import FlowTime

/// One value of a dimension, as a number: a symbol, or a bucket's running number.
typealias DimensionValue = UInt32

extension Dimension {
    /// The number of "no value".
    static let missing: DimensionValue = .max

    /// Appends the values of a subject: one, or one for each assignee or taxonomy.
    func appendValues(
        of subject: Subject, _ record: borrowing RecordView, to values: inout [DimensionValue]
    ) {
        let symbols = record.symbols
        switch self {
        case .templateID, .template: values.append(symbols.symbol(record.execution.templateID, of: record.execution))
        case .name: values.append(symbols.symbol(record.execution.name, of: record.execution))
        case .status: values.append(symbols.symbol(record.execution.status, of: record.execution))
        case .trigger: values.append(symbols.symbol(record.execution.trigger, of: record.execution))
        case .entitySchema:
            values.append(symbols.symbol(record.execution.entity?.entitySchema ?? .missing, of: record.execution))
        case .startedBy: values.append(symbols.symbol(record.execution.startedBy, of: record.execution))
        case .closedBy: values.append(symbols.symbol(record.execution.closedBy, of: record.execution))
        case .assignee:
            let list =
                switch subject {
                case .execution: record.execution.assignees
                case .phase(let index): record.execution.phases[index].assignees
                case .task(let index): record.execution.tasks[index].assignees
                }
            append(list, orElse: "(unassigned)", record, to: &values)
        case .taxonomy:
            let list =
                switch subject {
                case .execution: record.execution.taxonomies
                case .phase(let index): record.execution.phases[index].taxonomies
                case .task(let index): record.execution.tasks[index].taxonomies
                }
            append(list, orElse: "(none)", record, to: &values)
        case .started(let bucket): values.append(Self.number(of: record.facts.start, bucket, record.context))
        case .ended(let bucket):
            values.append(Self.number(of: record.facts.isEnded ? record.facts.end : nil, bucket, record.context))
        case .phaseTemplateID, .phase:
            let index =
                switch subject {
                case .execution: Int?.none
                case .phase(let index): index
                case .task(let index): record.facts.tasks[index].phaseIndex
                }
            guard let index else { return values.append(Self.missing) }
            let phase = record.execution.phases[index]
            values.append(symbols.symbol(self == .phase ? phase.name : phase.templateID, of: record.execution))
        case .taskTemplateID, .task, .taskType, .taskStatus:
            guard case .task(let index) = subject else { return values.append(Self.missing) }
            let task = record.execution.tasks[index]
            let text =
                switch self {
                case .taskTemplateID: task.templateID
                case .task: task.name
                case .taskType: task.type
                default: task.status
                }
            values.append(symbols.symbol(text, of: record.execution))
        }
    }

    private func append(
        _ list: FlowExecution.TextList, orElse none: String, _ record: borrowing RecordView,
        to values: inout [DimensionValue]
    ) {
        guard list.count > 0 else { return values.append(record.symbols.symbol(none)) }
        for text in record.execution.texts(list) { values.append(record.symbols.symbol(text, of: record.execution)) }
    }

    private static func number(
        of instant: Instant?, _ bucket: TimeBucket, _ context: borrowing MetricContext
    ) -> DimensionValue {
        guard let instant else { return missing }
        let index = bucket.index(ofDay: context.zone.day(of: instant))
        return DimensionValue(bitPattern: Int32(truncatingIfNeeded: index))
    }

    /// The cell that shows a value.
    func cell(_ value: DimensionValue, _ symbols: SymbolTable, _ templateNames: [ScalarString: String]) -> Cell {
        guard value != Self.missing else { return .missing }
        switch self {
        case .started(let bucket), .ended(let bucket):
            return .text(bucket.label(of: Int(Int32(bitPattern: value))))
        case .template:
            return .text(orMissing: symbols.string(value).flatMap { templateNames[ScalarString($0)] })
        default:
            return .text(orMissing: symbols.string(value))
        }
    }

    /// The value of the same meaning in a table that `mapping` leads to.
    func mapped(_ value: DimensionValue, _ mapping: [Symbol]) -> DimensionValue {
        switch self {
        case .started, .ended: value
        default: value == Self.missing ? value : mapping[Int(value)]
        }
    }
}
