import BuiltInDefinitions
import FlowIO
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

    /// Finds a definition: a word with a slash or the ending of a file of definitions is a path, wherever it lies;
    /// another one is a name, of a file in the folder before a built-in one, so that a copy of a built-in definition can
    /// be changed under its name.
    ///
    /// - Throws: `DefinitionFailure.notFound` with the names that there are, or `.unreadable`.
    package func find(_ argument: String) throws(DefinitionFailure) -> DefinitionText {
        if argument.contains("/") || Self.nameOfFile(argument, Self.endings + ["json"]) != nil {
            return try read(argument)
        }
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
        let definition = try DefinitionReader.read(text.bytes, file: text.file)
        guard let builtIn = BuiltInReports.text(named: definition.name),
            let original = try? DefinitionReader.read(Array(builtIn.utf8), file: text.file)
        else { return definition }
        return definition.titled(as: original)
    }

    /// The names of all definitions, those of the folder and the built-in ones, in order.
    package var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return Set(files.compactMap { Self.nameOfFile($0) } + BuiltInReports.names).sorted()
    }

    /// The endings of files that are found by name. JSON is YAML too, but a folder may hold more of it than definitions.
    private static let endings = ["yaml", "yml"]

    private static func nameOfFile(_ file: String, _ endings: [String] = endings) -> String? {
        let ending = endings.first { file.hasSuffix(".\($0)") && file.utf8.count > $0.utf8.count + 1 }
        return ending.map { String(file.dropLast($0.count + 1)) }
    }

    private func read(_ path: String) throws(DefinitionFailure) -> DefinitionText {
        do throws(FileError) {
            // One byte more than a definition may have, so that the reader can say so.
            return DefinitionText(file: path, bytes: try WholeFile(path: path, limit: DefinitionReader.longest).bytes)
        } catch .notFound {
            throw .notFound(path, known: names)
        } catch {
            throw .unreadable(path: path, reason: error.reason)
        }
    }
}
