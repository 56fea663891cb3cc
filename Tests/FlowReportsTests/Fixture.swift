import Foundation

/// Files that tests read.
enum Fixture {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let edgeCases = package.appending(path: "Tests/Fixtures/edge-cases.jsonl").path

    /// Workflow executions of the first API among flow executions of the second, with due dates of every form.
    static let workflows = package.appending(path: "Tests/Fixtures/workflows.jsonl").path

    static let sample = package.appending(path: "samples/executions.json").path

    /// A real log of 1,434 executions, which does not come with the project.
    static let processLog: String? = {
        let path = package.deletingLastPathComponent().appending(path: "shared/event-logs/receipt.executions.jsonl.gz")
            .path
        return FileManager.default.isReadableFile(atPath: path) ? path : nil
    }()
}
