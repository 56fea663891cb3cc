/// What a reader finds wrong while it goes on reading.
struct DefinitionProblems {
    let file: String
    private var errors: [DefinitionError] = []

    init(file: String) {
        self.file = file
    }

    /// In the order of the file.
    var found: [DefinitionError] {
        errors.enumerated().sorted { left, right in
            (left.element.line, left.element.column, left.offset) < (
                right.element.line, right.element.column, right.offset
            )
        }.map(\.element)
    }

    mutating func add(_ place: TextPlace, _ message: String, suggestion: String? = nil, advice: DefinitionAdvice) {
        let error = DefinitionError(
            file: file, line: place.line, column: place.column, message: message, suggestion: suggestion,
            advice: advice)
        // What an alias stands for is read once for each alias.
        if !errors.contains(error) { errors.append(error) }
    }

    /// A word that is none of those that may stand there.
    mutating func addUnknown(_ kind: String, _ word: String, _ place: TextPlace, known: [String]) {
        add(
            place, "unknown \(kind) \(quoted(word))", suggestion: nearestWord(to: word, among: known),
            advice: known.count == 1 ? "the only one is \(known[0])" : "choose one of \(known.joined(separator: ", "))")
    }
}
