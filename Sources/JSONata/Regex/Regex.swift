/// A regular expression in JavaScript's syntax, over UTF-16 code units and with an engine of its own.
///
/// Where it has neither back-references nor look-around, a match takes time in proportion to the text and the
/// expression, whatever they are. Elsewhere it is stopped after a fixed number of steps. Nothing recurses by the text.
final class Regex: Sendable {
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let ignoreCase = Flags(rawValue: 1)
        static let multiline = Flags(rawValue: 2)
    }

    let source: String
    let program: RegexProgram

    /// - Throws: `RegexError`.
    init(_ source: String, _ flags: Flags = []) throws {
        self.source = source
        var parser = RegexParser(source)
        let tree = try parser.parse()
        program = try RegexCompiler.compile(tree, groups: parser.groupCount, flags)
    }
}

/// Why a regular expression is not valid.
struct RegexError: Error {
    let reason: String
}

/// The syntax tree of a regular expression.
indirect enum RegexTree {
    case empty
    case unit(UInt16)
    case any
    case set(UnitSet)
    case start
    case end
    case boundary(isNegated: Bool)
    case group(RegexTree, Int)
    case backreference(Int)
    case sequence([RegexTree])
    case choice([RegexTree])
    case repetition(RegexTree, ClosedRange<Int>, isGreedy: Bool, groups: Range<Int>)
    case look(RegexTree, isBehind: Bool, isNegated: Bool)

    /// Whether it can match without taking anything from the text.
    var canBeEmpty: Bool {
        switch self {
        case .unit, .any, .set: false
        case .empty, .start, .end, .boundary, .look, .backreference: true
        case .group(let tree, _): tree.canBeEmpty
        case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
        case .choice(let options): options.contains(where: \.canBeEmpty)
        case .repetition(let tree, let range, _, _): range.lowerBound == 0 || tree.canBeEmpty
        }
    }
}
