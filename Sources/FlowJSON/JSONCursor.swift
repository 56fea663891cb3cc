/// A pull parser over the index of one document: it reads what is asked for, and checks the grammar of what is skipped.
///
/// The cursor stands before a value. `object`, `array` and the scalar readers take it past that value; every path
/// through a document, whatever it skips, accepts exactly the texts that RFC 8259 allows.
@frozen
public struct JSONCursor {
    public let base: UnsafePointer<UInt8>
    public let count: Int
    /// Whether a backslash stands anywhere in the document.
    public let mayHaveEscapes: Bool
    /// The index entry of the next token. Two entries that equal `count` end the index, so that reading ahead is safe.
    @usableFromInline var next: UnsafePointer<UInt32>

    @usableFromInline
    init(base: UnsafePointer<UInt8>, count: Int, positions: UnsafePointer<UInt32>, mayHaveEscapes: Bool) {
        self.base = base
        self.count = count
        self.next = positions
        self.mayHaveEscapes = mayHaveEscapes
    }

    /// The offset of the next token.
    @inlinable
    public var offset: Int { Int(next.pointee) }

    /// The first byte of the next token: a bracket, comma, colon, quote or the start of a number or word; 0 at the end.
    @inlinable
    public var byte: UInt8 {
        let offset = Int(next.pointee)
        return offset < count ? base[offset] : 0
    }

    @inlinable
    public var isAtString: Bool { byte == UInt8(ascii: "\"") }
    @inlinable
    public var isAtObject: Bool { byte == UInt8(ascii: "{") }
    @inlinable
    public var isAtArray: Bool { byte == UInt8(ascii: "[") }

    @usableFromInline
    func failure(_ reason: JSONError.Reason) -> JSONError { JSONError(reason, offset: offset) }

    // MARK: Containers

    /// Steps into an object; false, with the cursor past it, when it is empty.
    @inlinable
    public mutating func enterObject() throws(JSONError) -> Bool {
        guard byte == UInt8(ascii: "{") else { throw failure(.expectedValue) }
        next += 1
        guard byte == UInt8(ascii: "}") else { return true }
        next += 1
        return false
    }

    /// Reads a key and its colon; the cursor then stands before the value.
    @inlinable
    public mutating func key() throws(JSONError) -> JSONText {
        guard byte == UInt8(ascii: "\"") else { throw failure(.expectedKey) }
        let text = unsafeString()
        guard byte == UInt8(ascii: ":") else { throw failure(.expectedColon) }
        next += 1
        return text
    }

    /// After a value in an object: true when another key follows, false when the object has ended.
    @inlinable
    public mutating func continueObject() throws(JSONError) -> Bool {
        let byte = byte
        guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") else { throw failure(.expectedCommaOrEnd) }
        next += 1
        return byte == UInt8(ascii: ",")
    }

    /// Steps into an array; false, with the cursor past it, when it is empty.
    @inlinable
    public mutating func enterArray() throws(JSONError) -> Bool {
        guard byte == UInt8(ascii: "[") else { throw failure(.expectedValue) }
        next += 1
        guard byte == UInt8(ascii: "]") else { return true }
        next += 1
        return false
    }

    /// After an element: true when another follows, false when the array has ended.
    @inlinable
    public mutating func continueArray() throws(JSONError) -> Bool {
        let byte = byte
        guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else { throw failure(.expectedCommaOrEnd) }
        next += 1
        return byte == UInt8(ascii: ",")
    }

    /// Checks that nothing but white space follows the value just read.
    @inlinable
    public func end() throws(JSONError) {
        guard offset >= count else { throw failure(.trailingCharacters) }
    }

    // MARK: Scalars

    /// Reads a string.
    @inlinable
    public mutating func string() throws(JSONError) -> JSONText {
        guard byte == UInt8(ascii: "\"") else { throw failure(.expectedValue) }
        return unsafeString()
    }

    /// Reads a string that is known to stand here. Only white space can stand between its closing quote and the next
    /// token, so that quote is found from there, backwards.
    @inlinable
    mutating func unsafeString() -> JSONText {
        let start = next.pointee &+ 1
        next += 1
        var quote = next.pointee &- 1
        while base[Int(quote)] != UInt8(ascii: "\"") { quote &-= 1 }
        return JSONText(start: start, end: quote)
    }

    /// Reads `true`, `false` or `null`; nil for null.
    @inlinable
    public mutating func word() throws(JSONError) -> Bool? {
        switch byte {
        case UInt8(ascii: "t"):
            try word("true")
            return true
        case UInt8(ascii: "f"):
            try word("false")
            return false
        case UInt8(ascii: "n"):
            try word("null")
            return nil
        default:
            throw failure(.expectedValue)
        }
    }

    @inlinable
    mutating func word(_ expected: StaticString) throws(JSONError) {
        let start = offset
        let length = expected.utf8CodeUnitCount
        guard start + length <= count else { throw failure(.invalidLiteral) }
        for index in 0..<length where base[start + index] != expected.utf8Start[index] {
            throw failure(.invalidLiteral)
        }
        guard endsToken(start + length) else { throw failure(.invalidLiteral) }
        next += 1
    }

    /// Reads a number and gives the range of its text.
    @inlinable
    public mutating func number() throws(JSONError) -> Range<Int> {
        let start = offset
        var place = start
        if place < count, base[place] == UInt8(ascii: "-") { place += 1 }
        if place < count, base[place] == UInt8(ascii: "0") {
            place += 1
        } else {
            guard skipDigits(&place) else { throw failure(place == start ? .expectedValue : .invalidNumber) }
        }
        if place < count, base[place] == UInt8(ascii: ".") {
            place += 1
            guard skipDigits(&place) else { throw failure(.invalidNumber) }
        }
        if place < count, base[place] | 0x20 == UInt8(ascii: "e") {
            place += 1
            if place < count, base[place] == UInt8(ascii: "+") || base[place] == UInt8(ascii: "-") { place += 1 }
            guard skipDigits(&place) else { throw failure(.invalidNumber) }
        }
        guard endsToken(place) else { throw failure(.invalidNumber) }
        next += 1
        return start..<place
    }

    @inlinable
    func skipDigits(_ place: inout Int) -> Bool {
        let start = place
        while place < count, base[place] &- UInt8(ascii: "0") < 10 { place += 1 }
        return place > start
    }

    /// Whether a number or word may end before `place`: at the next token, at white space or at the end.
    @inlinable
    func endsToken(_ place: Int) -> Bool {
        if place == Int(next[1]) { return true }
        guard place < count else { return true }
        let byte = base[place]
        return byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// The text from this cursor's next token up to where `other` stands, without white space between tokens and without
    /// escapes that JSON does not demand. Numbers keep their spelling.
    ///
    /// - Parameter other: a cursor over the same document, further on.
    /// - Returns: UTF-8.
    public func compactText(upTo other: JSONCursor) -> [UInt8] {
        var writer = JSONWriter()
        var place = next
        while place < other.next {
            let start = Int(place[0])
            var end = Int(place[1])
            while end > start + 1, [0x20, 0x0A, 0x0D, 0x09].contains(base[end - 1]) { end -= 1 }
            if base[start] == UInt8(ascii: "\"") {
                writer.write(string: self.text(JSONText(start: UInt32(start + 1), end: UInt32(end - 1))))
            } else {
                writer.write(
                    raw: String(decoding: UnsafeBufferPointer(start: base + start, count: end - start), as: UTF8.self))
            }
            place += 1
        }
        return writer.bytes
    }

    // MARK: Skipping

    /// Goes past one value, whatever it is, checking its grammar. Its depth is limited by memory alone.
    @inlinable
    public mutating func skip() throws(JSONError) {
        switch byte {
        case UInt8(ascii: "\""): next += 1
        case UInt8(ascii: "{"), UInt8(ascii: "["): try skipContainer()
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): _ = try word()
        default: _ = try number()
        }
    }

    @usableFromInline
    mutating func skipContainer() throws(JSONError) {
        // A bit a level tells objects (1) from arrays (0); full words of 64 levels wait in `outer`.
        var kinds: UInt64 = 0
        var depth = 0
        var outer: [UInt64] = []
        while true {
            let isObject = byte == UInt8(ascii: "{")
            if isObject || byte == UInt8(ascii: "[") {
                let isNonempty = isObject ? try enterObject() : try enterArray()
                if isNonempty {
                    if depth > 0, depth & 63 == 0 { outer.append(kinds) }
                    kinds = kinds << 1 | (isObject ? 1 : 0)
                    depth += 1
                    if isObject { _ = try key() }
                    continue
                }
            } else {
                try skipScalar()
            }
            while depth > 0 {
                if kinds & 1 == 1 {
                    if try continueObject() {
                        _ = try key()
                        break
                    }
                } else if try continueArray() {
                    break
                }
                depth -= 1
                kinds >>= 1
                if depth > 0, depth & 63 == 0 { kinds = outer.removeLast() }
            }
            if depth == 0 { return }
        }
    }

    @inlinable
    mutating func skipScalar() throws(JSONError) {
        switch byte {
        case UInt8(ascii: "\""): next += 1
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): _ = try word()
        default: _ = try number()
        }
    }
}
