import Yams

/// Reads a YAML document with the place of everything in it.
///
/// Tags are refused where they stand, and so are anchors, aliases and merge keys unless `aliases` lets them mean something.
///
/// Yams does the parsing, with two of its habits kept away. It puts what an alias stands for in its place before anybody can
/// look, so that a few lines can stand for billions of nodes; here `*` is hidden from it, and aliases come back as words. And
/// it stops at a key that stands twice; here the first of the two is hidden and parsing repeated, so that duplicates are found
/// together with every other mistake.
///
/// - Parameters:
///   - bytes: UTF-8.
///   - longest: a text of more bytes is refused.
///   - aliases: what aliases and merge keys may do.
/// - Returns: nil for an empty text.
/// - Throws: `YAMLProblem` for a text that is no YAML of this kind, nests too deeply or holds several documents.
package func composeYAML(_ bytes: [UInt8], longest: Int, aliases: YAMLAliases = .refused) throws(YAMLProblem)
    -> YAMLNode?
{
    let text = try YAMLText(bytes, longest: longest)
    if let place = text.excessiveDepth {
        throw YAMLProblem(place, "the file nests too deeply", "a definition needs few levels: check the brackets")
    }
    var masked = try MaskedText(text.text, aliases)
    while true {
        do {
            let parser = try Parser(yaml: masked.text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else { return nil }
            // The anchors of the nodes live as long as the parser.
            return try withExtendedLifetime(parser) { () throws(YAMLProblem) in try masked.node(root) }
        } catch let error as YamlError {
            if case .duplicatedKeysInMapping(_, let context) = error, aliases == .refused,
                masked.hideKey(at: TextPlace(context.mark))
            {
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

/// What aliases may stand for.
package enum YAMLAliases: Sendable {
    /// Nothing: who reads the file is to see every value where it counts.
    case refused
    /// What their anchors mark, as far as a document has it that somebody wrote.
    case bounded
}

/// A text in which single characters are hidden from the parser, each behind one private-use character: no place moves.
private struct MaskedText {
    private let original: [Unicode.Scalar]
    private var scalars: [Unicode.Scalar]
    /// Stands for `*`.
    private let star: Unicode.Scalar
    private var hiddenKeys: [TextPlace: String] = [:]
    private let aliases: YAMLAliases
    private var anchors: [String: Anchored] = [:]
    /// How many values there are so far, those that aliases repeat too, and how deep the deepest one is.
    private var values = (count: 0, deepest: 0)

    /// What an anchor marks.
    private struct Anchored {
        let node: YAMLNode
        /// Of values in it, itself among them.
        let count: Int
        /// Of levels below it.
        let depth: Int
    }

    /// More values than these are none that anybody wrote.
    private static let mostValues = 1_000_000
    /// Aliases build no deeper than this.
    private static let deepest = 200

    init(_ text: String, _ aliases: YAMLAliases) throws(YAMLProblem) {
        self.aliases = aliases
        original = Array(text.unicodeScalars)
        let used = Set(original)
        guard let star = (0xF0000...0x10FFFD).lazy.compactMap(Unicode.Scalar.init).first(where: { !used.contains($0) })
        else { throw YAMLProblem(.start, "the file is no text that somebody wrote", "check the path") }
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
    mutating func node(_ source: Node, level: Int = 0) throws(YAMLProblem) -> YAMLNode {
        let place = try place(of: source)
        try count(1, depth: level, at: place)
        guard let name = source.anchor?.rawValue else { return try content(of: source, at: place, level) }
        let before = values
        values.deepest = level
        let node = try content(of: source, at: place, level)
        anchors[name] = Anchored(
            node: node, count: values.count - before.count + 1, depth: values.deepest - level)
        values.deepest = max(values.deepest, before.deepest)
        return node
    }

    private mutating func count(_ count: Int, depth: Int, at place: TextPlace) throws(YAMLProblem) {
        values.count += count
        values.deepest = max(values.deepest, depth)
        guard values.count <= Self.mostValues, values.deepest <= Self.deepest else {
            throw YAMLProblem(place, "the aliases up to here stand for too much", "write out what is meant")
        }
    }

    private mutating func content(
        of source: Node, at place: TextPlace, _ level: Int
    ) throws(YAMLProblem) -> YAMLNode {
        switch source {
        case .scalar(let scalar):
            if aliases == .bounded, isAlias(scalar) { return try target(of: scalar, at: place, level) }
            return try self.scalar(scalar, isKey: false, at: place)
        case .sequence(let sequence):
            try checkTag(sequence.tag, at: place)
            var items: [YAMLNode] = []
            for item in sequence { items.append(try node(item, level: level + 1)) }
            return YAMLNode(place: place, content: .list(items))
        case .mapping(let mapping):
            try checkTag(mapping.tag, at: place)
            var entries: [YAMLNode.Entry] = []
            var merged: [YAMLNode.Entry] = []
            for (key, value) in mapping {
                let entry = try entry(key, value, level)
                if entry.isMerge { merged += try self.merged(entry.entry) } else { entries.append(entry.entry) }
            }
            guard !merged.isEmpty else { return YAMLNode(place: place, content: .mapping(entries)) }
            var names = Set(entries.map(\.key))
            for entry in merged where names.insert(entry.key).inserted { entries.append(entry) }
            return YAMLNode(place: place, content: .mapping(entries))
        case .alias: throw YAMLProblem(place, "an alias has no meaning here", Self.aliasAdvice)
        }
    }

    private func isAlias(_ scalar: Node.Scalar) -> Bool {
        scalar.style == .plain && scalar.string.unicodeScalars.first == star
    }

    /// What an alias stands for.
    private mutating func target(
        of alias: Node.Scalar, at place: TextPlace, _ level: Int
    ) throws(YAMLProblem) -> YAMLNode {
        let name = String(alias.string.unicodeScalars.dropFirst())
        guard let anchored = anchors[name] else {
            throw YAMLProblem(
                place, "no anchor before it marks what \(quoted("*" + name)) stands for", Self.aliasAdvice)
        }
        try count(anchored.count, depth: level + anchored.depth, at: place)
        return anchored.node
    }

    /// The entries that a merge key brings along: those of a mapping, or of several, of which the first one counts.
    private func merged(_ entry: YAMLNode.Entry) throws(YAMLProblem) -> [YAMLNode.Entry] {
        switch entry.value.content {
        case .mapping(let entries): return entries
        case .list(let items):
            var all: [YAMLNode.Entry] = []
            for case .mapping(let entries) in items.map(\.content) { all += entries }
            return all
        case .scalar:
            throw YAMLProblem(entry.place, "the key \"<<\" merges nothing here", "give it a mapping")
        }
    }

    /// Where a node begins; an anchor means nothing where aliases do not.
    private func place(of node: Node) throws(YAMLProblem) -> TextPlace {
        let place = node.mark.map(TextPlace.init) ?? .start
        if aliases == .refused, let anchor = node.anchor?.rawValue {
            throw YAMLProblem(
                place, "the anchor \(quoted("&" + anchor)) has no meaning here",
                "remove it, and write its value out wherever it is wanted")
        }
        return place
    }

    private static let aliasAdvice = "write out the value that it stands for"

    private mutating func entry(
        _ key: Node, _ value: Node, _ level: Int
    ) throws(YAMLProblem) -> (entry: YAMLNode.Entry, isMerge: Bool) {
        let place = try place(of: key)
        guard case .scalar(let scalar) = key,
            case .scalar(let name, let isQuoted) = try self.scalar(scalar, isKey: true, at: place).content
        else { throw YAMLProblem(place, "a key must be a word", "write a word in place of the list or mapping") }
        let isMerge = name == "<<" && !isQuoted
        if isMerge, aliases == .refused {
            throw YAMLProblem(
                place, "the key \"<<\" merges nothing here", "write out the keys that the mapping is to have")
        }
        return (YAMLNode.Entry(key: name, place: place, value: try node(value, level: level + 1)), isMerge)
    }

    private func scalar(_ scalar: Node.Scalar, isKey: Bool, at place: TextPlace) throws(YAMLProblem) -> YAMLNode {
        let word = hiddenKeys[place] ?? Self.string(scalar.string.unicodeScalars.map { $0 == star ? "*" : $0 })
        if isAlias(scalar) {
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
