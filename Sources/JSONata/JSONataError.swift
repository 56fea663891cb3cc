/// Why an expression could not be parsed or evaluated, with the code that the language documents for it.
///
/// The first letter of a code tells when it arises: `S` while parsing, `T` when a value has the wrong type, `D` for any
/// other failure of an evaluation.
public struct JSONataError: Error, Sendable, CustomStringConvertible {
    /// The documented code, such as `T2001`.
    public let code: String
    /// The offset in the expression just after the offending token, in UTF-16 code units from its start, as the reference
    /// implementation counts; nil where none is known.
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

    /// The same error, with the position and name of the call it passed through where it has none of its own.
    func located(_ position: Int, _ token: String?) -> JSONataError {
        var error = self
        if error.position == nil { error.position = position }
        if error.token == nil { error.token = token }
        return error
    }
}

/// Thrown where the stack of the calling thread is used up, to begin again on a thread with a large one.
struct StackExhausted: Error {}

/// The sentence for each documented error code; `{name}` stands for a part of the error.
enum ErrorCatalogue {
    static func message(of error: JSONataError) -> String {
        let template = sentences[error.code] ?? "Unknown error"
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            switch name {
            case "token": result += error.token ?? ""
            case "value": result += error.value ?? ""
            default: result += error.details[name] ?? ""
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// All codes that this implementation can report.
    static var codes: [String] { sentences.keys.sorted() }

    private static let sentences: [String: String] = syntax.merging(types) { $1 }.merging(dynamic) { $1 }

    private static let syntax: [String: String] = [
        "S0101": "The string has no closing quote",
        "S0102": "The number {token} is out of range",
        "S0103": "\\{token} is not an escape sequence",
        "S0104": "\\u must be followed by four hexadecimal digits",
        "S0105": "The quoted name has no closing backtick",
        "S0106": "The comment has no closing */",
        "S0201": "{token} is not expected here",
        "S0202": "{value} is expected here, not {token}",
        "S0203": "{value} is expected before the end of the expression",
        "S0204": "{token} is not an operator",
        "S0206": "{token} is no expression",
        "S0207": "The expression ends too early",
        "S0208": "Parameter {value} of a function must be a variable name, which starts with $",
        "S0209": "A predicate cannot follow a grouping in the same step",
        "S0210": "A step can have one grouping only",
        "S0211": "{token} cannot stand at the start of an expression",
        "S0212": "The left side of := must be a variable name, which starts with $",
        "S0213": "The literal {value} cannot be a step of a path",
        "S0214": "The right side of {token} must be a variable name, which starts with $",
        "S0215": "@ must come before the predicates of a step",
        "S0216": "@ must come before the order-by of a step",
        "S0217": "The parent that % asks for cannot be derived from this expression",
        "S0301": "A regular expression cannot be empty",
        "S0302": "The regular expression has no closing /",
        "S0303": "The regular expression is not valid: {value}",
        "S0401": "Only functions and arrays take type parameters in a signature",
        "S0402": "A choice of types in a signature cannot have type parameters",
    ]

    private static let types: [String: String] = [
        "T0410": "Argument {index} of function {token} does not match its signature",
        "T0411": "The context value has the wrong type for argument {index} of function {token}",
        "T0412": "Argument {index} of function {token} must be an array of {type}",
        "T1003": "A key of an object must be a string, not {value}",
        "T1005": "{token} is no function; is ${token} meant?",
        "T1006": "What is called is no function",
        "T1007": "{token} is no function to apply partially; is ${token} meant?",
        "T1008": "What is to be applied partially is no function",
        "T1010": "The matcher given to function {token} does not return the structure of a match",
        "T2001": "The left side of {token} must be a number",
        "T2002": "The right side of {token} must be a number",
        "T2003": "The left side of the range operator (..) must be an integer",
        "T2004": "The right side of the range operator (..) must be an integer",
        "T2006": "The right side of ~> must be a function",
        "T2007": "The order-by cannot compare {value} with {value2}: their types differ",
        "T2008": "An order-by can compare numbers or strings only",
        "T2009": "{value} and {value2} on the sides of {token} must have the same type",
        "T2010": "The sides of {token} must be numbers or strings",
        "T2011": "The update of a transform must be an object, not {value}",
        "T2012": "The deletion of a transform must be a string or an array of strings, not {value}",
        "T2013": "A transform needs the function $clone, which has been replaced by something else",
    ]

    private static let dynamic: [String: String] = [
        "D1001": "The number {value} is out of range",
        "D1002": "{value} is no number to negate",
        "D1004": "The regular expression matches an empty string",
        "D1009": "Several key expressions give the same key {value}",
        "D1011": "The evaluation is nested too deep; a function may call itself without end",
        "D1012": "The evaluation has taken longer than its time limit; it may loop without end",
        "D2014": "A range cannot have more than ten million numbers; this one has {value}",
        "D2015": "The result has grown beyond the limit of {value}",
        "D3001": "$string cannot represent infinity or what is not a number",
        "D3010": "The pattern of $replace cannot be an empty string",
        "D3011": "The limit of $replace cannot be negative",
        "D3012": "The replacement function of $replace must return a string",
        "D3020": "The limit of $split cannot be negative",
        "D3030": "{value} cannot be made a number",
        "D3040": "The limit of $match cannot be negative",
        "D3050": "The function given to $reduce must take at least two arguments",
        "D3060": "The square root of the negative number {value} does not exist",
        "D3061": "{value} to the power of {exp} is no number that JSON can hold",
        "D3070": "$sort needs a comparison function for anything but an array of numbers or an array of strings",
        "D3080": "A picture can have two sub-pictures at most",
        "D3081": "A sub-picture can have one decimal separator only",
        "D3082": "A sub-picture can have one percent sign only",
        "D3083": "A sub-picture can have one per-mille sign only",
        "D3084": "A sub-picture cannot have both a percent and a per-mille sign",
        "D3085": "The mantissa of a sub-picture needs at least one digit",
        "D3086": "A sub-picture cannot have other characters between its digits",
        "D3087": "A grouping separator cannot stand beside a decimal separator",
        "D3088": "A grouping separator cannot end the integer part",
        "D3089": "Two grouping separators cannot stand side by side",
        "D3090": "In the integer part an optional digit cannot follow a mandatory one",
        "D3091": "In the fractional part a mandatory digit cannot follow an optional one",
        "D3092": "A sub-picture with a percent or per-mille sign cannot have an exponent",
        "D3093": "The exponent of a sub-picture must consist of mandatory digits",
        "D3100": "The radix of $formatBase must be between 2 and 36, not {value}",
        "D3110": "$toMillis needs an ISO 8601 timestamp, not {value}",
        "D3120": "The expression given to $eval is not valid: {value}",
        "D3121": "The expression given to $eval failed: {value}",
        "D3130": "Integers as a sequence that starts with {value} are not supported",
        "D3131": "All digits of a decimal digit pattern must come from the same script",
        "D3132": "{value} is no component of a date/time picture",
        "D3133": "Only months and days can be given by name, not {value}",
        "D3134": "A time zone has four digits, as in +0100",
        "D3135": "A marker of the date/time picture has no closing bracket",
        "D3136": "The date/time picture lacks components that are needed to parse a timestamp",
        "D3137": "{message}",
        "D3138": "$single matches more than one value",
        "D3139": "$single matches no value",
        "D3140": "Malformed URL passed to ${functionName}(): {value}",
        "D3141": "{message}",
    ]
}
