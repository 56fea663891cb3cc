import FlowReports
import Foundation

/// What words that name files can be.
enum PathCompletion {
    /// Names of reports, and files of definitions.
    static func definitions(_ line: TypedLine) -> [String] {
        DefinitionLibrary().names.filter { $0.hasPrefix(line.begun) }
            + paths(line.begun) { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    }

    /// The words for sources, and any file.
    static func sources(_ line: TypedLine) -> [String] {
        ["api", "warehouse"].filter { $0.hasPrefix(line.begun) } + paths(line.begun) { _ in true }
    }

    /// The folders and files whose path begins with `begun`; folders end with a slash.
    private static func paths(_ begun: String, _ isWanted: (String) -> Bool) -> [String] {
        let name = begun.reversed().prefix { $0 != "/" }.reversed()
        let folder = String(begun.dropLast(name.count))
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        return names.sorted().compactMap { entry in
            guard entry.hasPrefix(String(name)), name.first == "." || !entry.hasPrefix(".") else { return nil }
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + entry, isDirectory: &isFolder)
            return isFolder.boolValue ? "\(folder)\(entry)/" : isWanted(entry) ? folder + entry : nil
        }
    }
}
