/// How many terminal columns text takes, and how to make it safe to show.
enum DisplayWidth {
    /// The columns that `text` takes: 2 for East Asian wide characters and emoji, 0 for combining marks.
    static func of(_ text: String) -> Int {
        if let count = asciiCount(text) { return count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The columns of one character as a reader sees it; marks that join it take none.
    static func of(_ character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars {
            if scalar.value == 0xFE0F { return 2 }
            width = max(width, of(scalar))
        }
        return width
    }

    /// `text` cut to `width` columns, with an ellipsis where something is missing.
    static func cut(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        var kept = ""
        var room = width - 1
        for character in text {
            room -= of(character)
            if room < 0 { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// `text` on one line without anything that a terminal obeys.
    ///
    /// Line ends and tabs become spaces; other control characters their visible pictures; C1 controls, separators and
    /// marks that turn the direction of writing (which could make a line read differently) become `U+FFFD`.
    static func harmless(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { replacement(for: $0) != nil }) else { return text }
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { clean.append(replacement(for: scalar) ?? scalar) }
        return String(clean)
    }

    private static func replacement(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: " "
        // The block of control pictures has one for each C0 control, in order.
        case 0x00..<0x20: Unicode.Scalar(0x2400 + scalar.value)
        case 0x7F: "\u{2421}"
        case 0x80..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: "\u{FFFD}"
        default: nil
        }
    }

    private static func asciiCount(_ text: String) -> Int? {
        let utf8 = text.utf8
        return utf8.allSatisfy { $0 < 0x80 } ? utf8.count : nil
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .spacingMark: return 0
        default: break
        }
        if isWide(scalar.value) || scalar.properties.isEmojiPresentation { return 2 }
        return 1
    }

    /// The ranges of East Asian Width W and F, coarsely: whole blocks where nearly all of a block is wide.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF,
            0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
            0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F1E6...0x1F1FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
