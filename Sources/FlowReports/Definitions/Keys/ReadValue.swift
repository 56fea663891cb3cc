import FlowTables
import FlowYAML

/// A value with its place, for checks that need to know other values first.
struct Placed<Value: Sendable>: Sendable {
    let value: Value
    let place: TextPlace
}

/// Readers of single values; each gives nil for a wrong one, having told `problems` why.
extension YAMLNode {
    /// A text of one line, at most 300 characters long.
    func text(_ label: String, _ problems: inout DefinitionProblems) -> String? {
        guard case .scalar(let text, _) = content, !isNothing else {
            mustBe(label, "a text", &problems)
            return nil
        }
        let scalars = text.unicodeScalars
        guard scalars.contains(where: { !$0.properties.isWhitespace }), scalars.count <= 300,
            !scalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            mustBe(label, "a text of one line and at most 300 characters", &problems)
            return nil
        }
        return text
    }

    /// A name for files and tables: letters, digits, `_` and `-`.
    func name(_ label: String, _ problems: inout DefinitionProblems) -> String? {
        guard let text = text(label, &problems) else { return nil }
        guard isPlainName(text) else {
            mustBe(label, "letters, digits, _ and -, at most 100 of them", &problems)
            return nil
        }
        return text
    }

    /// A word of a list.
    func word(_ label: String, _ kind: String, among known: [String], _ problems: inout DefinitionProblems) -> String? {
        guard let text = text(label, &problems) else { return nil }
        guard known.contains(text) else {
            problems.addUnknown(kind, text, place, known: known)
            return nil
        }
        return text
    }

    /// A whole number of at least 1.
    func count(_ label: String, _ problems: inout DefinitionProblems) -> Int? {
        if case .scalar(let text, isQuoted: false) = content, let number = Int(text), number >= 1 { return number }
        mustBe(label, "a whole number of at least 1", &problems)
        return nil
    }

    /// A plain decimal number.
    func number(_ label: String, _ expected: String, _ problems: inout DefinitionProblems) -> Double? {
        if case .scalar(let text, isQuoted: false) = content,
            text.utf8.allSatisfy({ "+-.0123456789".utf8.contains($0) }),
            let number = Double(text)
        {
            return number
        }
        mustBe(label, expected, &problems)
        return nil
    }

    /// `true` or `false`.
    func truth(_ label: String, _ problems: inout DefinitionProblems) -> Bool? {
        if case .scalar(let text, isQuoted: false) = content {
            switch text.lowercased() {
            case "true": return true
            case "false": return false
            case "yes", "on": mustBe(label, "true or false", suggestion: "true", &problems)
            case "no", "off": mustBe(label, "true or false", suggestion: "false", &problems)
            default: mustBe(label, "true or false", &problems)
            }
        } else {
            mustBe(label, "true or false", &problems)
        }
        return nil
    }

    /// The items of a list; empty ones are refused unless `mayBeEmpty`.
    func list(_ label: String, of items: String, mayBeEmpty: Bool = false, _ problems: inout DefinitionProblems)
        -> [YAMLNode]?
    {
        guard case .list(let nodes) = content else {
            mustBe(label, "a list of \(items)", advice: "put it in brackets: [\(shortText)]", &problems)
            return nil
        }
        guard mayBeEmpty || !nodes.isEmpty else {
            problems.add(place, "\(quoted(label)) is an empty list", advice: "list \(items)")
            return nil
        }
        return nodes
    }

    private var shortText: String {
        if case .scalar(let text, _) = content, text.unicodeScalars.count <= 40 { text } else { "…" }
    }

    func mustBe(
        _ label: String, _ expected: String, suggestion: String? = nil, advice: DefinitionAdvice? = nil,
        _ problems: inout DefinitionProblems
    ) {
        problems.add(
            place, "\(quoted(label)) must be \(expected), not \(description)", suggestion: suggestion,
            advice: advice ?? "correct the value")
    }
}

extension [YAMLNode] {
    /// The texts of a list, none of them twice.
    func texts(_ label: String, _ kind: String, _ problems: inout DefinitionProblems) -> [Placed<String>] {
        distinct(kind, &problems) { $0.text(label, &$1) }
    }

    /// The words of a list that may hold some words only, none of them twice.
    func words(
        _ label: String, _ kind: String, among known: [String], _ problems: inout DefinitionProblems
    ) -> [String] {
        distinct(kind, &problems) { $0.word(label, kind, among: known, &$1) }.map(\.value)
    }

    private func distinct(
        _ kind: String, _ problems: inout DefinitionProblems,
        _ read: (YAMLNode, inout DefinitionProblems) -> String?
    ) -> [Placed<String>] {
        var found: [Placed<String>] = []
        for item in self {
            guard let text = read(item, &problems) else { continue }
            if found.contains(where: { $0.value == text }) {
                problems.add(item.place, "the \(kind) \(quoted(text)) stands twice", advice: "keep one of them")
            } else {
                found.append(Placed(value: text, place: item.place))
            }
        }
        return found
    }
}

/// Whether a text can name a file, a table and a sheet alike.
func isPlainName(_ text: String) -> Bool {
    (1...100).contains(text.utf8.count)
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
}
