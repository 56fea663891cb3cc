import FlowYAML

/// What a reader finds wrong while it goes on reading.
struct DefinitionProblems {
    let file: String
    private var errors: [DefinitionError] = []
    private var losses: [DefinitionError] = []

    init(file: String) {
        self.file = file
    }

    /// Everything that is wrong, in the order of the file.
    var found: [DefinitionError] { Self.sorted(errors + losses) }

    /// What costs the report one of its parts and leaves the rest of it as it is, in the order of the file.
    var lost: [DefinitionError] { Self.sorted(losses) }

    /// Whether the definition is of no use.
    var areFatal: Bool { !errors.isEmpty }

    /// How much of that there is; what is lost does not count.
    var count: Int { errors.count }

    private static func sorted(_ errors: [DefinitionError]) -> [DefinitionError] {
        errors.enumerated().sorted { left, right in
            (left.element.line, left.element.column, left.offset) < (
                right.element.line, right.element.column, right.offset
            )
        }.map(\.element)
    }

    /// Takes in what is wrong; `losing` is the part of the report that is left out for it, nil where the definition is of no
    /// use.
    mutating func add(
        _ place: TextPlace, _ message: String, suggestion: String? = nil, advice: DefinitionAdvice,
        losing: String? = nil
    ) {
        let error = DefinitionError(
            file: file, line: place.line, column: place.column, message: message, suggestion: suggestion,
            advice: advice, lost: losing)
        if losing == nil { errors.append(error) } else { losses.append(error) }
    }

    /// A word that is none of those that may stand there.
    mutating func addUnknown(
        _ kind: String, _ word: String, _ place: TextPlace, known: [String], losing: String? = nil
    ) {
        add(
            place, "unknown \(kind) \(quoted(word))", suggestion: nearestWord(to: word, among: known),
            advice: known.count == 1 ? "the only one is \(known[0])" : "choose one of \(known.joined(separator: ", "))",
            losing: losing)
    }
}
