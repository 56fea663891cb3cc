import FlowTables
import FlowYAML

extension Alert {
    /// Why the alert is most likely not what was meant: it looks at no row, or compares a share with more than all of it; nil
    /// where nothing speaks against it. `tables` are the report's, by name.
    func doubt(in tables: [String: ReportTable]) throws -> String? {
        guard let table = tables[table] else { return nil }
        switch subject {
        case .figure(let name):
            let figure = table.keyFigures?.first { $0.name == name }
            return figure?.kind == .share ? doubtOfShare : nil
        case .column(let column, of: _, where: let conditions):
            guard let place = table.columnIndex(column) else { return nil }
            if table.columns[place].type == .percent, let doubt = doubtOfShare { return doubt }
            guard !conditions.isEmpty, table.rows.count > 0 else { return nil }
            let places = conditions.compactMap { condition in
                table.columnIndex(condition.column).map { (index: $0, condition: condition) }
            }
            var isAnyMet = false
            try table.rows.forEach { row in
                isAnyMet = isAnyMet || places.allSatisfy { $0.condition.isMet(by: row[$0.index]) }
            }
            return isAnyMet ? nil : "the alert \(quoted(text)) looks at no row of \(table.name): check its names"
        }
    }

    private var doubtOfShare: String? { comparison.doubt(ofShareWith: threshold, in: "the alert \(quoted(text))") }
}

extension Comparison {
    /// Why it is most likely not meant to compare a share with such a limit; shares lie between 0 and 1, or 0 % and 100 %.
    ///
    /// - Parameters:
    ///   - limit: what shares are compared with.
    ///   - subject: what compares them.
    /// - Returns: nil where nothing speaks against it.
    func doubt(ofShareWith limit: Double, in subject: String) -> String? {
        guard !(0...1).contains(limit) else { return nil }
        let outcome = holds(0, limit) && holds(1, limit) ? "always" : "never"
        return "\(subject) is \(outcome) met: a share is from 0 to 100 %, so write \(Alert.text(limit))%"
    }
}
