extension JSONValue {
    /// How deep arrays and objects may nest in a text that is read as a whole.
    public static let depthLimit = 2_000

    /// Reads a whole text as one value.
    ///
    /// - Throws: `JSONError` with line and column; `tooDeep` beyond `depthLimit`.
    public init(parsing bytes: UnsafeRawBufferPointer) throws(JSONError) {
        do throws(JSONError) {
            self = try JSONIndexer.read(bytes) { cursor throws(JSONError) in
                let value = try JSONValue(reading: &cursor, depth: 0)
                try cursor.end()
                return value
            }
        } catch {
            throw error.locating(in: bytes)
        }
    }

    public init(parsing bytes: [UInt8]) throws(JSONError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result<JSONValue, JSONError> { () throws(JSONError) in try JSONValue(parsing: buffer) }
        }
        self = try result.get()
    }

    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads the value at a cursor and takes the cursor past it.
    public init(reading cursor: inout JSONCursor) throws(JSONError) {
        try self.init(reading: &cursor, depth: 0)
    }

    /// From this depth on, values are read without recursion, which a thread with little stack could not bear.
    private static let recursionLimit = 32

    private init(reading cursor: inout JSONCursor, depth: Int) throws(JSONError) {
        if depth == Self.recursionLimit {
            self = try Self.readDeep(&cursor)
            return
        }
        switch cursor.byte {
        case UInt8(ascii: "{"):
            var members = JSONObject()
            if try cursor.enterObject() {
                repeat {
                    let key = cursor.text(try cursor.key())
                    members[key] = try JSONValue(reading: &cursor, depth: depth + 1)
                } while try cursor.continueObject()
            }
            self = .object(members)
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            if try cursor.enterArray() {
                repeat {
                    elements.append(try JSONValue(reading: &cursor, depth: depth + 1))
                } while try cursor.continueArray()
            }
            self = .array(elements)
        default:
            self = try Self.readScalar(&cursor)
        }
    }

    private static func readScalar(_ cursor: inout JSONCursor) throws(JSONError) -> JSONValue {
        switch cursor.byte {
        case UInt8(ascii: "\""):
            return .string(cursor.text(try cursor.string()))
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            return try cursor.word().map(JSONValue.bool) ?? .null
        default:
            let range = try cursor.number()
            return JSONValue(number: UnsafeBufferPointer(start: cursor.base + range.lowerBound, count: range.count))
        }
    }

    /// An array or object whose end has not been read yet.
    private enum Open {
        case array([JSONValue])
        case object(JSONObject, key: String)
    }

    private static func readDeep(_ cursor: inout JSONCursor) throws(JSONError) -> JSONValue {
        var open: [Open] = []
        while true {
            var value: JSONValue
            if cursor.isAtObject || cursor.isAtArray {
                guard recursionLimit + open.count < depthLimit else { throw cursor.failure(.tooDeep) }
                if cursor.isAtObject {
                    if try cursor.enterObject() {
                        open.append(.object(JSONObject(), key: cursor.text(try cursor.key())))
                        continue
                    }
                    value = .object(JSONObject())
                } else {
                    if try cursor.enterArray() {
                        open.append(.array([]))
                        continue
                    }
                    value = .array([])
                }
            } else {
                value = try readScalar(&cursor)
            }
            var isComplete = true
            while isComplete {
                switch open.popLast() {
                case nil: return value
                case .array(var elements):
                    elements.append(value)
                    isComplete = try !cursor.continueArray()
                    if isComplete { value = .array(elements) } else { open.append(.array(elements)) }
                case .object(var members, let key):
                    members[key] = value
                    isComplete = try !cursor.continueObject()
                    if isComplete {
                        value = .object(members)
                    } else {
                        open.append(.object(members, key: cursor.text(try cursor.key())))
                    }
                }
            }
        }
    }

    /// The value of a number's text: an integer where it is written as one and fits, a double where that loses nothing.
    private init(number text: UnsafeBufferPointer<UInt8>) {
        let literal = String(decoding: text, as: UTF8.self)
        if let integer = Int64(literal), literal != "-0" {
            self = .integer(integer)
            return
        }
        // A double keeps any decimal of up to 15 significant digits in its normal range, and whatever it is written as.
        let mantissa = text.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        let digits = mantissa.count { $0 &- UInt8(ascii: "0") < 10 }
        let isZero = !mantissa.contains(where: { $0 &- UInt8(ascii: "1") < 9 })
        if let double = Double(literal), double.isFinite,
            digits <= 15 && (isZero || abs(double) >= 0x1p-1000) || double.description == literal
        {
            self = .number(double)
        } else {
            self = .decimal(literal)
        }
    }
}

extension JSONCursor {
    /// The string that a text stands for, its escapes resolved.
    public func text(_ text: JSONText) -> String {
        let bytes = UnsafeBufferPointer(start: base + Int(text.start), count: text.count)
        guard mayHaveEscapes, bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        var resolved: [UInt8] = []
        JSONText.unescape(bytes, into: &resolved)
        return String(decoding: resolved, as: UTF8.self)
    }
}
