import FlowTables

/// The texts over a table's columns: the title for people with its unit, unique as Excel tables demand.
enum ColumnHeaders {
    private static let length = 255

    static func of(_ columns: [ReportColumn], _ language: WorkbookLanguage) -> [String] {
        var taken: Set<String> = []
        return columns.map { column in
            let title = column.title.isEmpty ? column.name : column.title
            let unit = column.unit.map { " (\(language.unit($0)))" } ?? ""
            let base = DisplayWidth.harmless(title + unit)
            var header = fitting(base, suffix: "")
            var number = 2
            while !taken.insert(header.lowercased()).inserted {
                header = fitting(base, suffix: " \(number)")
                number += 1
            }
            return header
        }
    }

    private static func fitting(_ text: String, suffix: String) -> String {
        (CellString.cut(text, to: length - suffix.utf16.count, mark: "…") ?? text) + suffix
    }
}
