/// A string of a document, as the bytes between its quotes.
@frozen
public struct JSONText {
    /// Offset of the first byte after the opening quote, and of the closing quote.
    public let start: UInt32
    public let end: UInt32

    @inlinable
    init(start: UInt32, end: UInt32) {
        self.start = start
        self.end = end
    }

    @inlinable
    public var count: Int { Int(end &- start) }

    static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// Appends the text that validated bytes with escapes stand for.
    ///
    /// Half of a surrogate pair has no character; it becomes U+FFFD.
    public static func unescape(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            guard byte == UInt8(ascii: "\\"), offset + 1 < bytes.count else {
                output.append(byte)
                offset += 1
                continue
            }
            offset += 2
            switch bytes[offset - 1] {
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "u"):
                var unit = codeUnit(bytes, at: offset)
                offset += 4
                if unit & 0xFC00 == 0xD800, offset + 6 <= bytes.count, bytes[offset] == UInt8(ascii: "\\"),
                    bytes[offset + 1] == UInt8(ascii: "u")
                {
                    let low = codeUnit(bytes, at: offset + 2)
                    if low & 0xFC00 == 0xDC00 {
                        unit = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
                        offset += 6
                    }
                }
                let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
                output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            default: output.append(bytes[offset - 1])
            }
        }
    }

    static func codeUnit(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt32 {
        guard offset + 4 <= bytes.count else { return 0xFFFD }
        return bytes[offset..<offset + 4].reduce(0) { $0 << 4 | (hexDigit($1) ?? 0) }
    }
}
