import FlowTables
import Glibc
import Testing

@testable import FlowRenderers

/// A folder for one test, removed with everything in it.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/flowbook-test-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkdtemp($0) != nil } ?? false }
        try #require(made)
        path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }

    deinit {
        Self.remove(path)
    }

    /// All names below the folder, hidden ones too, sorted.
    var names: [String] { Self.names(path).sorted() }

    func text(_ name: String) throws -> String {
        let stream = try #require(fopen("\(path)/\(name)", "r"), "no \(name)")
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        while case let byte = getc(stream), byte != EOF { bytes.append(UInt8(byte)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    func write(_ text: String, to name: String) throws {
        let stream = try #require(fopen("\(path)/\(name)", "w"))
        fputs(text, stream)
        fclose(stream)
    }

    private static func names(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    private static func remove(_ path: String) {
        for name in names(path) { remove("\(path)/\(name)") }
        if rmdir(path) != 0 { unlink(path) }
    }
}

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

    @Test("A file system without nameless files gets a temporary name, which goes with a file that is not published")
    func namedTemporaries() throws {
        do {
            let file = try AtomicFile(path: "\(folder.path)/a.txt", open: NamelessFile.openNamed)
            try Array("x".utf8).withUnsafeBytes { try file.sink.write($0) }
            #expect(folder.names.count == 1 && folder.names[0].hasPrefix(".flowbook-"))
        }
        #expect(folder.names.isEmpty)
        let file = try AtomicFile(path: "\(folder.path)/a.txt", open: NamelessFile.openNamed)
        try Array("whole".utf8).withUnsafeBytes { try file.sink.write($0) }
        try AtomicFile.publish([file])
        #expect(folder.names == ["a.txt"])
        #expect(try folder.text("a.txt") == "whole")
    }

    @Test("A replaced file hands on its permissions")
    func permissions() throws {
        try folder.write("old", to: "a.csv")
        chmod("\(folder.path)/a.csv", 0o640)
        let file = try AtomicFile(path: "\(folder.path)/a.csv")
        try AtomicFile.publish([file])
        var status = stat()
        #expect(stat("\(folder.path)/a.csv", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o640)
    }

    @Test("A folder in the way is named in the error")
    func folderInTheWay() throws {
        mkdir("\(folder.path)/nightly.json", 0o755)
        let path = "\(folder.path)/nightly.json"
        #expect(throws: RenderError.unwritable(path: path, reason: "a folder of that name is in the way")) {
            try AtomicFile(path: path)
        }
    }

    @Test("A full disk is an error of its own, in every format", arguments: ReportFormat.all.map(\.name))
    func fullDisk(name: String) throws {
        let format = try #require(ReportFormat.named(name))
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let sink = ByteSink(descriptor: descriptor, name: "standard output")
        #expect(throws: RenderError.diskFull(path: "standard output")) {
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
        #expect(throws: RenderError.brokenPipe) {
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
        let stream = try #require(fopen("\(folder.path)/w.xlsx", "r"))
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        while case let byte = getc(stream), byte != EOF { bytes.append(UInt8(byte)) }
        #expect(bytes == streamed)
    }

    @Test("A workbook whose temporary folder is missing names it")
    func missingTemporaryFolder() throws {
        let options = RenderOptions(temporaryFolder: "\(folder.path)/none")
        #expect(throws: RenderError.self) {
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
            .unwritable(path: "p", reason: "r"), .diskFull(path: "p"), .brokenPipe,
            .severalTables(format: "csv", tables: ["a"]), .invalidOption(name: "n", value: "v", expected: "e"),
            .workbook(path: "p", reason: "r"),
        ]
        for error in errors {
            #expect(!error.what.isEmpty && !error.what.contains("\n") && !error.what.hasSuffix("."))
        }
    }
}
