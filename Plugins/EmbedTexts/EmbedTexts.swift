import Foundation
import PackagePlugin

/// Compiles every YAML and JSON file that lies among the sources of the target that uses this plugin.
@main
struct EmbedTexts: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? SwiftSourceModuleTarget else { return [] }
        let texts = target.sourceFiles.map(\.url)
            .filter { ["yaml", "json"].contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTexts.swift")
        return [
            .buildCommand(
                displayName: "Embedding the texts of \(target.name)",
                executable: try context.tool(named: "embed-texts").url,
                arguments: [output.path] + texts.map(\.path),
                inputFiles: texts,
                outputFiles: [output])
        ]
    }
}
