/// A piece of an expression's text.
struct Token {
    enum Kind: Equatable {
        case name
        case variable
        case string
        case number
        /// `true`, `false` or `null`
        case word
        case regex
        case operation
        case end
    }

    var kind: Kind
    /// The name, the text of a string, the operator or the source of a regular expression.
    var text: String
    var number = 0.0
    var regex: Regex?
    /// The offset just after the token, in UTF-16 code units.
    var position: Int

    func isOperator(_ text: String) -> Bool { kind == .operation && self.text == text }

    /// How the token is named in an error.
    var description: String {
        switch kind {
        case .end: "(end)"
        case .number: NumberText.text(number)
        default: text
        }
    }
}
