import BuiltInDefinitions
import FlowMetrics
import FlowModel
import FlowRenderers
import FlowReports
import FlowTables
import FlowTime
import Foundation
import Testing

@Suite("The built-in reports")
struct BuiltInReportTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "reports")

    @Test("are the YAML files of the folder reports, byte for byte")
    func embedded() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".yaml") }.sorted()
        #expect(files == ["closing-reasons.yaml", "cycle-times.yaml", "nightly.yaml", "overdue.yaml"])
        #expect(BuiltInReports.names.map { $0 + ".yaml" } == files)
        for name in BuiltInReports.names {
            let text = try #require(BuiltInReports.text(named: name))
            #expect(Array(text.utf8) == Array(try Data(contentsOf: Self.folder.appending(path: name + ".yaml"))))
        }
        #expect(BuiltInReports.text(named: "nothing") == nil)
    }

    @Test("are right, and called like their files", arguments: BuiltInReports.names)
    func valid(name: String) throws {
        let definition = try DefinitionLibrary(folder: "/nowhere").definition(name)
        #expect(definition.name == name)
        #expect(definition.title.text != name)
        #expect(definition.filePattern == "{name}-{date}")
        #expect(definition.zone.identifier == "Europe/Berlin")
        #expect(definition.formats.map(\.name) == ["xlsx", "csv", "json"])
        #expect(definition.sheets.allSatisfy { $0.title != nil })
    }

    @Test("show what their names promise")
    func sheets() throws {
        let library = DefinitionLibrary(folder: "/nowhere")
        let nightly = try library.definition("nightly").sheets.map(\.metric.name)
        #expect(nightly.first == "summary" && nightly.last == "data_quality")
        for name in ["overdue_tasks", "cycle_times", "closing_reasons", "throughput"] {
            #expect(nightly.contains(name))
        }
        #expect(try library.definition("overdue").sheets.allSatisfy { $0.metric.name.hasPrefix("overdue_") })
        #expect(try library.definition("closing-reasons").sheets.allSatisfy { $0.metric.name == "closing_reasons" })
        #expect(try library.definition("cycle-times").sheets.contains { $0.percentiles == [50, 70, 85, 95] })
    }
}
