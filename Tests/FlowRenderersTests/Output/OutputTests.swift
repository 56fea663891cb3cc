import FlowIO
import FlowTables
import Foundation
import FuzzSupport
import Testing

@testable import FlowRenderers

@Suite("Files of a run")
struct OutputTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private struct Stop: Error {}

    /// A table whose rows end with an error.
    private var failing: ReportTable {
        ReportTable(
            name: "failing", title: "Failing", columns: [ReportColumn("a", .string, title: "A")],
            rows: TableRows(count: 2) { visit in
                try visit([.text("first")])
                throw Stop()
            })
    }

    @Test("Lie where the formats put them")
    func layout() throws {
        let report = SmallReports.report([
            SmallReports.texts(["a"], name: "one"), SmallReports.texts(["b"], name: "two"),
        ])
        let written = try ReportFiles.write(
            report, as: [.json, .csv, .xlsx], options: RenderOptions(), named: "nightly", in: folder.path)
        #expect(
            written.paths.map { String($0.dropFirst(folder.path.count + 1)) } == [
                "nightly.json", "nightly/one.csv", "nightly/two.csv", "nightly.xlsx",
            ])
        #expect(folder.names == ["nightly", "nightly.json", "nightly.xlsx"])
        #expect(try folder.text("nightly/two.csv") == "text\r\nb\r\n")
        #expect(
            ReportFiles.paths(ofTables: ["one", "two"], as: [.json, .csv], named: "nightly", in: folder.path)
                == Array(written.paths[0..<3]))
    }

    @Test("A table that a report has no longer takes its file along, and nothing else")
    func droppedTable() throws {
        func write(_ tables: [String], as formats: [ReportFormat], report name: String = "nightly") throws {
            var report = SmallReports.report(tables.map { SmallReports.texts(["a"], name: $0) })
            report.name = name
            _ = try ReportFiles.write(
                report, as: formats, options: RenderOptions(), named: "day", in: folder.path)
        }
        func files() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path + "/day").sorted()
                .filter { $0 != FolderNote.fileName }
        }
        try write(["one", "two"], as: [.csv, .jsonLines])
        try folder.write("mine", to: "day/three.csv")
        try write(["other"], as: [.csv], report: "weekly")
        try write(["one"], as: [.csv])
        // Those of a format that nobody asked for this time are as old as they are.
        #expect(try files() == ["one.csv", "one.jsonl", "other.csv", "three.csv", "two.jsonl"])
        try write(["three"], as: [.csv, .jsonLines])
        #expect(try files() == ["other.csv", "three.csv", "three.jsonl"])
        // Nothing leads out of the folder.
        try folder.write("old", to: "old.csv")
        try folder.write("nightly ../old.csv\nnightly \nbroken\n", to: "day/\(FolderNote.fileName)")
        try write(["three"], as: [.csv])
        #expect(try folder.text("old.csv") == "old")
    }

    @Test("A run that fails leaves the earlier files and nothing of its own", arguments: ReportFormat.all.map(\.name))
    func failure(name: String) throws {
        let format = try #require(ReportFormat.named(name))
        let old = "old"
        try folder.write(old, to: "nightly.\(format.fileExtension)")
        #expect(throws: Stop.self) {
            try ReportFiles.write(
                SmallReports.report([failing]), as: [.json, format], options: RenderOptions(), named: "nightly",
                in: folder.path)
        }
        #expect(folder.names == ["nightly.\(format.fileExtension)"])
        #expect(try folder.text("nightly.\(format.fileExtension)") == old)
    }

    @Test("A full disk is an error of its own, in every format", arguments: ReportFormat.all.map(\.name))
    func fullDisk(name: String) throws {
        let format = try #require(ReportFormat.named(name))
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let sink = ByteSink(descriptor: descriptor, name: "standard output")
        #expect(throws: FileError.diskFull(path: "standard output")) {
            try ReportFiles.write(
                SmallReports.report([SmallReports.everyType]), as: format, options: RenderOptions(), to: sink)
        }
    }

    @Test("A reader that has gone is an error of its own")
    func brokenPipe() throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let sink = ByteSink(descriptor: ends[1], name: "standard output")
        #expect(throws: FileError.brokenPipe) {
            try ReportFiles.write(
                SmallReports.report([SmallReports.everyType]), as: .json, options: RenderOptions(), to: sink)
        }
    }

    @Test("A stream takes one table of a format of tables")
    func severalTables() throws {
        let report = SmallReports.report([SmallReports.texts([], name: "a"), SmallReports.texts([], name: "b")])
        let sink = ByteSink(name: "memory") { _ in }
        #expect(throws: RenderError.severalTables(format: "csv", tables: ["a", "b"])) {
            try ReportFiles.write(report, as: .csv, options: RenderOptions(), to: sink)
        }
    }

    @Test("A workbook on a stream is the one in a file")
    func workbookOnStream() throws {
        let report = SmallReports.report([SmallReports.everyType])
        let streamed = try SmallReports.bytes(report, as: .xlsx)
        _ = try ReportFiles.write(report, as: [.xlsx], options: RenderOptions(), named: "w", in: folder.path)
        #expect(try folder.bytes("w.xlsx") == streamed)
    }

    @Test("A workbook whose temporary folder is missing names it")
    func missingTemporaryFolder() throws {
        let options = RenderOptions(temporaryFolder: "\(folder.path)/none")
        let reason = "No such file or directory"
        #expect(throws: FileError.noTemporarySpace(folder: "\(folder.path)/none", reason: reason)) {
            try SmallReports.bytes(SmallReports.report([SmallReports.everyType]), as: .xlsx, options)
        }
    }

    @Test(
        "Names that no file can have are changed, and kept apart",
        arguments: [
            ("a/b", "a_b"), (".hidden", "_hidden"), ("..", "_."), ("", "_"), ("tab\there", "tab_here"), ("ok", "ok"),
        ])
    func fileNames(name: String, expected: String) {
        #expect(FileLayout.fileName(name) == expected)
    }

    @Test("Two tables never share a file")
    func sameNames() {
        let paths = ReportFiles.paths(ofTables: ["a/b", "a_b", "A_B"], as: [.csv], named: "n", in: "out")
        #expect(paths == ["out/n/a_b.csv", "out/n/a_b-2.csv", "out/n/A_B-3.csv"])
    }

    @Test("Every error says what went wrong on one line")
    func errors() {
        let errors: [RenderError] = [
            .severalTables(format: "csv", tables: ["a"]), .invalidOption(name: "n", value: "v", expected: "e"),
            .workbook(path: "p", reason: "r"),
        ]
        for error in errors {
            #expect(!error.what.isEmpty && !error.what.contains("\n") && !error.what.hasSuffix("."))
        }
    }
}
