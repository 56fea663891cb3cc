/// Sheet names by Excel's rules: 31 characters at most, without `[ ] : * ? / \`, no apostrophe at either end, not
/// `History`, unique without regard to case.
struct SheetNames {
    private static let length = 31
    private var taken: Set<String> = ["history"]

    /// A valid name as close to `wanted` as it can be, which nobody else gets.
    mutating func claim(_ wanted: String) -> String {
        let base = Self.valid(wanted)
        var name = base
        var number = 2
        while !taken.insert(name.lowercased()).inserted {
            name = Self.cut(base, suffix: " (\(number))")
            number += 1
        }
        return name
    }

    private static func valid(_ wanted: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in DisplayWidth.harmless(wanted).unicodeScalars {
            clean.append("[]:*?/\\".unicodeScalars.contains(scalar) ? "_" : scalar)
        }
        var name = cut(String(clean), suffix: "")
        while name.hasPrefix("'") { name.removeFirst() }
        while name.hasSuffix("'") { name.removeLast() }
        return name.isEmpty ? "Sheet" : name
    }

    /// `name` with `suffix`, cut in the name so that both fit; the length is counted in UTF-16 units.
    private static func cut(_ name: String, suffix: String) -> String {
        let text = name + suffix
        guard text.utf16.count > length else { return text }
        return (CellString.cut(name, to: length - suffix.utf16.count, mark: "") ?? name) + suffix
    }
}

/// Names of Excel tables, as formulas use them (`cycle_times[Runs ended]`): letters, digits, points and underscores,
/// nothing that could be a cell, unique without regard to case.
struct TableNames {
    private var taken: Set<String> = []

    mutating func claim(_ wanted: String) -> String {
        let base = Self.valid(wanted)
        var name = base
        var number = 2
        while !taken.insert(name.lowercased()).inserted {
            name = "\(base)_\(number)"
            number += 1
        }
        return name
    }

    private static func valid(_ wanted: String) -> String {
        var clean = ""
        for scalar in wanted.unicodeScalars.prefix(200) {
            let isAllowed = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            clean.unicodeScalars.append(isAllowed || scalar == "." ? scalar : "_")
        }
        guard let first = clean.unicodeScalars.first, first.properties.isAlphabetic, !looksLikeCell(clean) else {
            return "_" + clean
        }
        return clean
    }

    /// Whether a formula would take the name for a cell: `A1`, `XFD20`, `R1C1`, `R`, `C`, `RC`.
    private static func looksLikeCell(_ name: String) -> Bool {
        let lowercased = name.lowercased()
        if lowercased.wholeMatch(of: /[a-z]{1,3}[0-9]+/) != nil { return true }
        return lowercased.wholeMatch(of: /r[0-9]*c?[0-9]*|c[0-9]*/) != nil
    }
}
