/// How CSV files are written, for spreadsheets whose settings differ and for machines.
package struct CSVOptions: Hashable, Sendable {
    /// One ASCII character between fields.
    package let delimiter: UInt8
    /// `.` or `,` in decimals.
    package let decimalSeparator: UInt8
    /// Whether a UTF-8 byte-order mark comes first, from which Excel knows the encoding.
    package let hasByteOrderMark: Bool
    /// Whether text that a spreadsheet would take for a formula gets an apostrophe in front.
    package let guardsFormulas: Bool

    /// RFC 4180 with commas and points, no mark, formulas guarded.
    package init() {
        delimiter = UInt8(ascii: ",")
        decimalSeparator = UInt8(ascii: ".")
        hasByteOrderMark = false
        guardsFormulas = true
    }

    /// - Throws: `RenderError.invalidOption` for a delimiter that is not one ASCII character, or that fields cannot be
    ///   told apart with (a quote, a line end, a letter, a digit, a sign), and for a separator other than `.` and `,`.
    package init(
        delimiter: String, decimalSeparator: String = ".", byteOrderMark: Bool = false, formulaGuard: Bool = true
    ) throws(RenderError) {
        let characters = Array(delimiter.utf8)
        guard characters.count == 1, Self.canDelimit(characters[0]) else {
            throw .invalidOption(
                name: "delimiter", value: delimiter, expected: "one character such as a comma, a semicolon or a tab")
        }
        guard decimalSeparator.utf8.elementsEqual(".".utf8) || decimalSeparator.utf8.elementsEqual(",".utf8) else {
            throw .invalidOption(name: "decimal_separator", value: decimalSeparator, expected: "a point or a comma")
        }
        self.delimiter = characters[0]
        self.decimalSeparator = decimalSeparator == "," ? UInt8(ascii: ",") : UInt8(ascii: ".")
        hasByteOrderMark = byteOrderMark
        guardsFormulas = formulaGuard
    }

    private static func canDelimit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\t"): true
        case UInt8(ascii: "\""), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): false
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            false
        default: (0x20..<0x7F).contains(byte)
        }
    }
}
