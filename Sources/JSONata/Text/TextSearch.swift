/// Finds a text within others by code units, in time linear in both (after Knuth, Morris and Pratt).
struct TextSearch {
    private let wanted: [UInt8]
    /// For each count of matched bytes, how many of them still match where the next byte does not.
    private let fallback: [Int]

    init(_ text: String) {
        wanted = Array(text.utf8)
        var fallback = Array(repeating: 0, count: wanted.count + 1)
        var matched = 0
        for index in wanted.indices.dropFirst() {
            while matched > 0, wanted[matched] != wanted[index] { matched = fallback[matched] }
            if wanted[matched] == wanted[index] { matched += 1 }
            fallback[index + 1] = matched
        }
        self.fallback = fallback
    }

    var isEmpty: Bool { wanted.isEmpty }

    /// Where the text first occurs.
    func first(in text: String) -> String.Index? {
        var place: String.Index?
        forEach(in: text) { start in
            place = text.utf8.index(text.startIndex, offsetBy: start)
            return false
        }
        return place
    }

    /// Splits a text at the occurrences of this one, at most `limit` of them; an occurrence does not overlap another.
    func split(_ text: String, limit: Int = .max) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var offset = 0
        if limit > 0 {
            forEach(in: text) { place in
                let end = text.utf8.index(start, offsetBy: place - offset)
                parts.append(text[start..<end])
                start = text.utf8.index(end, offsetBy: wanted.count)
                offset = place + wanted.count
                return parts.count < limit
            }
        }
        parts.append(text[start...])
        return parts
    }

    /// Gives the offset of each occurrence in UTF-8 bytes, until the closure returns false.
    private func forEach(in text: String, _ body: (Int) -> Bool) {
        if wanted.isEmpty {
            _ = body(0)
            return
        }
        var matched = 0
        for (offset, byte) in text.utf8.enumerated() {
            while matched > 0, wanted[matched] != byte { matched = fallback[matched] }
            if wanted[matched] == byte { matched += 1 }
            if matched == wanted.count {
                guard body(offset + 1 - matched) else { return }
                matched = 0
            }
        }
    }
}
