import FlowIO
import Foundation
import FuzzSupport
import Testing

@Suite("Bytes come in")
struct ByteInputTests {
    private static let text = Array((0..<2_000).map { "line \($0) of some text\n" }.joined().utf8)

    private func contents(_ path: String) throws -> [UInt8] {
        try ByteInput.open(path, temporaryFolder: temporaryFolder).contents()
    }

    @Test("from a file, without the byte-order mark that some editors put first")
    func file() throws {
        #expect(try withFile(Self.text) { try contents($0) } == Self.text)
        #expect(try withFile([0xEF, 0xBB, 0xBF] + Self.text) { try contents($0) } == Self.text)
        #expect(try withFile([0xEF, 0xBB, 0xBF]) { try contents($0) } == [])
        #expect(try withFile([0xEF, 0xBB]) { try contents($0) } == [0xEF, 0xBB])
        #expect(try withFile([]) { try contents($0) } == [])
    }

    @Test("from the middle of a file, as much as there is")
    func middle() throws {
        try withFile([0xEF, 0xBB, 0xBF] + Self.text) { path in
            let input = try ByteInput.open(path, temporaryFolder: temporaryFolder)
            #expect(input.count == Self.text.count)
            var room = [UInt8](repeating: 0, count: 10)
            let got = try room.withUnsafeMutableBytes { try input.read(into: $0, at: Self.text.count - 4) }
            #expect(got == 4)
            #expect(room[..<4].elementsEqual(Self.text.suffix(4)))
        }
    }

    @Test("from an archive of one member or several, with zeros behind the last one")
    func archives() throws {
        let half = Self.text.count / 2
        let members = gzip(Array(Self.text[..<half])) + gzip([]) + gzip(Array(Self.text[half...]))
        for packed in [gzip(Self.text), members, members + [0, 0, 0, 0], gzip([0xEF, 0xBB, 0xBF] + Self.text)] {
            #expect(try withFile(packed) { try contents($0) } == Self.text)
        }
        #expect(try withFile(gzip([])) { try contents($0) } == [])
    }

    @Test("from an archive whose members end at every place of what is read at once")
    func memberBorders() async throws {
        let packed = gzip(Array("first\n".utf8)) + gzip(Array("second\n".utf8))
        for cut in 1..<packed.count {
            let whole = try await withPipe([Array(packed[..<cut]), Array(packed[cut...])]) { try contents($0) }
            #expect(whole == Array("first\nsecond\n".utf8))
        }
    }

    @Test("from a pipe, plain or packed, in pieces of any size")
    func pipes() async throws {
        var random = FuzzEffort.generator(42)
        for bytes in [Self.text, gzip(Self.text)] {
            for largest in [1, 7, 1_000, 1 << 20] {
                var pieces: [[UInt8]] = []
                var place = 0
                let short = largest == 1 ? Array(bytes.prefix(300)) : bytes
                while place < short.count {
                    let end = min(place + 1 + random.below(largest), short.count)
                    pieces.append(Array(short[place..<end]))
                    place = end
                }
                if short.count < bytes.count { pieces.append(Array(bytes[short.count...])) }
                #expect(try await withPipe(pieces) { try contents($0) } == Self.text)
            }
        }
        #expect(try await withPipe([]) { try contents($0) } == [])
    }

    @Test("from standard input")
    func standardInput() throws {
        let pipe = Pipe()
        let saved = dup(STDIN_FILENO)
        dup2(pipe.fileHandleForReading.fileDescriptor, STDIN_FILENO)
        defer {
            dup2(saved, STDIN_FILENO)
            close(saved)
        }
        try pipe.fileHandleForWriting.write(contentsOf: Data("from a pipe".utf8))
        try pipe.fileHandleForWriting.close()
        let input = try ByteInput.open("-", temporaryFolder: temporaryFolder)
        #expect(input.name == "standard input")
        #expect(try input.contents() == Array("from a pipe".utf8))
    }

    @Test("and an archive that ends too early is told at whatever byte it ends")
    func truncated() throws {
        let packed = gzip(Array("some text that is packed, some text that is packed\n".utf8))
        let two = packed + packed
        for cut in 2..<two.count where cut != packed.count {
            let error = #expect(throws: FileError.self) {
                try withFile(Array(two[..<cut])) { try contents($0) }
            }
            guard case .truncatedArchive = error else {
                Issue.record("cut at \(cut): \(String(describing: error))")
                return
            }
        }
    }

    @Test("and a damaged archive is told, never read as if it were whole")
    func damaged() throws {
        let packed = gzip(Self.text)
        for place in stride(from: packed.count - 1, to: 3, by: -97) {
            var broken = packed
            broken[place] ^= 0x10
            #expect(throws: FileError.self, "byte \(place)") { try withFile(broken) { try contents($0) } }
        }
        let behind = #expect(throws: FileError.self) { try withFile(packed + [1, 2, 3]) { try contents($0) } }
        guard case .damagedArchive = behind else {
            Issue.record("\(String(describing: behind))")
            return
        }
    }

    @Test("or not, and why")
    func errors() throws {
        #expect(throws: FileError.notFound(path: "/nowhere/x.json")) { try contents("/nowhere/x.json") }
        #expect(throws: FileError.unreadable(path: temporaryFolder, reason: "it is a folder")) {
            try contents(temporaryFolder)
        }
        let packed = gzip(Self.text)
        #expect(throws: FileError.noTemporarySpace(folder: "/nowhere", reason: "No such file or directory")) {
            try withFile(packed) { try ByteInput.open($0, temporaryFolder: "/nowhere") }
        }
        let error = FileError.truncatedArchive(path: "x.gz")
        #expect(error.what == "the gzip data of x.gz ends too early")
    }
}
