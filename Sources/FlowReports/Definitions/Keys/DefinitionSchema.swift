import FlowJSON
import FlowMetrics
import FlowTables
import FlowYAML

/// The JSON Schema of report definitions, with which editors complete keys and show what they do. It derives from the same
/// keys as reading and reference do.
package enum DefinitionSchema {
    /// What a definition begins with so that editors find the schema beside it.
    package static let mark = "# yaml-language-server: $schema=definition.schema.json\n"

    /// The whole document, an indented JSON text with a line feed at its end.
    package static var text: String {
        var lines = [
            "{",
            "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",",
            "  \"$id\": \"urn:flowbook:definition\",",
            "  \"title\": \"Flowbook report definition\",",
            "  \"$ref\": \"#/$defs/\(name(of: DefinitionReference.levels[0]))\",",
            "  \"$defs\": {",
        ]
        lines.append(DefinitionReference.levels.map(level).joined(separator: ",\n"))
        lines += ["  }", "}"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Where a level is used: the key of another one, alone or in a list, or as one of several things.
    private enum Use {
        case alone, listed
        /// Beside a text.
        case orText
        /// In a list, beside texts.
        case listedOrText
    }

    private static let nested: [String: (level: String, use: Use)] = [
        "period": ("the period", .alone), "calendar": ("the calendar", .alone), "source": ("the source", .orText),
        "people": ("people", .orText), "targets": ("a target", .listed), "sheets": ("a sheet", .listed),
        "columns": ("a computed column", .listedOrText), "thresholds": ("a threshold", .listed),
    ]

    private static func name(of level: DefinitionReference.Level) -> String {
        level.subject.split(separator: " ").filter { !["a", "the"].contains($0) }.joined(separator: "_")
    }

    private static func level(_ level: DefinitionReference.Level) -> String {
        let required = level.keys.filter { $0.isRequired && $0.name != "metric" }.map { quoted($0.name) }
        var lines = ["    \(quoted(name(of: level))): {", "      \"type\": \"object\","]
        if !required.isEmpty { lines.append("      \"required\": [\(required.joined(separator: ", "))],") }
        lines += ["      \"additionalProperties\": false,", "      \"properties\": {"]
        lines.append(level.keys.map(key).joined(separator: ",\n"))
        return (lines + ["      }", "    }"]).joined(separator: "\n")
    }

    private static func key(_ key: DefinitionReference.Key) -> String {
        let note = quoted("\(key.note) Value: \(key.value).")
        return "        \(quoted(key.name)): {\"description\": \(note), \(shape(of: key))}"
    }

    /// What may stand there, as far as the words for it tell.
    private static func shape(of key: DefinitionReference.Key) -> String {
        if let (subject, use) = nested[key.name],
            let level = DefinitionReference.levels.first(where: { $0.subject == subject })
        {
            let reference = "\"$ref\": \"#/$defs/\(name(of: level))\""
            switch use {
            case .alone: return reference
            case .listed: return "\"type\": \"array\", \"items\": {\(reference)}"
            case .orText: return "\"anyOf\": [{\"type\": \"string\"}, {\(reference)}]"
            case .listedOrText:
                return "\"type\": \"array\", \"items\": {\"anyOf\": [{\"type\": \"string\"}, {\(reference)}]}"
            }
        }
        // What completion is most wanted for.
        if key.name == "metric" {
            return "\"enum\": [\(MetricCatalog.metrics.map { quoted($0.name) }.joined(separator: ", "))]"
        }
        if key.name == "by" {
            let dimensions = Attribute.groups(of: .task).map { quoted($0.name) }
            return "\"type\": \"array\", \"items\": {\"enum\": [\(dimensions.joined(separator: ", "))]}"
        }
        if key.value == "true or false" { return "\"type\": \"boolean\"" }
        if key.value.hasPrefix("a list of") { return "\"type\": \"array\"" }
        if key.value.hasPrefix("a whole number") { return "\"type\": \"integer\", \"minimum\": 1" }
        let words = key.value.split(separator: " ").filter { $0 != "or" }.map { $0.filter { $0 != "," } }
        let isChoice = key.value.contains(", ") && words.allSatisfy { $0.allSatisfy { $0.isLetter || $0 == "-" } }
        if isChoice, words.count == key.value.split(separator: ",").count {
            return "\"enum\": [\(words.map(quoted).joined(separator: ", "))]"
        }
        return "\"type\": [\"string\", \"number\"]"
    }

    private static func quoted(_ text: some StringProtocol) -> String {
        var writer = JSONWriter()
        writer.write(string: String(text))
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
