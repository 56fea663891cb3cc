package import FlowJSON

extension JSONValue {
    /// Reads a YAML document that means what JSON can say: mappings with words as keys, lists, texts, numbers, truth values
    /// and nothing, as in YAML 1.2.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - longest: more bytes are refused.
    /// - Throws: `YAMLProblem`, also for tags, for a key that stands twice and for aliases that stand for more than anybody
    ///   wrote.
    package init(yaml bytes: [UInt8], longest: Int) throws(YAMLProblem) {
        guard let node = try composeYAML(bytes, longest: longest, aliases: .bounded) else {
            throw YAMLProblem(.start, "the file is empty", "")
        }
        try self.init(node)
    }

    private init(_ node: YAMLNode) throws(YAMLProblem) {
        switch node.content {
        case .scalar where node.isNothing: self = .null
        case .scalar(let text, isQuoted: true): self = .string(text)
        case .scalar(let text, isQuoted: false): self = Self.plain(text)
        case .list(let items):
            var elements: [JSONValue] = []
            for item in items { elements.append(try JSONValue(item)) }
            self = .array(elements)
        case .mapping(let entries):
            var members = JSONObject()
            for entry in entries {
                guard members[entry.key] == nil else {
                    throw YAMLProblem(entry.place, "the key \(quoted(entry.key)) stands twice", "keep one of them")
                }
                members[entry.key] = try JSONValue(entry.value)
            }
            self = .object(members)
        }
    }

    /// A word without quotation marks: a number where JSON would write it so, else a text.
    private static func plain(_ text: String) -> JSONValue {
        switch text {
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default:
            guard let first = text.utf8.first, first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") < 10,
                let number = try? JSONValue(parsing: text)
            else { return .string(text) }
            return number
        }
    }
}
