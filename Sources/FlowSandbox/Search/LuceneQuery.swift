import FlowJSON
import FlowModel
import FlowTime

/// A query of the entity search: the part of Lucene's query strings that people use for entities.
///
/// Fields with values, phrases, wildcards, ranges and comparisons, `_exists_`, `AND`, `OR`, `NOT`, `+`, `-`, and
/// parentheses, also around the values of one field. Clauses that stand side by side are alternatives, as in Lucene.
/// Boosts, fuzzy terms and regular expressions are refused.
indirect enum LuceneQuery: Hashable, Sendable {
    case all
    case exists(field: String)
    /// Without a field, any field may hold the term.
    case term(field: String?, Term)
    case range(field: String, lower: Bound?, upper: Bound?)
    case every([LuceneQuery])
    case some([LuceneQuery])
    case not(LuceneQuery)

    struct Term: Hashable, Sendable {
        /// As it was written, without escapes and quotes.
        var text: String
        var isPhrase = false
        /// Whether `*` and `?` in the text stand for other characters.
        var hasWildcards = false
    }

    struct Bound: Hashable, Sendable {
        var text: String
        var isIncluded: Bool
    }
}

/// What is wrong with a query, in words for its author.
struct LuceneError: Error, Hashable {
    var message: String
    /// Characters before the position, from 0.
    var offset: Int
}

/// Whether an entity answers a query.
///
/// Texts are compared without regard to case, a term with the whole text or with one of its words, as an analysed field
/// would, and ids as a whole only; timestamps and numbers in ranges by their value.
extension LuceneQuery {
    func matches(_ document: inout EntityDocument) -> Bool {
        switch self {
        case .all: return true
        case .exists(let field): return document.exists(field)
        case .term(let field, let term):
            let values = field.map { document.values(at: $0) } ?? document.allValues()
            let isIdentifier = field.map { EntityDocument.identifiers.contains($0) } ?? false
            return values.contains { term.matches($0, asWhole: isIdentifier) }
        case .range(let field, let lower, let upper):
            return Self.instants(at: field, of: document.facts).map { Self.contains($0, lower, upper) }
                ?? document.values(at: field).contains { Self.contains($0, lower, upper) }
        case .every(let queries): return queries.allSatisfy { $0.matches(&document) }
        case .some(let queries): return queries.contains { $0.matches(&document) }
        case .not(let query): return !query.matches(&document)
        }
    }

    private static func instants(at field: String, of facts: EntityFacts) -> Instant? {
        switch field {
        case "_created_at": facts.createdAt
        case "_updated_at": facts.updatedAt
        default: nil
        }
    }

    /// Nothing lies within a bound that is no timestamp.
    private static func contains(_ instant: Instant, _ lower: Bound?, _ upper: Bound?) -> Bool {
        if let lower {
            guard let bound = EntityFacts.instant(lower.text) else { return false }
            guard lower.isIncluded ? instant >= bound : instant > bound else { return false }
        }
        if let upper {
            guard let bound = EntityFacts.instant(upper.text, endOfDay: upper.isIncluded) else { return false }
            guard upper.isIncluded ? instant <= bound : instant < bound else { return false }
        }
        return true
    }

    private static func contains(_ value: JSONValue, _ lower: Bound?, _ upper: Bound?) -> Bool {
        if let number = value.doubleValue {
            return isWithin(number, lower, upper) { Double($0) }
        }
        guard let text = value.stringValue else { return false }
        if let instant = EntityFacts.instant(text) { return contains(instant, lower, upper) }
        return isWithin(Array(text.lowercased().unicodeScalars), lower, upper) { Array($0.lowercased().unicodeScalars) }
    }

    private static func isWithin(
        _ number: Double, _ lower: Bound?, _ upper: Bound?, read: (String) -> Double?
    ) -> Bool {
        if let lower {
            guard let bound = read(lower.text), lower.isIncluded ? number >= bound : number > bound else {
                return false
            }
        }
        if let upper {
            guard let bound = read(upper.text), upper.isIncluded ? number <= bound : number < bound else {
                return false
            }
        }
        return true
    }

    private static func isWithin(
        _ text: [Unicode.Scalar], _ lower: Bound?, _ upper: Bound?, read: (String) -> [Unicode.Scalar]
    ) -> Bool {
        if let lower {
            let bound = read(lower.text)
            guard lower.isIncluded ? !text.lexicographicallyPrecedes(bound) : bound.lexicographicallyPrecedes(text)
            else { return false }
        }
        if let upper {
            let bound = read(upper.text)
            guard upper.isIncluded ? !bound.lexicographicallyPrecedes(text) : text.lexicographicallyPrecedes(bound)
            else { return false }
        }
        return true
    }
}

extension LuceneQuery.Term {
    /// As a whole, the term must be all of a text; otherwise one of its words is enough.
    func matches(_ value: JSONValue, asWhole: Bool) -> Bool {
        switch value {
        case .string(let text): matches(text, asWhole: asWhole)
        case .bool(let flag): matches(flag ? "true" : "false", asWhole: true)
        default: value.doubleValue.map { number in Double(text).map { $0 == number } ?? false } ?? false
        }
    }

    private func matches(_ value: String, asWhole: Bool) -> Bool {
        let wanted = Array(text.lowercased().unicodeScalars)
        let found = Array(value.lowercased().unicodeScalars)
        if hasWildcards {
            let pattern = Wildcard(text.lowercased(), knowsEscapes: false)
            return pattern.matches(found[...]) || (!asWhole && Self.words(found).contains { pattern.matches($0) })
        }
        if wanted == found || asWhole { return wanted == found }
        let words = Self.words(found)
        guard isPhrase else { return words.contains { $0.elementsEqual(wanted) } }
        let phrase = Self.words(wanted)
        guard !phrase.isEmpty, phrase.count <= words.count else { return false }
        return (0...words.count - phrase.count).contains { start in
            zip(phrase, words[start...]).allSatisfy { $0.elementsEqual($1) }
        }
    }

    private static func words(_ text: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
        text.split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
    }
}
