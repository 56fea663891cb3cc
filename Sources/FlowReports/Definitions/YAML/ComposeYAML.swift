import Yams

/// Reads a YAML document with the place of everything in it.
///
/// Yams does the parsing, with two of its habits kept away. It copies what an alias stands for while it parses, so a few
/// lines can stand for billions of nodes; here `*` is hidden from it, aliases come back as plain words and are resolved
/// afterwards within a budget. And it stops at a key that stands twice; here the first of the two is hidden and parsing
/// repeated, so that duplicates are found together with every other mistake. What hides a character is one private-use
/// character, so no place moves.
///
/// - Throws: `YAMLProblem` for a text that is no YAML, nests too deeply, holds several documents or grows too large.
func composeYAML(_ bytes: [UInt8]) throws(YAMLProblem) -> YAMLNode? {
    let text = try YAMLText(bytes)
    if let place = text.excessiveDepth {
        throw YAMLProblem(place, "the file nests too deeply", "a definition needs few levels: check the brackets")
    }
    var masks = YAMLMasks(text.text)
    while true {
        do {
            let parser = try Parser(yaml: masks.text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else { return nil }
            // The anchors of the nodes live as long as the parser.
            return try withExtendedLifetime(parser) { () throws(YAMLProblem) in
                var expansion = YAMLExpansion(masks: masks)
                return try expansion.node(root)
            }
        } catch let error as YamlError {
            if case .duplicatedKeysInMapping(_, let context) = error, masks.hideKey(at: TextPlace(context.mark)) {
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
