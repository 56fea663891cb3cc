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
    /// - Throws: `SourceError` for an empty input, and for a document that is not JSON.
    init(_ input: ByteInput) throws {
        self.input = input
        guard input.count > 0, let first = try Self.firstByte(of: input) else { throw SourceError.empty(input.name) }
        let isDocument: Bool
        switch first {
        case UInt8(ascii: "["): isDocument = true
        case UInt8(ascii: "{"): isDocument = try !Self.isFirstLineRecord(input)
        default: isDocument = false
        }
        let document = isDocument ? try Self.document(of: input) : nil
        elements = document?.elements
        isList = document?.isList ?? false
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
                throw SourceError.unreadable(input.name, reason: "it became shorter")
            }
            try body(UnsafeRawBufferPointer(room))
        }
    }

    private static func firstByte(of input: ByteInput) throws -> UInt8? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        var offset = 0
        while offset < input.count {
            let got = try buffer.withUnsafeMutableBytes { try input.read(into: $0, at: offset) }
            if got == 0 { break }
            let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
            if let byte = buffer[..<got].first(where: { !isSpace($0) }) { return byte }
            offset += got
        }
        return nil
    }

    /// Whether the first line is a whole object that is not an answer of the API (`{"results": [...]}`).
    private static func isFirstLineRecord(_ input: ByteInput) throws -> Bool {
        var isRecord: Bool?
        var scanner = LineScanner(input)
        for part in 0..<LineScanner.partCount(input) where isRecord == nil {
            try scanner.scan(part: part) { line, _, _ in
                guard isRecord == nil, line.contains(where: { $0 > 0x20 }) else { return }
                isRecord = isWholeRecord(line)
            }
        }
        return isRecord ?? false
    }

    private static func isWholeRecord(_ line: UnsafeRawBufferPointer) -> Bool {
        do throws(JSONError) {
            return try JSONIndexer.read(line) { cursor throws(JSONError) in
                var isAnswer = false
                if try cursor.enterObject() {
                    repeat {
                        let key = cursor.text(try cursor.key())
                        isAnswer = isAnswer || (key == "results" && cursor.isAtArray)
                        try cursor.skip()
                    } while try cursor.continueObject()
                }
                return !isAnswer
            }
        } catch {
            // A line that is no JSON is the first of a document on many lines, which goes on after an opening bracket or a
            // colon or comma, or a broken record.
            let last = line.last { $0 > 0x20 } ?? 0
            return !"{[:,".utf8.contains(last)
        }
    }

    private struct Document {
        var elements: [Range<Int>] = []
        var isList = false
    }

    /// Finds the records of one document: the elements of an array or of the array under `results`, else the whole object.
    ///
    /// Nil where the first of several lines happens to be an array, which makes it a malformed record among others.
    private static func document(of input: ByteInput) throws -> Document? {
        let bytes = try input.contents()
        return try bytes.withUnsafeBytes { buffer in
            do throws(JSONError) {
                return try JSONIndexer.read(buffer) { cursor throws(JSONError) in
                    let document = try readDocument(&cursor)
                    try cursor.end()
                    return document
                }
            } catch {
                if error.reason == .trailingCharacters, isWholeLine(buffer[..<error.offset]) { return nil }
                throw SourceError.notJSON(input.name, reason: error.locating(in: buffer).description)
            }
        }
    }

    /// Whether some text and the white space after it fill one line and begin another.
    private static func isWholeLine(_ text: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard let last = text.lastIndex(where: { $0 > 0x20 }), let first = text.firstIndex(where: { $0 > 0x20 }) else {
            return false
        }
        let lineFeed = UInt8(ascii: "\n")
        return !text[first...last].contains(lineFeed) && text[last...].contains(lineFeed)
    }

    private static func readDocument(_ cursor: inout JSONCursor) throws(JSONError) -> Document {
        var document = Document()
        let start = cursor.offset
        if cursor.isAtArray {
            document.isList = true
            try readElements(&cursor, into: &document.elements)
        } else if try cursor.enterObject() {
            repeat {
                let key = cursor.text(try cursor.key())
                if key == "results", cursor.isAtArray {
                    document.isList = true
                    try readElements(&cursor, into: &document.elements)
                } else {
                    try cursor.skip()
                }
            } while try cursor.continueObject()
        }
        if !document.isList { document.elements = [start..<cursor.offset] }
        return document
    }

    private static func readElements(
        _ cursor: inout JSONCursor, into ranges: inout [Range<Int>]
    ) throws(JSONError) {
        guard try cursor.enterArray() else { return }
        var isAnother = true
        while isAnother {
            let start = cursor.offset
            try cursor.skip()
            // The comma or bracket after it is no part of the element; white space before that does no harm.
            let end = cursor.offset
            isAnother = try cursor.continueArray()
            ranges.append(start..<end)
        }
    }
}
