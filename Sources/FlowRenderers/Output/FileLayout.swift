/// Where the files of one report lie.
struct FileLayout {
    private let folder: String
    private let name: String

    init(folder: String, name: String) {
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.name = Self.fileName(name)
    }

    /// `NAME.json`
    func path(_ format: ReportFormat) -> String {
        "\(folder)/\(name).\(format.fileExtension)"
    }

    /// `NAME`, the folder of formats that write a file a table.
    var tableFolder: String {
        "\(folder)/\(name)"
    }

    /// `NAME/TABLE.csv` for each table; names that no file can have are changed, and kept apart by a number.
    func paths(_ format: ReportFormat, tables: [String]) -> [String] {
        var taken: Set<String> = []
        return tables.map { table in
            let base = Self.fileName(table)
            var unique = base
            var number = 2
            while !taken.insert(unique.lowercased()).inserted {
                unique = "\(base)-\(number)"
                number += 1
            }
            return "\(tableFolder)/\(unique).\(format.fileExtension)"
        }
    }

    /// `name` without what a file's name cannot hold: a slash and control characters become `_`, and so does a leading
    /// dot, which would hide the file or lead out of its folder. At most 200 bytes.
    static func fileName(_ name: String) -> String {
        var clean = String.UnicodeScalarView()
        var bytes = 0
        for scalar in name.unicodeScalars {
            let isHarmful =
                scalar == "/" || scalar.value < 0x20 || scalar.value == 0x7F || (bytes == 0 && scalar == ".")
            let kept: Unicode.Scalar = isHarmful ? "_" : scalar
            bytes += UTF8.width(kept)
            if bytes > 200 { break }
            clean.append(kept)
        }
        return clean.isEmpty ? "_" : String(clean)
    }
}
