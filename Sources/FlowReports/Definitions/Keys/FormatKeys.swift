import FlowRenderers
import FlowYAML

/// The formats while they are read.
struct FormatsDraft {
    var formats: [ReportFormat] = [.xlsx]
    var csv = CSVOptions()

    /// Reads a list whose items are names, or a name with its options.
    mutating func read(_ node: YAMLNode, _ problems: inout DefinitionProblems) {
        var found: [ReportFormat] = []
        for item in node.list("formats", of: "formats", &problems) ?? [] {
            guard let format = self.format(item, &problems) else { continue }
            if found.contains(where: { $0.name == format.name }) {
                problems.add(item.place, "the format \(quoted(format.name)) stands twice", advice: "keep one of them")
            } else {
                found.append(format)
            }
        }
        if !found.isEmpty { formats = found }
    }

    private mutating func format(_ item: YAMLNode, _ problems: inout DefinitionProblems) -> ReportFormat? {
        guard case .mapping(let entries) = item.content else { return named(item, &problems) }
        guard entries.count == 1, let entry = entries.first else {
            problems.add(
                item.place, "an item of \"formats\" must be one format", advice: "begin each format with a dash")
            return nil
        }
        let name = YAMLNode(place: entry.place, content: .scalar(entry.key, isQuoted: true))
        guard let format = named(name, &problems) else { return nil }
        if format.name == ReportFormat.csv.name {
            var draft = CSVDraft()
            let wrong = CSVKeys.table.read(entry.value, into: &draft, &problems)
            if wrong.isEmpty { csv = draft.finished(&problems) }
        } else {
            problems.add(
                entry.place, "the format \(quoted(format.name)) takes no options", advice: "write its name alone")
        }
        return format
    }

    private func named(_ node: YAMLNode, _ problems: inout DefinitionProblems) -> ReportFormat? {
        node.word("formats", "format", among: ReportFormat.all.map(\.name), &problems).flatMap(ReportFormat.named)
    }
}

/// The options of `csv` while they are read.
struct CSVDraft {
    var delimiter: Placed<String>?
    var decimalSeparator: Placed<String>?
    var hasByteOrderMark = false
    var guardsFormulas = true

    func finished(_ problems: inout DefinitionProblems) -> CSVOptions {
        do {
            return try CSVOptions(
                delimiter: delimiter?.value ?? ",", decimalSeparator: decimalSeparator?.value ?? ".",
                byteOrderMark: hasByteOrderMark, formulaGuard: guardsFormulas)
        } catch {
            if case .invalidOption(let name, let value, let expected) = error,
                let place = (name == "delimiter" ? delimiter : decimalSeparator)?.place
            {
                problems.add(
                    place, "\(quoted(name)) must be \(expected), not \(quoted(value))", advice: "correct the value")
            }
            return CSVOptions()
        }
    }
}

/// The options of the format `csv`.
enum CSVKeys {
    static let table = KeyTable<CSVDraft>(
        "the options of csv",
        [
            DefinitionKey(
                "delimiter", "one character such as \";\"", "What stands between fields. Default: a comma."
            ) { $1.delimiter = $0.character("delimiter", &$2) },
            DefinitionKey("decimal_separator", "\".\" or \",\"", "What decimals are written with. Default: a point.") {
                $1.decimalSeparator = $0.character("decimal_separator", &$2)
            },
            DefinitionKey(
                "bom", "true or false", "Whether a byte-order mark comes first, for old spreadsheets. Default: false."
            ) { $1.hasByteOrderMark = $0.truth("bom", &$2) ?? false },
            DefinitionKey(
                "formula_guard", "true or false",
                "Whether text that a spreadsheet would take for a formula gets an apostrophe. Default: true."
            ) { $1.guardsFormulas = $0.truth("formula_guard", &$2) ?? true },
        ])
}

extension YAMLNode {
    /// A scalar that may be a space or tab; whether it fits is for the format to say.
    fileprivate func character(_ label: String, _ problems: inout DefinitionProblems) -> Placed<String>? {
        guard case .scalar(let text, _) = content else {
            mustBe(label, "one character", &problems)
            return nil
        }
        return Placed(value: text, place: place)
    }
}
