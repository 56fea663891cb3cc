/// Where the records of a text stand.
package struct RecordList {
    /// Each record without white space around it.
    package private(set) var ranges: [Range<Int>] = []
    /// Whether the text says itself that it is a list, be it an empty one: an array, or `{"results": [...]}`.
    package private(set) var isList = false

    /// The records of one JSON document: the elements of an array or of the array under `results`, else the whole value.
    package init(ofDocument text: UnsafeRawBufferPointer) throws(JSONError) {
        self = try JSONIndexer.read(text) { cursor throws(JSONError) in
            var list = RecordList()
            try list.read(&cursor, in: text)
            try cursor.end()
            return list
        }
    }

    /// The records of a text in any of its forms; lines that are blank are none.
    package init(of text: UnsafeRawBufferPointer) throws(JSONError) {
        var detector = RecordFormDetector()
        guard detector.take(text) ?? detector.finish() == .lines else {
            self = try RecordList(ofDocument: text)
            return
        }
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
            append(start..<end, in: text)
            start = end + 1
        }
    }

    private init() {}

    private mutating func append(_ range: Range<Int>, in text: UnsafeRawBufferPointer) {
        guard let first = text[range].firstIndex(where: { !RecordFormDetector.isSpace($0) }),
            let last = text[range].lastIndex(where: { !RecordFormDetector.isSpace($0) })
        else { return }
        ranges.append(first..<(last + 1))
    }

    private mutating func read(_ cursor: inout JSONCursor, in text: UnsafeRawBufferPointer) throws(JSONError) {
        let start = cursor.offset
        if cursor.isAtArray {
            try readElements(&cursor, in: text)
        } else if try cursor.enterObject() {
            repeat {
                if cursor.text(try cursor.key()) == "results", cursor.isAtArray {
                    try readElements(&cursor, in: text)
                } else {
                    try cursor.skip()
                }
            } while try cursor.continueObject()
        }
        if !isList { append(start..<cursor.offset, in: text) }
    }

    private mutating func readElements(
        _ cursor: inout JSONCursor, in text: UnsafeRawBufferPointer
    ) throws(JSONError) {
        isList = true
        guard try cursor.enterArray() else { return }
        repeat {
            let start = cursor.offset
            try cursor.skip()
            append(start..<cursor.offset, in: text)
        } while try cursor.continueArray()
    }
}

/// Tells how a text lists its records, from as much of its beginning as it takes.
///
/// JSON lets a line break stand between any two tokens, JSON Lines only between records. So what counts is whether the
/// first value goes on behind the first line break, or is over there and another one begins.
package struct RecordFormDetector {
    /// How a text lists its records.
    package enum Form: Hashable, Sendable {
        /// One on each line.
        case lines
        /// In one JSON document, which may also be a single record.
        case document
        /// With commas between them, but no brackets around: no form at all.
        case commas
    }

    private var nesting = JSONNesting()
    /// The last byte that is no white space, outside of strings or at their end.
    private var last: UInt8?
    private var isArray = false
    /// Whether a line feed stands between `last` and what comes.
    private var hasLineEnded = false
    /// The beginning of the last string among the members of the first value.
    private var member: [UInt8] = []

    package init() {}

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// Takes the next bytes of the text; gives the form as soon as they tell it.
    package mutating func take(_ bytes: UnsafeRawBufferPointer) -> Form? {
        for byte in bytes {
            if let form = take(byte) { return form }
        }
        return nil
    }

    /// Whether nothing but white space has come.
    package var isBlank: Bool { last == nil }

    /// The form of a text that has ended.
    package func finish() -> Form { isBlank ? .lines : .document }

    private mutating func take(_ byte: UInt8) -> Form? {
        if nesting.isInString {
            nesting.take(byte)
            // No string goes on behind a line feed, so a record was cut short here.
            if byte == UInt8(ascii: "\n"), !isArray { return .lines }
            if nesting.depth == 1, nesting.isInString, member.count <= 8 { member.append(byte) }
            if !nesting.isInString { last = byte }
            return nil
        }
        if byte == UInt8(ascii: "\n") { hasLineEnded = last != nil }
        guard !Self.isSpace(byte) else { return nil }
        if let last {
            if let form = form(last, byte) { return form }
            if byte == UInt8(ascii: "\"") { member = [] }
        } else {
            guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else { return .lines }
            isArray = byte == UInt8(ascii: "[")
        }
        nesting.take(byte)
        last = byte
        return nil
    }

    /// What two bytes tell that follow each other but for white space.
    private func form(_ last: UInt8, _ next: UInt8) -> Form? {
        if nesting.depth == 0 { return next == UInt8(ascii: ",") ? .commas : .lines }
        if isArray { return hasLineEnded || next == UInt8(ascii: "{") ? .document : nil }
        if hasLineEnded {
            let goesOn = "{[:,".utf8.contains(last) || ",:]}".utf8.contains(next)
            return goesOn ? .document : .lines
        }
        let isResults =
            nesting.depth == 1 && last == UInt8(ascii: ":") && next == UInt8(ascii: "[")
            && member.elementsEqual("results".utf8)
        return isResults ? .document : nil
    }
}

/// How deep a place in a text lies in brackets and strings, whatever else is right or wrong with the text.
package struct JSONNesting {
    /// Open brackets; less than none where a text closes more than it opens.
    package private(set) var depth = 0
    package private(set) var isInString = false
    private var isEscaped = false

    package init() {}

    package mutating func take(_ byte: UInt8) {
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
            }
            return
        }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        default: break
        }
    }
}
