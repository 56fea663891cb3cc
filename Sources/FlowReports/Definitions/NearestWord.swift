/// The word that someone most likely meant, where one is near enough to be worth naming.
///
/// Near enough is one slip for three characters (a letter too much, too few, wrong, or two swapped; capitals are no slip),
/// or a beginning of at least three characters that only one word has. Of equally near words the first one counts.
package func nearestWord(to word: String, among words: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars)
    guard (1...80).contains(wanted.count) else { return nil }
    var best: (word: String, distance: Int)?
    var beginnings: [String] = []
    for candidate in words {
        let scalars = Array(candidate.lowercased().unicodeScalars)
        if wanted.count >= 3, scalars.starts(with: wanted) { beginnings.append(candidate) }
        let limit = min(max(1, max(wanted.count, scalars.count) / 3), (best?.distance ?? .max) - 1)
        // A word of which nothing is left is no slip.
        guard abs(wanted.count - scalars.count) <= limit, limit < max(wanted.count, scalars.count) else { continue }
        let distance = slips(from: wanted, to: scalars)
        if distance <= limit { best = (candidate, distance) }
    }
    return best?.word ?? (beginnings.count == 1 ? beginnings[0] : nil)
}

/// How many letters have to be added, removed, changed or swapped with their neighbour (optimal string alignment).
func slips(from start: [Unicode.Scalar], to end: [Unicode.Scalar]) -> Int {
    guard !start.isEmpty, !end.isEmpty else { return max(start.count, end.count) }
    var beforeLast = [Int](repeating: 0, count: end.count + 1)
    var last = Array(0...end.count)
    for row in 1...start.count {
        var current = [Int](repeating: row, count: end.count + 1)
        for column in 1...end.count {
            let change = start[row - 1] == end[column - 1] ? 0 : 1
            var least = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + change)
            if row > 1, column > 1, start[row - 1] == end[column - 2], start[row - 2] == end[column - 1] {
                least = min(least, beforeLast[column - 2] + 1)
            }
            current[column] = least
        }
        (beforeLast, last) = (last, current)
    }
    return last[end.count]
}
