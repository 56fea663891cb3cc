/// Why an expression could not be parsed or evaluated, with the code that the language documents for it.
///
/// The first letter of a code tells when it arises: `S` while parsing, `T` when a value has the wrong type, `D` for any
/// other failure of an evaluation.
public struct JSONataError: Error, Sendable, CustomStringConvertible {
    /// The documented code, such as `T2001`.
    public let code: String
    /// The place in the expression just after the offending token, in UTF-16 code units from its start, as the reference
    /// implementation counts; nil where no place is known.
    public internal(set) var position: Int?
    /// The token or function at fault.
    public internal(set) var token: String?
    /// The offending value as JSON text.
    public let value: String?
    /// A sentence for people.
    public var message: String { details["message"] ?? ErrorCatalogue.message(of: self) }

    /// Further parts of the message: `index`, `type`, `value2` and the like.
    let details: [String: String]

    init(
        _ code: String, position: Int? = nil, token: String? = nil, value: String? = nil,
        _ details: [String: String] = [:]
    ) {
        self.code = code
        self.position = position
        self.token = token
        self.value = value
        self.details = details
    }

    init(_ code: String, position: Int? = nil, token: String? = nil, about value: Value) {
        self.init(code, position: position, token: token, value: Stringifier.describe(value))
    }

    public var description: String {
        position.map { "\(code) at position \($0): \(message)" } ?? "\(code): \(message)"
    }

    /// The same error, with the place and name of the call it passed through where it has none of its own.
    func located(_ position: Int, _ token: String?) -> JSONataError {
        var error = self
        if error.position == nil { error.position = position }
        if error.token == nil { error.token = token }
        return error
    }
}

/// Thrown where the stack of the calling thread is used up, to begin again on a thread with a large one.
struct StackExhausted: Error {}
