import Yams

/// Reads a YAML document with the place of everything in it.
///
/// A definition takes no anchors, aliases, merge keys and tags: each is refused where it stands.
///
/// Yams does the parsing, with two of its habits kept away. It puts what an alias stands for in its place before anybody can
/// look, so that a few lines can stand for billions of nodes; here `*` is hidden from it, and aliases come back as words. And
/// it stops at a key that stands twice; here the first of the two is hidden and parsing repeated, so that duplicates are found
/// together with every other mistake.
///
/// - Parameters:
///   - bytes: UTF-8.
///   - longest: a text of more bytes is refused.
/// - Returns: nil for an empty text.
/// - Throws: `YAMLProblem` for a text that is no YAML of this kind, nests too deeply or holds several documents.
package func composeYAML(_ bytes: [UInt8], longest: Int) throws(YAMLProblem) -> YAMLNode? {
    let text = try YAMLText(bytes, longest: longest)
    if let place = text.excessiveDepth {
        throw YAMLProblem(place, "the file nests too deeply", "a definition needs few levels: check the brackets")
    }
    var masked = MaskedText(text.text)
    while true {
        do {
            let parser = try Parser(yaml: masked.text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else { return nil }
            // The anchors of the nodes live as long as the parser.
            return try withExtendedLifetime(parser) { () throws(YAMLProblem) in try masked.node(root) }
        } catch let error as YamlError {
            if case .duplicatedKeysInMapping(_, let context) = error, masked.hideKey(at: TextPlace(context.mark)) {
                continue
            }
            throw YAMLProblem(error)
        } catch let problem as YAMLProblem {
            throw problem
        } catch {
            throw YAMLProblem(.start, "the file cannot be read as YAML: \(error)", "check its syntax")
        }
    }
}

/// A text in which single characters are hidden from the parser, each behind one private-use character: no place moves.
private struct MaskedText {
    private let original: [Unicode.Scalar]
    private var scalars: [Unicode.Scalar]
    /// Stands for `*`.
    private let star: Unicode.Scalar
    private var hiddenKeys: [TextPlace: String] = [:]

    init(_ text: String) {
        original = Array(text.unicodeScalars)
        let used = Set(original)
        // These characters take more bytes than a file may have, so at least one of them is not in it.
        let star = (0xF0000...0x10FFFD).lazy.compactMap(Unicode.Scalar.init).first { !used.contains($0) } ?? "*"
        self.star = star
        scalars = original.map { $0 == "*" ? star : $0 }
    }

    /// What the parser gets.
    var text: String { Self.string(scalars) }

    /// Hides the plain or simply quoted word at a place, so that the same key may follow. False where there is none, or
    /// where it is hidden already.
    mutating func hideKey(at place: TextPlace) -> Bool {
        guard hiddenKeys.count < 50, hiddenKeys[place] == nil, var start = index(of: place),
            // Each hidden key has a character of its own, so that hidden keys differ too.
            let mask = Unicode.Scalar(0xE000 + UInt32(hiddenKeys.count))
        else { return false }
        if original[start] == "\"" || original[start] == "'" { start += 1 }
        let word = original[start...].prefix {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "-"
        }
        guard !word.isEmpty else { return false }
        hiddenKeys[place] = Self.string(word)
        for index in word.indices { scalars[index] = mask }
        return true
    }

    /// Where the scalar of a place is, by lines as the parser counts them.
    private func index(of place: TextPlace) -> Int? {
        var line = 1
        var column = 1
        for (index, scalar) in original.enumerated() {
            if line == place.line, column == place.column { return index }
            let isPair = scalar == "\r" && index + 1 < original.count && original[index + 1] == "\n"
            if !isPair, ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) {
                (line, column) = (line + 1, 1)
            } else {
                column += 1
            }
        }
        return nil
    }

    /// A parsed node with its words as they stand in the file.
    func node(_ source: Node) throws(YAMLProblem) -> YAMLNode {
        let place = try place(of: source)
        switch source {
        case .scalar(let scalar): return try self.scalar(scalar, isKey: false, at: place)
        case .sequence(let sequence):
            try checkTag(sequence.tag, at: place)
            var items: [YAMLNode] = []
            for item in sequence { items.append(try node(item)) }
            return YAMLNode(place: place, content: .list(items))
        case .mapping(let mapping):
            try checkTag(mapping.tag, at: place)
            var entries: [YAMLNode.Entry] = []
            for (key, value) in mapping { entries.append(try entry(key, value)) }
            return YAMLNode(place: place, content: .mapping(entries))
        case .alias: throw YAMLProblem(place, "an alias has no meaning here", Self.aliasAdvice)
        }
    }

    /// Where a node begins, if it has no anchor.
    private func place(of node: Node) throws(YAMLProblem) -> TextPlace {
        let place = node.mark.map(TextPlace.init) ?? .start
        if let anchor = node.anchor?.rawValue {
            throw YAMLProblem(
                place, "the anchor \(quoted("&" + anchor)) has no meaning here",
                "remove it, and write its value out wherever it is wanted")
        }
        return place
    }

    private static let aliasAdvice = "write out the value that it stands for"

    private func entry(_ key: Node, _ value: Node) throws(YAMLProblem) -> YAMLNode.Entry {
        let place = try place(of: key)
        guard case .scalar(let scalar) = key,
            case .scalar(let name, let isQuoted) = try self.scalar(scalar, isKey: true, at: place).content
        else { throw YAMLProblem(place, "a key must be a word", "write a word in place of the list or mapping") }
        if name == "<<", !isQuoted {
            throw YAMLProblem(
                place, "the key \"<<\" merges nothing here", "write out the keys that the mapping is to have")
        }
        return YAMLNode.Entry(key: name, place: place, value: try node(value))
    }

    private func scalar(_ scalar: Node.Scalar, isKey: Bool, at place: TextPlace) throws(YAMLProblem) -> YAMLNode {
        let word = hiddenKeys[place] ?? Self.string(scalar.string.unicodeScalars.map { $0 == star ? "*" : $0 })
        if scalar.style == .plain, scalar.string.unicodeScalars.first == star {
            throw YAMLProblem(place, "the alias \(quoted(word)) has no meaning here", Self.aliasAdvice)
        }
        try checkTag(scalar.tag, or: .str, at: place)
        // The parser itself marks plain keys as strings.
        let isText = scalar.style != .plain || (!isKey && scalar.tag.description == Tag.Name.str.rawValue)
        return YAMLNode(place: place, content: .scalar(word, isQuoted: isText))
    }

    private func checkTag(_ tag: Tag, or other: Tag.Name = .implicit, at place: TextPlace) throws(YAMLProblem) {
        guard [.implicit, other].contains(Tag.Name(rawValue: tag.description)) else {
            throw YAMLProblem(place, "a tag such as \(quoted(tag.description)) has no meaning here", "remove it")
        }
    }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

extension TextPlace {
    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}

extension YAMLProblem {
    /// What the parser says, as one line with its place.
    fileprivate init(_ error: YamlError) {
        let advice = "correct the syntax there or just before"
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            let setting = context.map { " \($0.text) from line \($0.mark.line)" } ?? ""
            self.init(TextPlace(mark), "this is no valid YAML: \(problem)\(setting)", advice)
        case .composer(_, _, let mark, _):
            self.init(TextPlace(mark), "the file holds a second document", "keep one definition in a file")
        case .reader(_, let offset, _, let text):
            let before = text.prefix(offset ?? 0)
            let line = before.split(separator: "\n", omittingEmptySubsequences: false)
            let column = (line.last?.unicodeScalars.count ?? 0) + 1
            self.init(
                TextPlace(line: max(1, line.count), column: column), "a control character stands here", "remove it")
        case .duplicatedKeysInMapping(let keys, let context):
            self.init(
                TextPlace(context.mark), "a key stands twice: \(keys.map(quoted).joined(separator: ", "))",
                "keep one of them")
        default:
            self.init(.start, "the file cannot be read as YAML: \(error)", "check its syntax")
        }
    }
}
