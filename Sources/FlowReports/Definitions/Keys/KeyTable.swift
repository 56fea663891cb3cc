import FlowYAML

/// One key of a definition: its name, what documentation says about it, and how its value is read.
struct DefinitionKey<Draft>: Sendable {
    let name: String
    /// What may stand there, such as `a list of dimensions`.
    let value: String
    /// What the key does, and what holds without it.
    let note: String
    let isRequired: Bool
    /// A key beside which this one is not required.
    let alternative: String?
    let read: @Sendable (_ node: YAMLNode, _ draft: inout Draft, _ problems: inout DefinitionProblems) -> Void

    init(
        _ name: String, _ value: String, required: Bool = false, unless alternative: String? = nil, _ note: String,
        read: @escaping @Sendable (YAMLNode, inout Draft, inout DefinitionProblems) -> Void
    ) {
        self.name = name
        self.value = value
        self.note = note
        isRequired = required
        self.alternative = alternative
        self.read = read
    }
}

/// All keys of one level of a definition. A new key is one entry; what has none is an unknown key.
struct KeyTable<Draft>: Sendable {
    /// What the level is, such as `a sheet`.
    let subject: String
    let keys: [DefinitionKey<Draft>]

    init(_ subject: String, _ keys: [DefinitionKey<Draft>]) {
        self.subject = subject
        self.keys = keys
    }

    /// Reads a mapping into a draft: each key by its entry, and whatever is wrong with the keys into `problems`.
    ///
    /// - Returns: the keys whose values are wrong, so that nobody blames others for what they lack.
    @discardableResult
    func read(_ node: YAMLNode, into draft: inout Draft, _ problems: inout DefinitionProblems) -> Set<String> {
        guard case .mapping(let entries) = node.content else {
            problems.add(
                node.place, "\(subject) must be a mapping, not \(node.description)",
                advice: "write keys with values, such as \(keys[0].name): \(keys[0].value)")
            return []
        }
        var seen: [String: TextPlace] = [:]
        var wrong: Set<String> = []
        // A key that was meant and misspelt is not missing as well.
        var meant: Set<String> = []
        for entry in entries {
            if let first = seen[entry.key] {
                problems.add(
                    entry.place, "\(quoted(entry.key)) stands twice in \(subject), first on line \(first.line)",
                    advice: "keep one of them")
            } else {
                seen[entry.key] = entry.place
            }
            guard let key = keys.first(where: { $0.name == entry.key }) else {
                problems.addUnknown("key", entry.key, entry.place, known: keys.map(\.name))
                if let near = nearestWord(to: entry.key, among: keys.map(\.name)) { meant.insert(near) }
                continue
            }
            let before = problems.count
            defer { if problems.count > before { wrong.insert(key.name) } }
            if entry.value.isNothing {
                problems.add(
                    entry.place, "\(quoted(entry.key)) has no value", advice: "give it \(key.value), or remove it")
            } else {
                key.read(entry.value, &draft, &problems)
            }
        }
        for key in keys where key.isRequired && seen[key.name] == nil && !meant.contains(key.name) {
            if let alternative = key.alternative, seen[alternative] != nil { continue }
            problems.add(node.place, "\(subject) lacks the key \(quoted(key.name))", advice: "give it \(key.value)")
        }
        return wrong
    }
}
