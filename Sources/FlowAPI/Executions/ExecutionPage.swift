import FlowJSON

/// An execution as the API wrote it, not decoded.
struct ExecutionRecord: Sendable {
    /// A text, or an integer by its digits; nil for a record that has neither.
    let id: [UInt8]?
    /// The record without white space around it.
    let bytes: ArraySlice<UInt8>

    /// Reads a body that is one record, whatever its kind.
    ///
    /// - Throws: for a body that is not JSON.
    static func read(_ body: [UInt8]) throws(TransportFailure) -> ExecutionRecord {
        try readJSON(body) { cursor throws(JSONError) in
            let record = try ExecutionRecord(reading: &cursor, of: body)
            try cursor.end()
            return record
        }
    }

    /// Goes past a record.
    init(reading cursor: inout JSONCursor, of body: [UInt8]) throws(JSONError) {
        let start = cursor.offset
        id = try Self.readID(&cursor)
        var end = cursor.offset
        while end > start, [0x20, 0x09, 0x0A, 0x0D].contains(body[end - 1]) { end -= 1 }
        bytes = body[start..<end]
    }

    private static func readID(_ cursor: inout JSONCursor) throws(JSONError) -> [UInt8]? {
        guard cursor.isAtObject else {
            try cursor.skip()
            return nil
        }
        var id: [UInt8]?
        guard try cursor.enterObject() else { return nil }
        repeat {
            let key = try cursor.key()
            guard cursor.text(key) == "id" else {
                try cursor.skip()
                continue
            }
            if cursor.isAtString {
                id = Array(cursor.text(try cursor.string()).utf8)
            } else {
                id = try JSONValue(reading: &cursor).id.map { Array($0.utf8) }
            }
        } while try cursor.continueObject()
        return id
    }
}

extension JSONValue {
    /// An id: a text that is not empty, or an integer by its digits.
    var id: String? {
        if case .string(let text) = self { return text.isEmpty ? nil : text }
        return integerValue.map { "\($0)" }
    }
}

/// Reads a response's body as JSON; one that is not counts as cut short.
func readJSON<Value>(
    _ body: [UInt8], _ read: (inout JSONCursor) throws(JSONError) -> Value
) throws(TransportFailure) -> Value {
    let result = body.withUnsafeBytes { bytes in
        Result<Value, JSONError> { () throws(JSONError) in try JSONIndexer.read(bytes, read) }
    }
    do throws(JSONError) {
        return try result.get()
    } catch {
        throw TransportFailure.unreadable(reason: error.description)
    }
}

/// One response to a search for executions, cut into records but not decoded.
struct ExecutionPage {
    private(set) var records: [ExecutionRecord] = []
    private(set) var hits: Int?
    /// The members that a further request hands back; empty where none says that there is more.
    private(set) var cursor: [JSONObject.Member] = []
    private var hasResults = false

    /// - Throws: for a body that is not JSON, or has no list of `results`. A record that is not an execution is no reason.
    init(_ response: APIResponse) throws(TransportFailure) {
        let body = response.body
        self = try readJSON(body) { cursor throws(JSONError) in try ExecutionPage(reading: &cursor, of: body) }
        guard hasResults else { throw TransportFailure.unreadable(reason: "no results in it") }
    }

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
            records.append(try ExecutionRecord(reading: &cursor, of: body))
        } while try cursor.continueArray()
    }
}
