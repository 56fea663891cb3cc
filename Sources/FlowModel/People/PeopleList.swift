/// A user as the user service or a list of people names them: no more of them than reports show.
public struct Person: Hashable, Sendable {
    public let id: String
    /// Trimmed, not empty.
    public let displayName: String
    public let department: String?
    /// As the service says it: `Active`, `Pending` and others.
    public let status: String?

    public init(id: String, displayName: String, department: String? = nil, status: String? = nil) {
        self.id = id
        self.displayName = displayName
        self.department = department
        self.status = status
    }
}

/// A line of a list of people. What it leaves open, others may know.
public struct ListedPerson: Hashable, Sendable {
    public let id: String
    public let name: String?
    public let department: String?

    public init(id: String, name: String?, department: String?) {
        self.id = id
        self.name = name
        self.department = department
    }
}

/// A list of people as CSV: a header with `id` and whichever of `name` and `department` there are, then a line a person.
///
/// Fields are separated by commas, or by semicolons or tabs where the header has these and no comma. Other columns are
/// passed over, blank lines too; names and departments are trimmed.
public struct PeopleList: Hashable, Sendable {
    /// In the order of the list, no id twice.
    public private(set) var people: [ListedPerson] = []

    /// What is wrong with a list, with the line, from 1.
    public enum Fault: Error, Hashable, Sendable {
        case noHeader
        case noID(line: Int)
        case sameID(String, line: Int)
        case openQuote(line: Int)

        /// In words, without a full stop.
        public var what: String {
            switch self {
            case .noHeader: "its first line names no column id"
            case .noID(let line): "line \(line) has no id"
            case .sameID(let id, let line): "line \(line) has the id \(id) again"
            case .openQuote(let line): "the quote that begins on line \(line) does not end"
            }
        }
    }

    public init(csv text: String) throws(Fault) {
        let header = text.prefix { !$0.isNewline }
        let separator: Character = header.contains(",") ? "," : [";", "\t"].first { header.contains($0) } ?? ","
        var records = try Self.records(text, separator: separator)[...]
        guard let names = records.popFirst()?.fields.map({ Self.trimmed($0)?.lowercased() }),
            let idColumn = names.firstIndex(of: "id")
        else { throw .noHeader }
        let columns = (name: names.firstIndex(of: "name"), department: names.firstIndex(of: "department"))
        var seen: Set<[UInt8]> = []
        for (line, fields) in records {
            func field(_ column: Int?) -> String? {
                column.flatMap { $0 < fields.count ? Self.trimmed(fields[$0]) : nil }
            }
            guard let id = field(idColumn) else { throw .noID(line: line) }
            guard seen.insert(Array(id.utf8)).inserted else { throw .sameID(id, line: line) }
            people.append(ListedPerson(id: id, name: field(columns.name), department: field(columns.department)))
        }
    }

    /// Without white space at both ends; nil where nothing is left.
    private static func trimmed(_ field: String) -> String? {
        let scalars = field.unicodeScalars.drop { $0.properties.isWhitespace }
        guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return nil }
        return String(scalars[...last])
    }

    /// The records by RFC 4180 that have anything in them, each with the line that it begins on.
    private static func records(
        _ text: String, separator: Character
    ) throws(Fault) -> [(line: Int, fields: [String])] {
        var records: [(line: Int, fields: [String])] = []
        var fields: [String] = []
        var field = ""
        var line = 1
        var start = 1
        var quoteLine: Int?
        var isQuoted = false
        var rest = text[...]
        func end(_ records: inout [(line: Int, fields: [String])]) {
            fields.append(field)
            if fields.contains(where: { trimmed($0) != nil }) { records.append((start, fields)) }
            (fields, field, isQuoted) = ([], "", false)
        }
        while let character = rest.popFirst() {
            if quoteLine != nil {
                if character != "\"" {
                    field.append(character)
                } else if rest.first == "\"" {
                    field.append(rest.removeFirst())
                } else {
                    quoteLine = nil
                }
            } else if character == "\"", field.isEmpty, !isQuoted {
                (quoteLine, isQuoted) = (line, true)
            } else if character == separator {
                fields.append(field)
                (field, isQuoted) = ("", false)
            } else if character.isNewline {
                end(&records)
                start = line + 1
            } else {
                field.append(character)
            }
            if character.isNewline { line += 1 }
        }
        if let quoteLine { throw .openQuote(line: quoteLine) }
        end(&records)
        return records
    }
}
