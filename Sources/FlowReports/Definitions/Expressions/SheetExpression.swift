import FlowJSON
import FlowMetrics
import FlowModel
package import FlowTables
import FlowTime
import JSONata
import Synchronization

/// A JSONata expression of a sheet, evaluated on the JSON of one execution after the other.
///
/// Present time is the report's clock and chance comes from a fixed seed, so that a report is the same whenever it is made.
struct SheetExpression: Sendable {
    private let expression: JSONataExpression
    /// What messages call it: a column's name, or the key of the condition.
    private let label: String

    /// An expression that takes longer for a single execution is no expression for a table.
    private static let limits = JSONataLimits(time: .seconds(5))

    init(_ expression: JSONataExpression, label: String) {
        self.expression = expression
        self.label = label
    }

    /// The result for an execution; nil where there is none or where the evaluation fails, which is noted.
    func value(
        _ document: UnsafeRawBufferPointer, _ context: MetricContext, noting faults: ExpressionFaults
    ) -> JSONValue? {
        let host = JSONataHost(now: context.asOf.milliseconds, random: SplitMix64(seed: 1), clock: ContinuousClock())
        do {
            return try expression.evaluate(document: document, limits: Self.limits, host: host)
        } catch {
            faults.note(label, "\(error)")
            return nil
        }
    }

    /// A column of a table, typed as the definition says.
    func column(_ column: ReportColumn, noting faults: ExpressionFaults) -> ComputedColumn {
        ComputedColumn(column) { document, context in
            guard let value = value(document, context, noting: faults), !value.isNull else { return .missing }
            guard let cell = Cell(value, as: column.type) else {
                faults.note(label, "a result is no \(column.type.rawValue)")
                return .missing
            }
            return cell
        }
    }

    /// A condition, which is met by what the language counts as true.
    func condition(noting faults: ExpressionFaults) -> DocumentCondition {
        DocumentCondition { document, context in value(document, context, noting: faults)?.isTruthy ?? false }
    }
}

/// A column of a sheet that an expression works out.
struct SheetColumn: Sendable {
    private let column: ReportColumn
    private let expression: SheetExpression

    init(_ column: ReportColumn, _ expression: SheetExpression) {
        self.column = column
        self.expression = expression
    }

    func column(noting faults: ExpressionFaults) -> ComputedColumn {
        expression.column(column, noting: faults)
    }
}

/// What went wrong while the expressions of a sheet were evaluated in one run: the first fault of each, for one warning.
package final class ExpressionFaults: Sendable {
    private let faults = Mutex<[(label: String, reason: String)]>([])

    package init() {}

    func note(_ label: String, _ reason: String) {
        faults.withLock { faults in
            if !faults.contains(where: { $0.label == label }) { faults.append((label, reason)) }
        }
    }

    /// A warning for each expression that failed for some execution.
    package var warnings: [ReportWarning] {
        faults.withLock { faults in
            faults.map {
                ReportWarning(Message(verbatim: "\($0.label) has no value for some executions: \($0.reason)"))
            }
        }
    }
}

extension JSONValue {
    /// Whether JSONata's `$boolean` takes the value for true.
    fileprivate var isTruthy: Bool {
        switch self {
        case .null: false
        case .bool(let value): value
        case .string(let text): !text.isEmpty
        case .array(let elements): elements.contains { $0.isTruthy }
        case .object(let members): !members.isEmpty
        default: doubleValue.map { $0 != 0 } ?? false
        }
    }
}
