import FlowAPI
import FlowJSON
import FlowOperations
import FlowReports
import HTTPTypes

/// One of many calls: an input and the request that it makes.
struct EachCall: Sendable {
    let row: InputRow
    let request: OperationRequest
    let operation: APIOperation

    /// - Throws: `UsageError` for an input that makes no request.
    init(_ row: InputRow, _ calls: RowCalls, headers: HTTPFields) throws {
        self.row = row
        do throws(InputFault) {
            request = try calls.request(for: row)
        } catch {
            throw UsageError(what: error.what, fix: error.fix)
        }
        operation = try APIOperation(request, headers: headers)
    }

    /// The body as JSON; null without one.
    var body: JSONValue { request.body.flatMap { try? JSONValue(parsing: $0) } ?? .null }

    /// What is sent, for logs that know it again.
    var sent: JSONValue {
        [
            "operation": .string(request.operation.id), "method": .string(request.operation.method),
            "target": .string(request.target), "body": body,
        ]
    }
}

extension InputFault {
    fileprivate var fix: String {
        switch self {
        case .unknownName(let name, _, let known):
            nearestWord(to: name, among: known).map { "did you mean \"\($0)\"? Nothing was sent" }
                ?? "it has \(known.prefix(20).joined(separator: ", ")); nothing was sent"
        case .wrongType: "correct it; nothing was sent"
        case .operation: "name a column so, or give it with --param or --data; nothing was sent"
        }
    }
}

/// What came of one of many calls.
struct EachResult: Sendable {
    /// Nil where no answer came.
    let status: Int?
    /// JSON on one line, as it came; `null` for nothing.
    let body: [UInt8]
    /// Why there is no answer, or why it is a failure, for people.
    let problem: String?

    var isDone: Bool { status.map { 200..<300 ~= $0 } ?? false }
    /// Whether the token is refused: the others would be, too.
    var isRefused: Bool { status == 401 }

    init(_ response: APIResponse) {
        status = response.status
        let isJSON = response.headers[.contentType].map { FlowOperations.isJSON($0) } ?? true
        let text = response.body.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(response.body.dropFirst(3)) : response.body
        if text.isEmpty {
            body = Array("null".utf8)
        } else if isJSON, let compact = try? JSONLayout(.compact).text(of: text) {
            body = compact
        } else {
            body = Array(JSONValue.string(String(decoding: text, as: UTF8.self)).text().utf8)
        }
        if 200..<300 ~= response.status {
            problem = nil
        } else {
            let message = (try? JSONValue(parsing: text))?["message"]?.stringValue
            let words = [response.reason, message ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
            problem = "status \(response.status) \(words)"
        }
    }

    init(_ error: APIError) {
        status = nil
        body = Array("null".utf8)
        problem = error.what
    }

    /// A line of JSON: the input, what came of it and, where it is `sent`, what was sent.
    func line(_ row: InputRow, sent: JSONValue? = nil) -> [UInt8] {
        var line = Array("{\"input\": \(JSONValue.object(row.members).text()), \"status\": ".utf8)
        line += (status.map { "\($0)" } ?? "null").utf8
        line += Array(", \"body\": ".utf8) + body
        if status == nil, let problem { line += ", \"error\": \(JSONValue.string(problem).text())".utf8 }
        if let sent { line += ", \"request\": \(sent.text())".utf8 }
        return line + Array("}\n".utf8)
    }
}
