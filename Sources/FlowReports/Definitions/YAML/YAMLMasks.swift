/// A YAML text in which single characters are hidden from the parser, each behind one private-use character.
struct YAMLMasks {
    /// What the parser gets.
    private(set) var text: String
    private let original: [Unicode.Scalar]
    /// Index of the first scalar of each line, as the parser counts lines.
    private let lines: [Int]
    /// Stands for `*`.
    private let star: Unicode.Scalar
    private var masked: [Unicode.Scalar]
    private var hiddenKeys: [TextPlace: String] = [:]

    init(_ text: String) {
        original = Array(text.unicodeScalars)
        let used = Set(original)
        // These characters take more bytes than a file may have, so at least one of them is not in it.
        let free = (0xF0000...0x10FFFD).lazy.compactMap(Unicode.Scalar.init).first { !used.contains($0) }
        star = free ?? "*"
        let star = star
        masked = original.map { $0 == "*" ? star : $0 }
        lines = Self.lineStarts(original)
        self.text = Self.string(masked)
    }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func lineStarts(_ scalars: [Unicode.Scalar]) -> [Int] {
        var starts = [0]
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": starts.append(index + 1)
            default: break
            }
        }
        return starts
    }

    /// Hides the plain or simply quoted word at a place, so that the same key may follow. False where there is none, or
    /// where it is hidden already.
    mutating func hideKey(at place: TextPlace) -> Bool {
        guard hiddenKeys.count < 50, hiddenKeys[place] == nil, lines.indices.contains(place.line - 1) else {
            return false
        }
        var index = lines[place.line - 1] + place.column - 1
        if index < original.count, original[index] == "\"" || original[index] == "'" { index += 1 }
        let start = index
        while index < original.count, Self.isWord(original[index]) { index += 1 }
        guard index > start else { return false }
        hiddenKeys[place] = Self.string(original[start..<index])
        // Each hidden key has a character of its own, so that hidden keys differ too.
        guard let mask = Unicode.Scalar(0xE000 + UInt32(hiddenKeys.count)) else { return false }
        for hidden in start..<index { masked[hidden] = mask }
        text = Self.string(masked)
        return true
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" || scalar == "-"
    }

    /// The alias that a plain word was, without its star.
    func alias(_ word: String) -> String? {
        word.unicodeScalars.first == star ? Self.string(word.unicodeScalars.dropFirst()) : nil
    }

    /// A scalar as it stands in the file.
    func revealed(_ word: String, at place: TextPlace) -> String {
        if let key = hiddenKeys[place] { return key }
        guard word.unicodeScalars.contains(star) else { return word }
        return Self.string(word.unicodeScalars.map { $0 == star ? "*" : $0 })
    }
}
