import FlowOperations

/// What an operation takes and what it answers.
struct OperationHelp {
    private let operation: Operation
    private let definition: OpenAPIDefinition
    private let command: String

    init(_ operation: Operation, _ definition: OpenAPIDefinition, command: String) {
        self.operation = operation
        self.definition = definition
        self.command = command
    }

    func text(_ screen: CallScreen) -> String {
        let summary = operation.summary
        var parts = [
            usage,
            ([
                "\(screen.strong(summary.method)) \(summary.path)"
            ] + about).joined(separator: "\n"),
        ]
        if !operation.parameters.isEmpty {
            parts.append("PARAMETERS:\n" + operation.parameters.map(Self.line).joined(separator: "\n"))
        }
        if let body = operation.body {
            let title = "BODY (\(body.mediaType), \(body.isRequired ? "required" : "optional"))"
            parts.append(body.sample(in: definition).map { "\(title), for example:\n\(screen.text(of: $0))" } ?? title)
        }
        for response in operation.responses where response.status.hasPrefix("2") {
            let title = "ANSWER \(response.status)" + (response.description.isEmpty ? "" : ": \(response.description)")
            parts.append(
                response.sample(in: definition).map { "\(title) For example:\n\(screen.text(of: $0))" } ?? title)
        }
        let others = operation.responses.filter { !$0.status.hasPrefix("2") }
        if !others.isEmpty {
            parts.append(
                "OTHER ANSWERS:\n" + others.map { "  \($0.status)  \($0.description)" }.joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var usage: String {
        let values = operation.summary.pathNames.map { " <\($0)>" }.joined()
        let query = operation.parameters.contains { $0.place != .path } ? " [-p name=value ...]" : ""
        let body = operation.body.map { $0.isRequired ? " -d <json>" : " [-d <json>]" } ?? ""
        return "USAGE: \(command) \(operation.id)\(values)\(query)\(body)"
    }

    private var about: [String] {
        [
            operation.summary.summary, operation.description,
            operation.summary.isDeprecated ? "Deprecated: it may go." : "",
        ].filter { !$0.isEmpty }
    }

    private static func line(_ parameter: Parameter) -> String {
        let traits = [
            parameter.place.rawValue, parameter.isRequired ? "required" : "", parameter.type,
            parameter.isDeprecated ? "deprecated" : "",
        ]
        let notes = [
            parameter.description,
            parameter.choices.isEmpty ? "" : "One of \(parameter.choices.joined(separator: ", ")).",
            parameter.standard.map { "Default: \($0)." } ?? "", parameter.example.map { "For example \($0)." } ?? "",
        ]
        let about = notes.filter { !$0.isEmpty }.joined(separator: " ")
        let kind = traits.filter { !$0.isEmpty }.joined(separator: ", ")
        return "  \(parameter.name) (\(kind))" + (about.isEmpty ? "" : "\n      \(about)")
    }
}
