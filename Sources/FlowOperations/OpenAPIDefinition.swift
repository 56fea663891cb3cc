import FlowJSON
import FlowYAML

/// A document in the OpenAPI format (3.0 or 3.1), as a value that operations are looked up in.
///
/// Whoever wrote it may have meant harm: nothing in it is fetched, references are followed within it and so far, and what
/// is larger than anybody needs is refused. The parts of an operation are looked at when it is asked for.
package struct OpenAPIDefinition: Sendable {
    /// What messages call it: a path or an address.
    package let name: String
    let root: JSONValue
    /// The operations in the document's order.
    package let operations: [OperationSummary]
    /// The addresses of the servers, as they are written, the first one first.
    package let servers: [String]

    /// The most bytes that a document may have, in JSON and in YAML, which takes longer to read.
    package static let longest = (json: 16 << 20, yaml: 4 << 20)
    /// The most operations that a document may have.
    static let mostOperations = 10_000

    /// Reads a document in JSON, or in YAML where it does not begin with a brace.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, with a byte-order mark or without.
    ///   - name: what messages call it.
    /// - Throws: `OperationError.unreadable` for anything else than OpenAPI 3.
    package init(_ bytes: [UInt8], name: String) throws(OperationError) {
        func failure(_ reason: String) -> OperationError { .unreadable(definition: name, reason: reason) }
        guard bytes.count <= Self.longest.json else { throw failure("it is larger than \(Self.longest.json >> 20) MB") }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let root = try Self.value(text, failure)
        guard let version = root["openapi"] else {
            throw failure(root["swagger"] == nil ? "it does not say openapi" : "it is Swagger 2, not OpenAPI 3")
        }
        guard version.stringValue?.hasPrefix("3.") == true || version.doubleValue.map({ 3..<4 ~= $0 }) == true else {
            throw failure("its version is not 3.0 or 3.1")
        }
        self.name = name
        self.root = root
        servers = Self.servers(of: root)
        operations = try Self.operations(of: root, failure)
    }

    private static func value(
        _ bytes: [UInt8], _ failure: (String) -> OperationError
    ) throws(OperationError) -> JSONValue {
        if bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "{") {
            do throws(JSONError) {
                return try JSONValue(parsing: bytes)
            } catch {
                throw failure("it is no JSON: \(error.description)")
            }
        }
        do throws(YAMLProblem) {
            return try JSONValue(yaml: bytes, longest: longest.yaml)
        } catch {
            throw failure("line \(error.place.line), column \(error.place.column): \(error.message)")
        }
    }

    /// The methods that an operation can have, as the document writes them.
    private static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

    private static func operations(
        of root: JSONValue, _ failure: (String) -> OperationError
    ) throws(OperationError) -> [OperationSummary] {
        var operations: [OperationSummary] = []
        for path in root["paths"]?.objectValue ?? JSONObject() where path.key.hasPrefix("/") {
            let item = path.value.objectValue ?? JSONObject()
            for member in item where methods.contains(member.key) && member.value.objectValue != nil {
                guard operations.count < mostOperations else {
                    throw failure("it has more than \(mostOperations) operations")
                }
                operations.append(OperationSummary(path: path.key, method: member.key, member.value))
            }
        }
        guard !operations.isEmpty else { throw failure("it has no operations") }
        return operations
    }

    static func servers(of part: JSONValue) -> [String] {
        (part["servers"]?.arrayValue ?? []).prefix(100).compactMap { server in
            guard var address = server["url"]?.stringValue else { return nil }
            for variable in server["variables"]?.objectValue ?? JSONObject() {
                guard let value = variable.value["default"]?.stringValue else { continue }
                address = address.replacing("{\(variable.key)}", with: value)
            }
            return address
        }
    }

    /// The operation of this name.
    ///
    /// - Throws: `unknownOperation`; whatever else is wrong with it.
    package func operation(_ id: String) throws(OperationError) -> Operation {
        guard let summary = operations.first(where: { $0.id == id }) else {
            throw .unknownOperation(id, known: operations.map(\.id))
        }
        return try Operation(summary, in: self)
    }
}

/// An operation as a list shows it.
package struct OperationSummary: Sendable, Hashable {
    /// Its `operationId`; method and path where it has none.
    package let id: String
    /// In capitals.
    package let method: String
    /// With its parameters in braces.
    package let path: String
    /// One line for people; empty where nobody wrote any.
    package let summary: String
    package let isDeprecated: Bool

    init(path: String, method: String, _ value: JSONValue) {
        self.path = path
        self.method = method.uppercased()
        let named = value["operationId"]?.stringValue ?? ""
        id = named.isEmpty ? "\(method.uppercased()) \(path)" : named
        let text = value["summary"]?.stringValue ?? value["description"]?.stringValue ?? ""
        summary = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        isDeprecated = value["deprecated"]?.boolValue ?? false
    }

    /// Whether sending it twice does no more than sending it once: what reads, and the searches that are sent by POST.
    package var isRepeatable: Bool {
        switch method {
        case "GET", "HEAD", "OPTIONS": true
        case "POST": id.hasPrefix("search") || path.hasSuffix(":search") || path.hasSuffix("/search")
        default: false
        }
    }
}

/// References within a document.
extension OpenAPIDefinition {
    /// How many references may lead from one to the next.
    private static let longestChain = 32

    /// The part that a part stands for: itself, or what its reference names.
    ///
    /// - Throws: `reference` for one that leads nowhere, in a circle or out of the document.
    func resolved(_ part: JSONValue) throws(OperationError) -> JSONValue {
        var part = part
        var chain = 0
        while let reference = part["$ref"]?.stringValue {
            chain += 1
            guard chain <= Self.longestChain else { throw .reference(reference, reason: "it leads in a circle") }
            part = try target(of: reference)
        }
        return part
    }

    /// What stands at a reference such as `#/components/schemas/Task`.
    func target(of reference: String) throws(OperationError) -> JSONValue {
        guard reference.hasPrefix("#") else {
            throw .reference(reference, reason: "it leads out of the document")
        }
        var part = root
        for name in reference.dropFirst().split(separator: "/") {
            let key = PercentEncoding.decode(String(name)).replacing("~1", with: "/").replacing("~0", with: "~")
            let next =
                part[key]
                ?? Int(key).flatMap { index in
                    part.arrayValue.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                }
            guard let next else { throw .reference(reference, reason: "it leads to nothing") }
            part = next
        }
        return part
    }
}
