import FlowJSON

/// Finds the records of a text: JSON Lines, a JSON array, or an object with the array under `results`.
enum RecordRanges {
    /// The place of each record in `text`.
    static func find(in text: UnsafeRawBufferPointer) throws(JSONError) -> [Range<Int>] {
        guard let first = text.firstIndex(where: { !isSpace($0) }) else { return [] }
        if text[first] == UInt8(ascii: "{") {
            let line = first..<(text[first...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count)
            if isRecord(UnsafeRawBufferPointer(rebasing: text[line])) { return lines(of: text) }
        }
        return try JSONIndexer.read(text) { cursor throws(JSONError) in
            let ranges = try list(&cursor, of: text)
            try cursor.end()
            return ranges
        }
    }

    /// The elements of an array, or of the array under `results`.
    private static func list(_ cursor: inout JSONCursor, of text: UnsafeRawBufferPointer) throws(JSONError) -> [Range<
        Int
    >] {
        guard cursor.isAtObject else { return try elements(&cursor, of: text) }
        var ranges: [Range<Int>] = []
        guard try cursor.enterObject() else { return ranges }
        repeat {
            if cursor.text(try cursor.key()).utf8.elementsEqual("results".utf8), cursor.isAtArray {
                ranges = try elements(&cursor, of: text)
            } else {
                try cursor.skip()
            }
        } while try cursor.continueObject()
        return ranges
    }

    /// Whether a line is a whole object that is no list of results.
    private static func isRecord(_ line: UnsafeRawBufferPointer) -> Bool {
        do throws(JSONError) {
            let object = try JSONIndexer.read(line) { cursor throws(JSONError) in
                let value = try JSONValue(reading: &cursor)
                try cursor.end()
                return value
            }
            return object["results"]?.arrayValue == nil
        } catch {
            return false
        }
    }

    private static func lines(of text: UnsafeRawBufferPointer) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
            let line = trimmed(start..<end, in: text)
            if !line.isEmpty { ranges.append(line) }
            start = end + 1
        }
        return ranges
    }

    private static func elements(
        _ cursor: inout JSONCursor, of text: UnsafeRawBufferPointer
    ) throws(JSONError) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        guard try cursor.enterArray() else { return ranges }
        repeat {
            let start = cursor.offset
            try cursor.skip()
            ranges.append(trimmed(start..<cursor.offset, in: text))
        } while try cursor.continueArray()
        return ranges
    }

    private static func trimmed(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, isSpace(text[end - 1]) { end -= 1 }
        var start = range.lowerBound
        while start < end, isSpace(text[start]) { start += 1 }
        return start..<end
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
