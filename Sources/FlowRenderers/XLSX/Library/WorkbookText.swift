/// Text as the library may have it. Every text that goes there passes here: of cells, headers, notes, links, charts,
/// printed lines, properties and names.
///
/// XML holds neither control characters nor U+FFFE and U+FFFF. Excel spells the former `_x0001_`, and takes whatever
/// looks so for one of them, so that a text like `_x0041_` needs an escape too.
enum WorkbookText {
    /// Gives `body` the text as a C string.
    static func pass<Result>(_ text: String, _ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
        try text.withCString { pointer in
            let bytes = UnsafeRawBufferPointer(start: pointer, count: text.utf8.count)
            return bytes.contains(where: mayNeedReplacement)
                ? try cleaned(bytes).withCString(body) : try body(pointer)
        }
    }

    /// The text as the library may have it.
    static func clean(_ text: String) -> String {
        pass(text) { String(cString: $0) }
    }

    /// Bytes that may need something else in their place.
    private static func mayNeedReplacement(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A || byte == UInt8(ascii: "_") || byte == 0xEF
    }

    private static func cleaned(_ bytes: UnsafeRawBufferPointer) -> String {
        var clean: [UInt8] = []
        clean.reserveCapacity(bytes.count + 16)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20 && byte != 0x09 && byte != 0x0A {
                let digits = String(byte, radix: 16, uppercase: true)
                clean.append(contentsOf: "_x\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)_".utf8)
            } else if byte == UInt8(ascii: "_") && looksLikeEscape(bytes[index...]) {
                clean.append(contentsOf: "_x005F_".utf8)
            } else if byte == 0xEF && index + 2 < bytes.count && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE {
                clean.append(contentsOf: "\u{FFFD}".utf8)
                index += 2
            } else {
                clean.append(byte)
            }
            index += 1
        }
        return String(decoding: clean, as: UTF8.self)
    }

    private static func looksLikeEscape(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        let escape = Array(bytes.prefix(7))
        return escape.count == 7 && escape[1] == UInt8(ascii: "x") && escape[6] == UInt8(ascii: "_")
            && escape[2..<6].allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }

    /// `text` with `mark` at its end, together `length` UTF-16 units at most; nil where it is not longer than that.
    static func cut(_ text: String, to length: Int, mark: String) -> String? {
        guard text.utf8.count > length, text.utf16.count > length else { return nil }
        let room = max(0, length - mark.utf16.count)
        var kept = String.UnicodeScalarView()
        var units = 0
        for scalar in text.unicodeScalars {
            units += UTF16.width(scalar)
            if units > room { break }
            kept.append(scalar)
        }
        return String(kept) + mark
    }

    /// `text` short enough that it has `length` characters at most for the library too, which counts escapes in full.
    static func fitting(_ text: String, _ length: Int, mark: String = "…") -> String {
        var fitting = cut(text, to: length, mark: mark) ?? text
        while case let excess = clean(fitting).unicodeScalars.count - length, excess > 0 {
            fitting = cut(text, to: max(0, fitting.utf16.count - (excess + 6) / 7), mark: mark) ?? ""
        }
        return fitting
    }
}

/// C strings for structures of the library, which live as long as this.
final class LibraryTexts {
    private var texts: [UnsafeMutableBufferPointer<CChar>] = []

    /// The text as the library may have it.
    func add(_ text: String) -> UnsafeMutablePointer<CChar>? {
        let bytes = WorkbookText.clean(text).utf8CString
        let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
        _ = buffer.initialize(from: bytes)
        texts.append(buffer)
        return buffer.baseAddress
    }

    deinit {
        for text in texts { text.deallocate() }
    }
}
