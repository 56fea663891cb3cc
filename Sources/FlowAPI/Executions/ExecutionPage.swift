import FlowJSON

/// One answer to a search for executions, cut into records but not decoded.
struct ExecutionPage {
    /// A record as the API wrote it, with its id where it has one.
    struct Record {
        let id: [UInt8]?
        let bytes: ArraySlice<UInt8>
    }

    private(set) var records: [Record] = []
    private(set) var hits: Int?
    /// The members that a further request hands back; empty where none says that there is more.
    private(set) var cursor: [JSONObject.Member] = []

    /// - Throws: for a body that is not JSON, or has no `results`. A record that is not an execution is no reason.
    init(_ response: APIResponse) throws(UnreadableAnswer) {
        let body = response.body
        let result = body.withUnsafeBytes { bytes in
            Result<ExecutionPage, JSONError> { () throws(JSONError) in
                try JSONIndexer.read(bytes) { cursor throws(JSONError) in
                    try ExecutionPage(reading: &cursor, of: body)
                }
            }
        }
        do throws(JSONError) {
            self = try result.get()
        } catch {
            throw UnreadableAnswer(reason: error.description)
        }
        guard hasResults else { throw UnreadableAnswer(reason: "no results in it") }
    }

    private var hasResults = false

    private init(reading cursor: inout JSONCursor, of body: [UInt8]) throws(JSONError) {
        if cursor.isAtArray {
            try readResults(&cursor, of: body)
        } else if cursor.isAtObject {
            try readMembers(&cursor, of: body)
        } else {
            try cursor.skip()
        }
        try cursor.end()
    }

    private mutating func readMembers(_ cursor: inout JSONCursor, of body: [UInt8]) throws(JSONError) {
        guard try cursor.enterObject() else { return }
        repeat {
            let key = cursor.text(try cursor.key())
            switch key {
            case "results" where cursor.isAtArray: try readResults(&cursor, of: body)
            case "results":
                // A null where a list is due is an empty list.
                hasResults = cursor.byte == UInt8(ascii: "n")
                try cursor.skip()
            case "hits": hits = try JSONValue(reading: &cursor).integerValue.map { Int($0) }
            case "next_cursor", "lastEvaluatedKey": addContinuation(key, try JSONValue(reading: &cursor))
            default: try cursor.skip()
            }
        } while try cursor.continueObject()
    }

    /// Notes a continuation. `next_cursor` has no published name in the request: it goes back under its own and as
    /// `cursor`, because servers ignore what they do not know.
    private mutating func addContinuation(_ key: String, _ value: JSONValue) {
        guard !value.isNull, value != "", value.objectValue?.isEmpty != true else { return }
        cursor.append((key, value))
        if key == "next_cursor" { cursor.append(("cursor", value)) }
    }

    private mutating func readResults(_ cursor: inout JSONCursor, of body: [UInt8]) throws(JSONError) {
        hasResults = true
        records = []
        guard try cursor.enterArray() else { return }
        repeat {
            let start = cursor.offset
            let id = try Self.readRecord(&cursor)
            var end = cursor.offset
            while end > start, [0x20, 0x09, 0x0A, 0x0D].contains(body[end - 1]) { end -= 1 }
            records.append(Record(id: id, bytes: body[start..<end]))
        } while try cursor.continueArray()
    }

    /// Goes past a record and gives its `id`.
    private static func readRecord(_ cursor: inout JSONCursor) throws(JSONError) -> [UInt8]? {
        guard cursor.isAtObject else {
            try cursor.skip()
            return nil
        }
        var id: [UInt8]?
        guard try cursor.enterObject() else { return nil }
        repeat {
            let key = try cursor.key()
            if cursor.isAtString, cursor.text(key) == "id" {
                id = Array(cursor.text(try cursor.string()).utf8)
            } else {
                try cursor.skip()
            }
        } while try cursor.continueObject()
        return id
    }
}
