import FlowModel
import FlowTables
import FlowTime

extension Listing {
    /// Calls `emit` with each row of the execution at hand, in the order of the parts' ids.
    func rows(
        of population: Population, _ record: borrowing RecordView, _ labels: TemplateLabels,
        _ emit: ([Cell]) throws -> Void
    ) rethrows {
        guard population.mayBeIn(record) else { return }
        switch population.grain {
        case .execution:
            if population.contains(.execution, record) { try emit(cells(.execution, record, labels)) }
        case .phase:
            let ids = record.execution.phases.map { record.text($0.id) }
            for phase in Self.order(ids) where population.contains(.phase(phase), record) {
                try emit(cells(.phase(phase), record, labels))
            }
        case .task:
            let ids = record.execution.tasks.map { record.text($0.id) }
            for task in Self.order(ids) where population.contains(.task(task), record) {
                try emit(cells(.task(task), record, labels))
            }
        }
    }

    /// The indices of ids in their order, a missing one last, equal ones as they stand.
    private static func order(_ ids: [Cell]) -> [Int] {
        ids.indices.sorted { ids[$0] == ids[$1] ? $0 < $1 : ids[$0] < ids[$1] }
    }

    private func cells(_ subject: Subject, _ record: borrowing RecordView, _ labels: TemplateLabels?) -> [Cell] {
        var cells: [Cell] = []
        cells.reserveCapacity(columns.count)
        for column in columns { cells.append(column.reading.cell(subject, record, labels)) }
        return cells
    }
}

/// Gathers the rows of a list that is ordered by a duration.
final class ListAccumulator: TableAccumulator {
    private let population: Population
    private let listing: Listing
    private let key: Attribute
    private var rows: [Row] = []

    private struct Row {
        let duration: Milliseconds
        let executionID: ScalarString
        /// Of the phase or task; missing for an execution.
        let partID: Cell
        /// With the template's id where its label will stand.
        var cells: [Cell]

        static func < (left: Row, right: Row) -> Bool {
            if left.duration != right.duration { return left.duration > right.duration }
            if left.executionID != right.executionID { return left.executionID < right.executionID }
            return left.partID < right.partID
        }
    }

    /// - Parameters:
    ///   - population: what the list shows.
    ///   - listing: how.
    ///   - key: the duration that it is ordered by.
    init(_ population: Population, _ listing: Listing, by key: Attribute) {
        self.population = population
        self.listing = listing
        self.key = key
    }

    func add(_ record: borrowing RecordView) {
        guard population.mayBeIn(record) else { return }
        switch population.grain {
        case .execution: add(.execution, .missing, record)
        case .phase:
            for index in record.execution.phases.indices {
                add(.phase(index), record.execution.phases[index].id, record)
            }
        case .task:
            for index in record.execution.tasks.indices { add(.task(index), record.execution.tasks[index].id, record) }
        }
    }

    private func add(_ subject: Subject, _ part: RecordText, _ record: borrowing RecordView) {
        guard population.contains(subject, record), case .duration(let read) = key.reading,
            let duration = read(record, subject)
        else { return }
        rows.append(
            Row(
                duration: duration, executionID: ScalarString(record.string(record.execution.id) ?? ""),
                partID: record.text(part),
                cells: listing.columns.map { $0.reading.cell(subject, record, nil) }))
    }

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? ListAccumulator else { return }
        rows += other.rows
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let labelled = listing.columns.indices.filter {
            if case .templateLabel = listing.columns[$0].reading { true } else { false }
        }
        let labels = results.labels
        let ordered = rows.sorted { $0 < $1 }.map { row in
            labelled.reduce(into: row.cells) { $0[$1] = labels.label(of: $0[$1]) }
        }
        return TableContent(columns: listing.columns.map { $0.column(results.context) }, rows: ordered)
    }
}
