import FlowTables

/// Sheet names by Excel's rules: 31 characters at most, without `[ ] : * ? / \`, no apostrophe at either end, not
/// `History`, unique without regard to case. Their texts go to the library as they are.
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
        // What looks like one of Excel's escapes would be another name in the file than in formulas.
        let text = WorkbookText.clean(DisplayWidth.harmless(wanted)).replacing("_x005F_", with: "-")
        for scalar in text.unicodeScalars {
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
        return (WorkbookText.cut(name, to: length - suffix.utf16.count, mark: "") ?? name) + suffix
    }

    /// Whether a formula takes the bare name for a number, a truth, a cell, or rows and columns: `2026`, `q1`, `R1C1`, `c`.
    static func looksLikeReference(_ name: String) -> Bool {
        name.first?.isNumber == true || name.hasPrefix(".") || ["true", "false"].contains(name.lowercased())
            || TableNames.looksLikeCell(name)
    }

    /// A place within the workbook, as links have it; nil where the library takes the name for something else.
    static func place(_ cell: String, on sheet: String) -> String? {
        // What follows this sign is a place within a document.
        sheet.contains("#") ? nil : "internal:\(quoted(sheet))!\(cell)"
    }

    /// The name as it stands in formulas.
    static func quoted(_ name: String) -> String {
        "'" + name.replacing("'", with: "''") + "'"
    }
}

/// Names of tables and of their ranges, as formulas use them (`cycle_times`): letters, digits, points and underscores,
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
    static func looksLikeCell(_ name: String) -> Bool {
        let lowercased = name.lowercased()
        if lowercased.wholeMatch(of: /[a-z]{1,3}[0-9]+/) != nil { return true }
        return lowercased.wholeMatch(of: /r[0-9]*c?[0-9]*|c[0-9]*/) != nil
    }
}

/// The texts over a table's columns: the title for people with its unit, unique as Excel tables demand.
enum ColumnHeaders {
    private static let length = 255

    static func of(_ columns: [ReportColumn], _ words: Words) -> [String] {
        var taken: Set<String> = []
        return columns.map { column in
            let base = column.header(words)
            var header = WorkbookText.fitting(base, length)
            var number = 2
            while !taken.insert(header.lowercased()).inserted {
                let suffix = " \(number)"
                header = WorkbookText.fitting(base, length - suffix.utf16.count) + suffix
                number += 1
            }
            return header
        }
    }
}
