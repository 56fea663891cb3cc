import BuiltInDefinitions
import Foundation

/// The text of a report definition with what errors call it.
package struct DefinitionText: Hashable, Sendable {
    /// The path, or for a built-in one its name.
    package let file: String
    package let bytes: [UInt8]
}

/// Finds report definitions by what people call them.
package struct DefinitionLibrary: Sendable {
    /// Where definitions are looked for by name.
    private let folder: String

    package init(folder: String = "reports") {
        self.folder = folder
    }

    /// Finds a definition: a word with a slash or a YAML ending is a path; another one is a name, of a file in the
    /// folder before a built-in one, so that a copy of a built-in definition can be changed under its name.
    ///
    /// - Throws: `DefinitionFailure.notFound` with the names that there are, or `.unreadable`.
    package func find(_ argument: String) throws(DefinitionFailure) -> DefinitionText {
        if argument.contains("/") || Self.nameOfFile(argument) != nil { return try read(argument) }
        for ending in Self.endings {
            let path = "\(folder)/\(argument).\(ending)"
            if FileManager.default.fileExists(atPath: path) { return try read(path) }
        }
        guard let text = BuiltInReports.text(named: argument) else { throw .notFound(argument, known: names) }
        return DefinitionText(file: "\(argument).yaml (built in)", bytes: Array(text.utf8))
    }

    /// Finds and reads a definition.
    package func definition(_ argument: String) throws(DefinitionFailure) -> ReportDefinition {
        let text = try find(argument)
        return try DefinitionReader.read(text.bytes, file: text.file)
    }

    /// The names of all definitions, those of the folder and the built-in ones, in order.
    package var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return Set(files.compactMap(Self.nameOfFile) + BuiltInReports.names).sorted()
    }

    private static let endings = ["yaml", "yml"]

    private static func nameOfFile(_ file: String) -> String? {
        let ending = endings.first { file.hasSuffix(".\($0)") && file.utf8.count > $0.utf8.count + 1 }
        return ending.map { String(file.dropLast($0.count + 1)) }
    }

    private func read(_ path: String) throws(DefinitionFailure) -> DefinitionText {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .notFound(path, known: names)
        }
        guard !isFolder.boolValue else { throw .unreadable(path: path, reason: "it is a folder") }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        defer { try? file.close() }
        do {
            // One byte more than a definition may have, so that the reader can say so.
            let data = try file.read(upToCount: YAMLText.longest + 1) ?? Data()
            return DefinitionText(file: path, bytes: Array(data))
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
    }
}
