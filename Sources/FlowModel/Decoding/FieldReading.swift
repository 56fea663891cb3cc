import FlowJSON
import FlowTime

// Each reader takes the cursor past one value, whatever it is: one of the wrong type reads as missing.
extension ExecutionDecoder {
    @inline(__always)
    func readText(_ cursor: inout JSONCursor, _ arena: TextArena) throws(JSONError) -> RecordText {
        guard cursor.isAtString else {
            try cursor.skip()
            return .missing
        }
        return recordText(try cursor.string(), cursor, arena)
    }

    /// A text's place in the record, or in the arena where escapes had to be resolved.
    @inline(__always)
    func recordText(_ text: JSONText, _ cursor: borrowing JSONCursor, _ arena: TextArena) -> RecordText {
        if cursor.mayHaveEscapes, let resolved = resolvedText(text, cursor) { return arena.append(resolved) }
        return RecordText(start: text.start, count: UInt32(text.count))
    }

    private func resolvedText(_ text: JSONText, _ cursor: borrowing JSONCursor) -> [UInt8]? {
        let bytes = UnsafeBufferPointer(start: cursor.base + Int(text.start), count: text.count)
        guard bytes.contains(UInt8(ascii: "\\")) else { return nil }
        var resolved: [UInt8] = []
        JSONText.unescape(bytes, into: &resolved)
        return resolved
    }

    /// The id of something or somebody: a string that is not empty, or an integer by its digits.
    @inline(__always)
    func readID(_ cursor: inout JSONCursor, _ arena: TextArena) throws(JSONError) -> RecordText {
        guard cursor.isAtString else { return try readNumberedID(&cursor) }
        let text = try cursor.string()
        return text.count == 0 ? .missing : recordText(text, cursor, arena)
    }

    private func readNumberedID(_ cursor: inout JSONCursor) throws(JSONError) -> RecordText {
        let byte = cursor.byte
        guard byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10 else {
            try cursor.skip()
            return .missing
        }
        let range = try cursor.number()
        let isInteger = range.allSatisfy { cursor.base[$0] == 0x2D || cursor.base[$0] &- 0x30 < 10 }
        return isInteger ? RecordText(start: UInt32(range.lowerBound), count: UInt32(range.count)) : .missing
    }

    @inline(__always)
    func readTimestamp(_ cursor: inout JSONCursor) throws(JSONError) -> Timestamp {
        let byte = cursor.byte
        if byte == UInt8(ascii: "\"") {
            let text = try cursor.string()
            if cursor.mayHaveEscapes, let resolved = resolvedText(text, cursor) {
                return resolved.withUnsafeBufferPointer { TimestampParser.parse($0) }
            }
            return TimestampParser.parse(UnsafeBufferPointer(start: cursor.base + Int(text.start), count: text.count))
        }
        return try readUnusualTimestamp(&cursor)
    }

    /// When something is due, which floats without an offset.
    func readDueDate(_ cursor: inout JSONCursor) throws(JSONError) -> Timestamp {
        guard cursor.isAtString else { return try readUnusualTimestamp(&cursor) }
        let text = try cursor.string()
        if cursor.mayHaveEscapes, let resolved = resolvedText(text, cursor) {
            return resolved.withUnsafeBufferPointer { TimestampParser.parseDueDate($0) }
        }
        return TimestampParser.parseDueDate(
            UnsafeBufferPointer(start: cursor.base + Int(text.start), count: text.count))
    }

    private func readUnusualTimestamp(_ cursor: inout JSONCursor) throws(JSONError) -> Timestamp {
        let byte = cursor.byte
        if byte == UInt8(ascii: "n") {
            _ = try cursor.word()
            return .missing
        }
        if byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10 {
            let range = try cursor.number()
            return TimestampParser.parse(
                number: UnsafeBufferPointer(start: cursor.base + range.lowerBound, count: range.count))
        }
        try cursor.skip()
        return .unparsable
    }

    func readFlag(_ cursor: inout JSONCursor) throws(JSONError) -> Bool? {
        switch cursor.byte {
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return try cursor.word()
        default:
            try cursor.skip()
            return nil
        }
    }

    /// `crt_iterations` of a loop; -1 where it is no whole number.
    func readIterations(_ cursor: inout JSONCursor) throws(JSONError) -> Int {
        var iterations = -1
        try readObject(&cursor) { cursor, field throws(JSONError) in
            guard field == .iterations else { return try cursor.skip() }
            let byte = cursor.byte
            guard byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10 else {
                iterations = -1
                return try cursor.skip()
            }
            let range = try cursor.number()
            let text = UnsafeBufferPointer(start: cursor.base + range.lowerBound, count: range.count)
            iterations = Double(String(decoding: text, as: UTF8.self)).flatMap(Int32.init(exactly:)).map(Int.init) ?? -1
        }
        return iterations
    }

    @inline(__always)
    func readAnalytics(
        _ cursor: inout JSONCursor, _ arena: TextArena, _ names: borrowing FieldNames<AnalyticsField>
    ) throws(JSONError) -> Analytics {
        var analytics = Analytics()
        guard cursor.isAtObject else {
            try cursor.skip()
            return analytics
        }
        guard try cursor.enterObject() else { return analytics }
        var place = 0
        repeat {
            let key = try cursor.key()
            switch names.field(key, at: place, in: cursor) {
            case .startedAt: analytics.startedAt = try readTimestamp(&cursor)
            case .inProgressAt: analytics.inProgressAt = try readTimestamp(&cursor)
            case .completedAt: analytics.completedAt = try readTimestamp(&cursor)
            case .closedAt: analytics.closedAt = try readTimestamp(&cursor)
            case .statusUpdatedAt: analytics.statusUpdatedAt = try readTimestamp(&cursor)
            case .startedBy: analytics.startedBy = try readID(&cursor, arena)
            case .closedBy: analytics.closedBy = try readID(&cursor, arena)
            case .inProgressBy: analytics.inProgressBy = try readID(&cursor, arena)
            case .completedBy: analytics.completedBy = try readID(&cursor, arena)
            case .skippedBy: analytics.skippedBy = try readID(&cursor, arena)
            case nil: try cursor.skip()
            }
            place += 1
        } while try cursor.continueObject()
        return analytics
    }

    /// Walks over a small object; a value of another kind is skipped. `body` takes the cursor past each member's value.
    @inline(__always)
    func readObject(
        _ cursor: inout JSONCursor,
        _ body: (inout JSONCursor, PartField?) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard cursor.isAtObject else { return try cursor.skip() }
        guard try cursor.enterObject() else { return }
        var place = 0
        repeat {
            let key = try cursor.key()
            let field = partNames.field(key, at: place, in: cursor)
            try body(&cursor, field)
            place += 1
        } while try cursor.continueObject()
    }

    /// Walks over an array; a value of another kind is skipped. `body` takes the cursor past each element.
    @inline(__always)
    func readArray(
        _ cursor: inout JSONCursor, _ body: (inout JSONCursor) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard cursor.isAtArray else { return try cursor.skip() }
        guard try cursor.enterArray() else { return }
        repeat { try body(&cursor) } while try cursor.continueArray()
    }
}
