/// Text as it may stand in a cell: XML, with Excel's own escapes for what XML cannot hold.
enum CellString {
    /// Appends the rest of an opening tag and the escaped text: `>Wallbox`, or ` xml:space="preserve">` before blanks.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        let copied: Void? = text.utf8.withContiguousStorageIfAvailable { append($0, to: &bytes) }
        if copied == nil { Array(text.utf8).withUnsafeBufferPointer { append($0, to: &bytes) } }
    }

    private static func append(_ utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        if let first = utf8.first, let last = utf8.last, first <= 0x20 || last <= 0x20 {
            bytes.append(contentsOf: " xml:space=\"preserve\"".utf8)
        }
        bytes.append(UInt8(ascii: ">"))
        var start = 0
        for index in utf8.indices {
            let byte = utf8[index]
            guard isSpecial[Int(byte)], let replacement = replacement(for: byte, at: index, in: utf8) else { continue }
            bytes.append(contentsOf: utf8[start..<index])
            bytes.append(contentsOf: replacement.utf8)
            // U+FFFE and U+FFFF take three bytes, everything else that is replaced takes one.
            start = index + (byte == 0xEF ? 3 : 1)
        }
        bytes.append(contentsOf: utf8[start...])
    }

    /// Bytes that may need something else in their place; the others are copied in runs.
    private static let isSpecial: [Bool] = (0...255).map { byte in
        switch UInt8(byte) {
        case 0x09, 0x0A: false
        case 0..<0x20, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "_"), 0xEF: true
        default: false
        }
    }

    private static func replacement(
        for byte: UInt8, at index: Int, in utf8: UnsafeBufferPointer<UInt8>
    ) -> String? {
        switch byte {
        case UInt8(ascii: "&"): return "&amp;"
        case UInt8(ascii: "<"): return "&lt;"
        case UInt8(ascii: ">"): return "&gt;"
        // Text that looks like Excel's escape would be read as one.
        case UInt8(ascii: "_"): return looksLikeEscape(index, utf8) ? "_x005F_" : nil
        case 0xEF:
            let isNoncharacter = index + 2 < utf8.count && utf8[index + 1] == 0xBF && utf8[index + 2] >= 0xBE
            return isNoncharacter ? "\u{FFFD}" : nil
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            return "_x" + String(repeating: "0", count: 4 - digits.utf8.count) + digits + "_"
        }
    }

    private static func looksLikeEscape(_ index: Int, _ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index + 6 < utf8.count, utf8[index + 1] == UInt8(ascii: "x"), utf8[index + 6] == UInt8(ascii: "_") else {
            return false
        }
        return utf8[index + 2...index + 5].allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
                UInt8(ascii: "a")...UInt8(ascii: "f"):
                true
            default: false
            }
        }
    }

    /// `text` with `mark` at its end, together `length` UTF-16 units at most; nil where it is not longer than that.
    static func cut(_ text: String, to length: Int, mark: String) -> String? {
        guard text.utf16.count > length else { return nil }
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
}
