import FlowTables
import FlowYAML
import JSONata

/// An entry of `columns`: the name of a column, or a column that an expression works out.
enum ColumnDraft {
    case named(Placed<String>)
    case computed(ComputedColumnDraft)
}

/// A computed column while its keys are read.
struct ComputedColumnDraft {
    let place: TextPlace
    var name: Placed<String>?
    var title: String?
    var type = ReportColumn.ColumnType.string
    var expression: JSONataExpression?

    /// The column, or nil where something that it needs is missing, which has been told.
    func finished() -> SheetColumn? {
        guard let name, let expression else { return nil }
        let column = ReportColumn(
            name.value, type, title: Message(verbatim: title ?? name.value),
            note: Message("computed_column.note", "Worked out by \("expression", expression.source)"))
        return SheetColumn(column, SheetExpression(expression, label: "the column \(name.value)"))
    }
}

/// The keys of a computed column.
enum ColumnKeys {
    static let table = KeyTable<ComputedColumnDraft>(
        "a computed column",
        [
            DefinitionKey("name", "a name", required: true, "The column's name, for files and machines.") {
                node, draft, problems in
                draft.name = node.name("name", &problems).map { Placed(value: $0, place: node.place) }
            },
            DefinitionKey("title", "a text", "The header for people. Default: the name.") {
                $1.title = $0.text("title", &$2)
            },
            DefinitionKey("type", types.joined(separator: ", "), "What its cells hold. Default: string.") {
                node, draft, problems in
                draft.type =
                    node.word("type", "type", among: types, &problems)
                    .flatMap(ReportColumn.ColumnType.init(rawValue:)) ?? draft.type
            },
            DefinitionKey(
                "jsonata", "a JSONata expression", required: true,
                "What works the cell out, on the JSON of the run as the API gives it."
            ) { $1.expression = $0.expression("jsonata", &$2) },
        ])

    private static let types = ReportColumn.ColumnType.allCases.map(\.rawValue)
}

extension YAMLNode {
    /// A JSONata expression of any length.
    func expression(_ label: String, _ problems: inout DefinitionProblems) -> JSONataExpression? {
        guard case .scalar(let text, _) = content, !isNothing else {
            mustBe(label, "a JSONata expression", &problems)
            return nil
        }
        do {
            return try JSONataExpression(parsing: text)
        } catch {
            problems.add(
                place, "\(quoted(label)) is no JSONata: \(error.description)", advice: "correct the expression")
            return nil
        }
    }

    /// The entries of `columns`, no name twice.
    func columns(_ problems: inout DefinitionProblems) -> [ColumnDraft]? {
        guard let items = list("columns", of: "columns", &problems) else { return nil }
        var found: [ColumnDraft] = []
        var names: Set<String> = []
        for item in items {
            let entry: ColumnDraft
            let name: Placed<String>?
            if case .mapping = item.content {
                var draft = ComputedColumnDraft(place: item.place)
                ColumnKeys.table.read(item, into: &draft, &problems)
                entry = .computed(draft)
                name = draft.name
            } else {
                guard let text = item.text("columns", &problems) else { continue }
                let placed = Placed(value: text, place: item.place)
                entry = .named(placed)
                name = placed
            }
            if let name, !names.insert(name.value).inserted {
                problems.add(name.place, "the column \(quoted(name.value)) stands twice", advice: "keep one of them")
            } else {
                found.append(entry)
            }
        }
        return found
    }
}
