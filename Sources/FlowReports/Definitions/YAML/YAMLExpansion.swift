import Yams

/// Turns parsed nodes into values, with aliases in place of which their values stand, within a budget.
struct YAMLExpansion {
    private let masks: YAMLMasks
    private var anchors: [String: YAMLNode] = [:]
    private var sizes: [String: Int] = [:]
    /// How many values may still come, those under aliases counted each time.
    private var budget = 20_000

    init(masks: YAMLMasks) {
        self.masks = masks
    }

    /// - Throws: `YAMLProblem` for an alias without anchor, a key that is no word, a tag, and too many values.
    mutating func node(_ source: Node) throws(YAMLProblem) -> YAMLNode {
        let place = source.mark.map(TextPlace.init) ?? .start
        let before = budget
        try spend(1, at: place)
        let node: YAMLNode
        switch source {
        case .scalar(let scalar):
            node = try self.scalar(scalar, isKey: false, at: place)
        case .sequence(let sequence):
            try checkTag(sequence.tag, allowed: [.implicit], at: place)
            var items: [YAMLNode] = []
            for item in sequence { items.append(try self.node(item)) }
            node = YAMLNode(place: place, content: .list(items))
        case .mapping(let mapping):
            try checkTag(mapping.tag, allowed: [.implicit], at: place)
            node = YAMLNode(place: place, content: .mapping(try entries(mapping)))
        case .alias:
            throw YAMLProblem(place, "an alias cannot stand here", "write its value")
        }
        if let anchor = source.anchor?.rawValue {
            anchors[anchor] = node
            sizes[anchor] = before - budget
        }
        return node
    }

    private mutating func spend(_ count: Int, at place: TextPlace) throws(YAMLProblem) {
        budget -= count
        if budget < 0 {
            throw YAMLProblem(place, "the file stands for too many values", "use fewer aliases")
        }
    }

    private mutating func scalar(
        _ scalar: Node.Scalar, isKey: Bool, at place: TextPlace
    ) throws(YAMLProblem) -> YAMLNode {
        let isPlain = scalar.style == .plain
        if isPlain, let name = masks.alias(scalar.string) {
            guard let node = anchors[name], let size = sizes[name] else {
                throw YAMLProblem(place, "no anchor \(quoted("&" + name)) stands before this alias", "define it first")
            }
            try spend(size, at: place)
            return node
        }
        try checkTag(scalar.tag, allowed: [.implicit, .str], at: place)
        // The parser itself marks plain keys as strings.
        let isText = !isPlain || (!isKey && scalar.tag.description == Tag.Name.str.rawValue)
        return YAMLNode(place: place, content: .scalar(masks.revealed(scalar.string, at: place), isQuoted: isText))
    }

    private func checkTag(_ tag: Tag, allowed: [Tag.Name], at place: TextPlace) throws(YAMLProblem) {
        guard allowed.contains(Tag.Name(rawValue: tag.description)) else {
            throw YAMLProblem(place, "a tag such as \(quoted(tag.description)) has no meaning here", "remove it")
        }
    }

    /// The entries of a mapping; those that `<<` brings in come where the mapping has no such key of its own.
    private mutating func entries(_ mapping: Node.Mapping) throws(YAMLProblem) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var merged: [YAMLNode.Entry] = []
        for (key, value) in mapping {
            let keyPlace = key.mark.map(TextPlace.init) ?? .start
            try spend(1, at: keyPlace)
            guard case .scalar(let scalar) = key,
                case .scalar(let name, let isQuoted) = try self.scalar(scalar, isKey: true, at: keyPlace).content
            else { throw YAMLProblem(keyPlace, "a key must be a word", "write a word in place of the list or mapping") }
            let valueNode = try node(value)
            if name == "<<" && !isQuoted {
                merged += try mergeEntries(valueNode)
            } else {
                entries.append(YAMLNode.Entry(key: name, place: keyPlace, value: valueNode))
            }
        }
        for entry in merged where !entries.contains(where: { $0.key == entry.key }) { entries.append(entry) }
        return entries
    }

    private func mergeEntries(_ node: YAMLNode) throws(YAMLProblem) -> [YAMLNode.Entry] {
        switch node.content {
        case .mapping(let entries): return entries
        case .list(let items):
            var entries: [YAMLNode.Entry] = []
            for item in items { entries += try mergeEntries(item) }
            return entries
        case .scalar:
            throw YAMLProblem(node.place, "\"<<\" must be a mapping, not \(node.description)", "give it an alias")
        }
    }
}
