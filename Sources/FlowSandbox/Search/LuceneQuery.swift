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
    /// Characters before the place, from 0.
    var offset: Int
}
