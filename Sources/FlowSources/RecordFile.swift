import FlowIO
import FlowJSON

/// The records of an input, whichever way it lists them.
struct RecordFile: Sendable {
    private let input: ByteInput
    /// Where the elements of an array stand; nil for JSON Lines.
    private let elements: [Range<Int>]?
    /// Whether the input says itself that it is a list of records, be it an empty one.
    let isList: Bool

    /// Looks at the first bytes to tell JSON Lines from one document with a list of records.
    ///
    /// - Throws: `SourceError` for an empty input, and for a document that is not JSON; `FileError`.
    init(_ input: ByteInput) throws {
        self.input = input
        switch try Self.form(of: input) {
        case .lines:
            elements = nil
            isList = false
        case .document:
            let list = try Self.document(of: input)
            elements = list.ranges
            isList = list.isList
        case .commas:
            throw SourceError.notJSON(
                input.name, reason: "commas stand between its records, but no brackets around them")
        case nil: throw SourceError.empty(input.name)
        }
    }

    var name: String { input.name }

    private static let elementsPerPart = 64

    var partCount: Int {
        guard let elements else { return LineScanner.partCount(input) }
        return max(1, (elements.count + Self.elementsPerPart - 1) / Self.elementsPerPart)
    }

    /// A reader for one thread.
    func makeScanner() -> Scanner {
        Scanner(records: self, lines: LineScanner(input))
    }

    struct Scanner: ~Copyable {
        fileprivate let records: RecordFile
        fileprivate var lines: LineScanner

        /// Calls `body` with each record of a part, its offset, and whether a backslash may stand in it.
        mutating func scan(
            part: Int, _ body: (UnsafeRawBufferPointer, _ offset: Int, _ mayHaveEscapes: Bool) throws -> Void
        ) throws {
            guard let elements = records.elements else { return try lines.scan(part: part, body) }
            for range in elements.dropFirst(part * RecordFile.elementsPerPart).prefix(RecordFile.elementsPerPart) {
                try records.withRecord(at: range.lowerBound, count: range.count) {
                    try body($0, range.lowerBound, true)
                }
            }
        }
    }

    /// Reads one record again.
    func withRecord(at offset: Int, count: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try withUnsafeTemporaryAllocation(byteCount: max(count, 1), alignment: 16) { buffer in
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
            guard try input.read(into: room, at: offset) == count else {
                throw FileError.unreadable(path: input.name, reason: "it became shorter")
            }
            try body(UnsafeRawBufferPointer(room))
        }
    }

    /// How the input lists its records; nil where there is nothing in it.
    private static func form(of input: ByteInput) throws -> RecordFormDetector.Form? {
        var detector = RecordFormDetector()
        var offset = 0
        while offset < input.count {
            let bytes = try input.bytes(at: offset, count: Self.chunk)
            if bytes.isEmpty { break }
            if let form = bytes.withUnsafeBytes({ detector.take($0) }) { return form }
            offset += bytes.count
        }
        return detector.isBlank ? nil : detector.finish()
    }

    private static let chunk = 1 << 16

    private static func document(of input: ByteInput) throws -> RecordList {
        let bytes = try input.contents()
        return try bytes.withUnsafeBytes { buffer in
            do throws(JSONError) {
                return try RecordList(ofDocument: buffer)
            } catch {
                throw SourceError.notJSON(input.name, reason: error.locating(in: buffer).description)
            }
        }
    }

    /// Whether the last of several lines is a record without its end, as where a download stopped.
    func isCutShort() throws -> Bool {
        guard elements == nil else { return false }
        var start = input.count
        var line: [UInt8] = []
        while start > 0 {
            let end = start
            start = max(0, end - Self.chunk)
            let bytes = try input.bytes(at: start, count: end - start)
            if let lineFeed = bytes.lastIndex(of: UInt8(ascii: "\n")) {
                line = bytes[(lineFeed + 1)...] + line
                break
            }
            line = bytes + line
        }
        var nesting = JSONNesting()
        for byte in line { nesting.take(byte) }
        return line.first { $0 > 0x20 } == UInt8(ascii: "{") && (nesting.depth > 0 || nesting.isInString)
    }
}
