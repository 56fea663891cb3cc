import FlowYAML

/// Reads report definitions.
package enum DefinitionReader {
    /// The longest file that is read, in bytes: far more than any definition, far less than would hurt.
    static let longest = 262_144

    /// Reads the bytes of a YAML file; `file` is what errors call it.
    ///
    /// A wrong table costs the report its sheet, and alerts that look at it: they are the definition's `lost`.
    ///
    /// - Throws: `DefinitionFailure.invalid` with every mistake; text that is no YAML has one.
    package static func read(_ bytes: [UInt8], file: String) throws(DefinitionFailure) -> ReportDefinition {
        var problems = DefinitionProblems(file: file)
        do {
            if let root = try composeYAML(bytes, longest: longest), !root.isNothing {
                var draft = ReportDraft()
                draft.wrong = ReportKeys.table.read(root, into: &draft, &problems)
                if let definition = draft.finished(&problems) { return definition }
            } else {
                problems.add(.start, "the definition is empty", advice: "give it a report name and sheets")
            }
        } catch {
            problems.add(error.place, error.message, advice: .words(error.advice))
        }
        throw .invalid(problems.found)
    }
}
