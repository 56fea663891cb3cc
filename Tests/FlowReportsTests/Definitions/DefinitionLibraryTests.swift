import BuiltInDefinitions
import FlowMetrics
import FlowReports
import Foundation
import Testing

@Suite("Definitions are found")
struct DefinitionLibraryTests {
    private static let right = "report: r\nsheets: [{metric: summary}]\n"

    private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "flowbook-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        try body(folder.path)
    }

    @Test("by the name of a file in the folder, which stands before a built-in one")
    func folder() throws {
        try withFolder(["own.yaml": Self.right, "short.yml": Self.right, "nightly.yaml": Self.right]) {
            (folder) throws in
            let library = DefinitionLibrary(folder: folder)
            #expect(try library.find("own").file == "\(folder)/own.yaml")
            #expect(try library.find("short").file == "\(folder)/short.yml")
            #expect(try library.definition("nightly").name == "r")
            #expect(try library.find("overdue").file == "overdue.yaml (built in)")
            #expect(
                library.names == ["closing-reasons", "cycle-times", "nightly", "overdue", "own", "short"])
        }
    }

    @Test("by a path, whatever it is called")
    func path() throws {
        try withFolder(["x.yaml": Self.right, "plain": Self.right, "bad.yaml": "report: r\n"]) { (folder) throws in
            let library = DefinitionLibrary(folder: "/nowhere")
            #expect(try library.definition("\(folder)/x.yaml").name == "r")
            #expect(try library.definition("\(folder)/plain").name == "r")
            let failure = try #require(throws: DefinitionFailure.self) { try library.definition("\(folder)/bad.yaml") }
            #expect(failure.what == "\(folder)/bad.yaml:1:1: the definition lacks the key \"sheets\"")
        }
    }

    @Test("or not, with the name that was meant, or all that there are")
    func notFound() throws {
        let library = DefinitionLibrary(folder: "/nowhere")
        let near = try #require(throws: DefinitionFailure.self) { try library.find("nightli") }
        #expect(near.what == "there is no report definition \"nightli\"")
        #expect(near.fix == "did you mean \"nightly\"?")
        let far = try #require(throws: DefinitionFailure.self) { try library.find("x.yaml") }
        #expect(far == .notFound("x.yaml", known: BuiltInReports.names))
        #expect(far.fix == "give a path, or one of closing-reasons, cycle-times, nightly, overdue")
    }

    @Test("or cannot be read, and why")
    func unreadable() throws {
        try withFolder([:]) { (folder) throws in
            let failure = try #require(throws: DefinitionFailure.self) { try DefinitionLibrary().find(folder + "/") }
            #expect(failure == .unreadable(path: folder + "/", reason: "it is a folder"))
            #expect(failure.fix == "check the path and its permissions")
        }
    }

    @Test("and a huge file is not read whole")
    func huge() throws {
        try withFolder(["big.yaml": String(repeating: "#", count: 1 << 20)]) { (folder) throws in
            #expect(try DefinitionLibrary().find("\(folder)/big.yaml").bytes.count == 262_145)
            let failure = try #require(throws: DefinitionFailure.self) {
                try DefinitionLibrary().definition("\(folder)/big.yaml")
            }
            #expect(failure.what == "\(folder)/big.yaml:1:1: the file is longer than 256 KiB")
        }
    }
}
