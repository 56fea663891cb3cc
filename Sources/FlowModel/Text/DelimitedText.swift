/// A table as text, after RFC 4180: a header, then a record a line, fields in quotes where they need them.
///
/// Fields are separated by commas, or by semicolons or tabs where the header has these and no comma outside of quotes, as
/// spreadsheets write them. Lines end with LF, CRLF or CR; a byte-order mark is passed over, and so are lines with nothing in
/// them.
public struct DelimitedText: Hashable, Sendable {
    public struct Record: Hashable, Sendable {
        /// The line that it begins on, from 1.
        public let line: Int
        public let fields: [String]
    }

    /// What is wrong with a text, with the line, from 1.
    public enum Fault: Error, Hashable, Sendable {
        case openQuote(line: Int)

        /// In words, without a full stop.
        public var what: String {
            switch self {
            case .openQuote(let line): "the quote that begins on line \(line) does not end"
            }
        }
    }

    /// The names of the columns; none where the text is empty.
    public let header: [String]
    public let records: [Record]

    public init(_ text: String) throws(Fault) {
        var text = text
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        let bytes = Array(text.utf8)
        var reader = Reader(bytes, separator: Self.separator(bytes))
        let records = try reader.records()
        header = records.first?.fields ?? []
        self.records = Array(records.dropFirst())
    }

    /// What separates the fields of the first line.
    private static func separator(_ bytes: [UInt8]) -> UInt8 {
        var found: Set<UInt8> = []
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            found.insert(byte)
        }
        return [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].first { found.contains($0) } ?? UInt8(ascii: ",")
    }
}

extension String {
    /// Without white space at both ends; nil where nothing is left.
    package var trimmedOrNil: String? {
        let scalars = unicodeScalars.drop { $0.properties.isWhitespace }
        guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return nil }
        return String(scalars[...last])
    }
}

/// Cuts bytes into records.
private struct Reader {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var place = 0
    private var line = 1

    init(_ bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    mutating func records() throws(DelimitedText.Fault) -> [DelimitedText.Record] {
        var records: [DelimitedText.Record] = []
        while place < bytes.count {
            let start = line
            var fields = [try field()]
            while place < bytes.count, bytes[place] == separator {
                place += 1
                fields.append(try field())
            }
            endLine()
            if fields.contains(where: { $0.trimmedOrNil != nil }) { records.append(.init(line: start, fields: fields)) }
        }
        return records
    }

    /// A field up to the separator or the end of the line. A quote counts at its beginning alone; what stands behind the
    /// closing one belongs to the field.
    private mutating func field() throws(DelimitedText.Fault) -> String {
        var field: [UInt8] = []
        if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
            let start = line
            place += 1
            while true {
                guard place < bytes.count else { throw .openQuote(line: start) }
                let byte = bytes[place]
                place += 1
                if byte == UInt8(ascii: "\"") {
                    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { break }
                    place += 1
                }
                // A CRLF counts by its LF.
                if byte == 0x0A || byte == 0x0D && !(place < bytes.count && bytes[place] == 0x0A) { line += 1 }
                field.append(byte)
            }
        }
        while place < bytes.count, bytes[place] != separator, bytes[place] != 0x0A, bytes[place] != 0x0D {
            field.append(bytes[place])
            place += 1
        }
        return String(decoding: field, as: UTF8.self)
    }

    private mutating func endLine() {
        guard place < bytes.count else { return }
        if bytes[place] == 0x0D, place + 1 < bytes.count, bytes[place + 1] == 0x0A { place += 1 }
        place += 1
        line += 1
    }
}
