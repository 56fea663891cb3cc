/// Keeps spreadsheets from running data as formulas.
///
/// Spreadsheets evaluate a field that begins with `=`, `+`, `-` or `@`, or with their full-width twins, and some skip a
/// leading tab, line end or NUL first. An apostrophe in front makes such a field plain text.
enum FormulaGuard {
    static let mark = UInt8(ascii: "'")

    /// Whether text that begins with these bytes needs the mark.
    static func isNeeded(for utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = utf8.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x00, 0x09, 0x0A, 0x0D:
            return true
        case 0xEF:
            return utf8.count >= 3 && fullWidth.contains([utf8[1], utf8[2]])
        default:
            return false
        }
    }

    /// The second and third bytes of U+FF1D, U+FF0B, U+FF0D and U+FF20; the first is 0xEF.
    private static let fullWidth: Set<[UInt8]> = [[0xBC, 0x9D], [0xBC, 0x8B], [0xBC, 0x8D], [0xBC, 0xA0]]
}
