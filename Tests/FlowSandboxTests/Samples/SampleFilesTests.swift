import FlowJSON
import FlowSandbox
import Foundation
import Testing

@Suite("The folder samples")
struct SampleFilesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples")

    /// Writes the files anew; set after a change of the generator, then look at what changed.
    private static let records = ProcessInfo.processInfo.environment["FLOWBOOK_RECORD_SAMPLES"] != nil

    @Test("holds exactly what the generator makes of the seed")
    func reproducible() throws {
        for file in try SampleFiles.contents(of: SampleFiles.organization) {
            let url = Self.folder.appending(path: file.name)
            if Self.records { try Data(file.bytes).write(to: url) }
            #expect(
                try Data(contentsOf: url) == Data(file.bytes),
                "\(file.name) differs: record it with FLOWBOOK_RECORD_SAMPLES=1")
        }
    }

    @Test("holds the same values as the records that the sandbox serves")
    func values() throws {
        let files = try SampleFiles.contents(of: SampleFiles.organization)
        #expect(files.map(\.name) == ["entities.json", "executions.json", "users.json", "people.csv"])
        #expect(try JSONValue(parsing: files[0].bytes).arrayValue == entities(of: SampleFiles.organization))
        #expect(try JSONValue(parsing: files[1].bytes).arrayValue == executions(of: SampleFiles.organization))
    }
}
