package import FlowIO
package import FlowTables

/// Writes reports: to a folder, all files of a run together, or to a stream.
package enum ReportFiles {
    /// What a run left behind.
    package struct Written: Hashable, Sendable {
        /// The files, in the order of the formats and tables.
        package let paths: [String]
        /// What the formats have to say, without repetitions.
        package let warnings: [ReportWarning]
    }

    /// The files that a report of these tables would leave, for a dry run.
    package static func paths(
        ofTables tables: [String], as formats: [ReportFormat], named name: String, in folder: String
    ) -> [String] {
        let layout = FileLayout(folder: folder, name: name)
        return formats.flatMap { format in
            switch format.extent {
            case .report: [layout.path(format)]
            case .table: layout.paths(format, tables: tables)
            }
        }
    }

    /// Writes a report in several formats: `NAME.json`, `NAME.xlsx`, `NAME/TABLE.csv`.
    ///
    /// A table that an earlier run of the report wrote to the folder and this one does not have takes its file along.
    ///
    /// The folder is made where it is missing. No file appears under its name before all of them are whole, so a run
    /// that fails leaves the earlier files as they were and nothing of its own.
    ///
    /// - Throws: `RenderError`, `FileError`, and what walking over streamed rows throws.
    package static func write(
        _ report: Report, as formats: [ReportFormat], options: RenderOptions, named name: String, in folder: String
    ) throws -> Written {
        var folders = OutputFolders()
        do {
            let layout = FileLayout(folder: folder, name: name)
            try folders.make(folder)
            var files: [AtomicFile] = []
            var warnings: [ReportWarning] = []
            for format in formats {
                if format.extent == .table { try folders.make(layout.tableFolder) }
                for (path, part) in documents(report, format, layout) {
                    let file = try AtomicFile(path: path)
                    let found = try format.makeRenderer(options).render(part, to: file.sink)
                    warnings += found.filter { !warnings.contains($0) }
                    files.append(file)
                }
            }
            try AtomicFile.publish(files)
            let ofTables = formats.filter { $0.extent == .table }
            if !ofTables.isEmpty {
                let prefix = layout.tableFolder + "/"
                let names = files.map(\.path).filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
                var note = FolderNote(in: layout.tableFolder)
                try note.update(names, of: report.name, extensions: Set(ofTables.map(\.fileExtension)))
            }
            return Written(paths: files.map(\.path), warnings: warnings)
        } catch {
            folders.removeEmpty()
            throw error
        }
    }

    /// Writes a report as one document to a stream.
    ///
    /// - Throws: `RenderError.severalTables` where the format holds one table and the report has more or none.
    package static func write(
        _ report: Report, as format: ReportFormat, options: RenderOptions, to sink: ByteSink
    ) throws -> [ReportWarning] {
        if format.extent == .table && report.tables.count != 1 {
            throw RenderError.severalTables(format: format.name, tables: report.tables.map(\.name))
        }
        return try format.makeRenderer(options).render(report, to: sink)
    }

    private static func documents(
        _ report: Report, _ format: ReportFormat, _ layout: FileLayout
    ) -> [(path: String, part: Report)] {
        switch format.extent {
        case .report:
            return [(layout.path(format), report)]
        case .table:
            let paths = layout.paths(format, tables: report.tables.map(\.name))
            return zip(paths, report.tables).map { path, table in
                var part = report
                part.tables = [table]
                return (path, part)
            }
        }
    }
}

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
