import Foundation
import PackagePlugin

/// Compiles every YAML file that lies among the sources of the target that uses this plugin.
@main
struct EmbedReports: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? SwiftSourceModuleTarget else { return [] }
        let reports = target.sourceFiles.map(\.url)
            .filter { $0.pathExtension == "yaml" }
            .sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedReports.swift")
        return [
            .buildCommand(
                displayName: "Embedding the built-in reports",
                executable: try context.tool(named: "embed-reports").url,
                arguments: [output.path] + reports.map(\.path),
                inputFiles: reports,
                outputFiles: [output])
        ]
    }
}
