import FlowIO
import Foundation

/// What reports have written to a folder of tables, in a file of its own beside them, so that tables that a report has no
/// longer do not stay and look like today's. Whatever else lies in the folder is somebody else's.
///
/// A line for each file: the report's name, a blank, the file's name.
struct FolderNote {
    /// Begins with a dot, as no table's file does.
    static let fileName = ".flowbook"

    private let folder: String
    private var files: [(report: String, name: String)]

    /// Reads the note of a folder; one that is missing or is none notes nothing.
    init(in folder: String) {
        self.folder = folder
        let bytes = FileManager.default.contents(atPath: "\(folder)/\(Self.fileName)") ?? Data()
        files = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            guard let blank = line.firstIndex(of: " ") else { return nil }
            let name = line[line.index(after: blank)...]
            // Nothing leads out of the folder, nor to the note itself.
            guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else { return nil }
            return (String(line[..<blank]), String(name))
        }
    }

    /// Notes what a report has just written, and removes what it wrote before and does no longer.
    ///
    /// - Parameters:
    ///   - names: the files.
    ///   - report: the report's name.
    ///   - extensions: the endings of its formats; files of others are as old as the run that asked for them.
    /// - Throws: `FileError` where the note cannot be written.
    mutating func update(_ names: [String], of report: String, extensions: Set<String>) throws {
        // Some file systems do not tell capitals apart.
        let written = Set(names.map { $0.lowercased() })
        var kept = files.filter { file in
            if written.contains(file.name.lowercased()) { return false }
            guard file.report == report, extensions.contains(Self.ending(of: file.name)) else { return true }
            return !Self.remove("\(folder)/\(file.name)")
        }
        kept += names.map { (report, $0) }
        kept.sort { ($0.report, $0.name) < ($1.report, $1.name) }
        guard !kept.elementsEqual(files, by: ==) else { return }
        let note = try AtomicFile(path: "\(folder)/\(Self.fileName)")
        var buffer = SinkBuffer(note.sink)
        for file in kept { buffer.append("\(file.report) \(file.name)\n") }
        try buffer.flush()
        try AtomicFile.publish([note])
        files = kept
    }

    private static func ending(of name: String) -> String {
        name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
    }

    /// Whether the file is gone, or was before.
    private static func remove(_ path: String) -> Bool {
        // A folder or a link of that name is nothing that a report has written.
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType == .typeRegular
        else { return true }
        return (try? FileManager.default.removeItem(atPath: path)) != nil
    }
}
