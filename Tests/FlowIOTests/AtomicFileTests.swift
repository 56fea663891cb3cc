import Foundation
import FuzzSupport
import Testing

@testable import FlowIO

@Suite("Files are whole or not there")
struct AtomicFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("A file system without nameless files gets a temporary name, which goes with a file that is not published")
    func namedTemporaries() throws {
        do {
            let file = try AtomicFile(path: "\(folder.path)/a.txt", make: TemporaryFile.makeNamed)
            try Array("x".utf8).withUnsafeBytes { try file.sink.write($0) }
            #expect(folder.names.count == 1 && folder.names[0].hasPrefix(".flowbook-"))
        }
        #expect(folder.names.isEmpty)
        let file = try AtomicFile(path: "\(folder.path)/a.txt", make: TemporaryFile.makeNamed)
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
        #expect(try WholeFile(path: "\(folder.path)/a.csv", limit: 10).permissions == 0o640)
    }

    @Test("A folder in the way is named in the error")
    func folderInTheWay() throws {
        mkdir("\(folder.path)/nightly.json", 0o755)
        let path = "\(folder.path)/nightly.json"
        #expect(throws: FileError.unwritable(path: path, reason: "a folder of that name is in the way")) {
            try AtomicFile(path: path)
        }
    }

    @Test("A private file is its owner's alone, whatever it replaces, and so are the folders made for it")
    func privateFile() throws {
        let path = "\(folder.path)/new/deep/secret.json"
        for text in ["old", "new"] {
            try AtomicFile.writePrivate(Array(text.utf8), to: path)
            let file = try WholeFile(path: path, limit: 10)
            #expect(file.bytes == Array(text.utf8))
            #expect(file.permissions == 0o600)
            chmod(path, 0o644)
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/new")
        #expect((attributes[.posixPermissions] as? NSNumber)?.uint16Value == 0o700)
    }

    @Test("A private file behind a link changes, and the link stays")
    func link() throws {
        try folder.write("old", to: "real.json")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/link.json", withDestinationPath: "real.json")
        try AtomicFile.writePrivate(Array("new".utf8), to: "\(folder.path)/link.json")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder.path)/link.json") == "real.json")
        #expect(try folder.text("real.json") == "new")
        #expect(folder.names == ["link.json", "real.json"])
    }

    @Test("Nothing is left of a private file that cannot be written, nor of its folders")
    func failedPrivateFile() throws {
        try folder.write("", to: "file")
        #expect(throws: FileError.self) { try AtomicFile.writePrivate([1], to: "\(folder.path)/file/secret.json") }
        mkdir("\(folder.path)/taken", 0o755)
        #expect(throws: FileError.self) { try AtomicFile.writePrivate([1], to: "\(folder.path)/taken") }
        #expect(folder.names == ["file", "taken"])
    }

    @Test("Temporary files with a name go when a signal ends the process")
    func removeAll() throws {
        let file = try AtomicFile(path: "\(folder.path)/a.txt", make: TemporaryFile.makeNamed)
        #expect(folder.names.count == 1)
        TemporaryNames.removeAll()
        #expect(folder.names.isEmpty)
        withExtendedLifetime(file) {}
    }

    @Test("A scratch file has no name, and gives back what was written to it")
    func scratch() throws {
        let scratch = try ScratchFile(in: folder.path)
        let piece = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        for _ in 0..<5 { try piece.withUnsafeBytes { try scratch.write($0) } }
        #expect(folder.names.isEmpty)
        var read: [UInt8] = []
        try scratch.copy(to: ByteSink(name: "memory") { read += $0 })
        #expect(read == piece + piece + piece + piece + piece)
        #expect(throws: FileError.noTemporarySpace(folder: "/nowhere", reason: "No such file or directory")) {
            try ScratchFile(in: "/nowhere")
        }
    }
}
