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
/// It is written as `DelimitedText` reads it. Other columns are passed over; names and departments are trimmed.
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
        let table: DelimitedText
        do throws(DelimitedText.Fault) {
            table = try DelimitedText(text)
        } catch {
            switch error {
            case .openQuote(let line): throw .openQuote(line: line)
            }
        }
        let names = table.header.map { $0.trimmedOrNil?.lowercased() }
        guard let idColumn = names.firstIndex(of: "id") else { throw .noHeader }
        let columns = (name: names.firstIndex(of: "name"), department: names.firstIndex(of: "department"))
        var seen: Set<[UInt8]> = []
        for record in table.records {
            func field(_ column: Int?) -> String? {
                column.flatMap { $0 < record.fields.count ? record.fields[$0].trimmedOrNil : nil }
            }
            guard let id = field(idColumn) else { throw .noID(line: record.line) }
            guard seen.insert(Array(id.utf8)).inserted else { throw .sameID(id, line: record.line) }
            people.append(ListedPerson(id: id, name: field(columns.name), department: field(columns.department)))
        }
    }
}
