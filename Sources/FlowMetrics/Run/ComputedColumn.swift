package import FlowTables

/// Something worked out from an execution's own JSON, on a table with a row for each execution or task.
///
/// What language the question is asked in is not this target's business; whoever makes the value knows.
package struct ComputedColumn: Sendable {
    package let column: ReportColumn
    /// The cell of an execution; what the column cannot hold becomes missing.
    let value: @Sendable (_ document: UnsafeRawBufferPointer, _ context: MetricContext) -> Cell

    package init(
        _ column: ReportColumn,
        value: @escaping @Sendable (_ document: UnsafeRawBufferPointer, _ context: MetricContext) -> Cell
    ) {
        self.column = column
        self.value = value
    }

    func cell(_ record: borrowing RecordView) -> Cell {
        let cell = value(record.document, record.context)
        return column.accepts(cell) ? cell : .missing
    }
}

/// Which executions a table shows, by their own JSON.
package struct DocumentCondition: Sendable {
    let holds: @Sendable (_ document: UnsafeRawBufferPointer, _ context: MetricContext) -> Bool

    package init(
        holds: @escaping @Sendable (_ document: UnsafeRawBufferPointer, _ context: MetricContext) -> Bool
    ) {
        self.holds = holds
    }

    func isMet(by record: borrowing RecordView) -> Bool { holds(record.document, record.context) }
}
