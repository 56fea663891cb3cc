/// Why a definition or an operation of it cannot be used as somebody wants.
package enum OperationError: Error, Hashable, Sendable {
    /// A document that is not in the OpenAPI format, or too large.
    case unreadable(definition: String, reason: String)
    case unknownOperation(String, known: [String])
    /// A reference within a document that cannot be followed.
    case reference(String, reason: String)
    /// More of something than any operation needs.
    case tooMuch(operation: String, what: String)
    /// Required parameters without a value.
    case missingParameters(operation: String, names: [String])
    /// A part of the path that would be nothing: another address.
    case emptyValue(operation: String, name: String)
    /// Values for more parameters than the path has.
    case surplusValues(operation: String, values: [String], names: [String])
    /// A required body is missing.
    case missingBody(operation: String)

    /// What is wrong.
    package var what: String {
        switch self {
        case .unreadable(let definition, let reason): "\(definition) is no definition that can be read: \(reason)"
        case .unknownOperation(let id, _): "there is no operation \"\(id)\""
        case .reference(let reference, let reason):
            "the definition's reference \(reference) cannot be followed: \(reason)"
        case .tooMuch(let operation, let what): "the definition of \(operation) has \(what)"
        case .missingParameters(let operation, let names):
            "\(operation) needs \(names.joined(separator: ", "))"
        case .emptyValue(let operation, let name): "\(operation) needs a value for \(name) that is not empty"
        case .surplusValues(let operation, let values, let names):
            "\(operation) takes \(names.isEmpty ? "no value" : names.joined(separator: ", ")) in its path"
                + " and has none for \(values.joined(separator: ", "))"
        case .missingBody(let operation): "\(operation) needs a body"
        }
    }
}
