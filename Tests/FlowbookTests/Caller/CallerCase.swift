import FlowJSON
import Foundation
import Testing

/// One line of Tests/Fixtures/caller-cases.jsonl: how the program is started, and what must come of it.
struct CallerCase: Sendable, CustomTestStringConvertible {
    let name: String
    let says: String
    /// The case's members with its texts as they stand in the file, placeholders and all.
    let members: JSONObject
    /// What placeholders in it stand for, beside those that a run makes.
    let texts: [String: String]

    var testDescription: String { "\(name): \(says)" }

    static let fixture = DocumentationTests.root.appending(path: "Tests/Fixtures/caller-cases.jsonl")

    /// All cases, in the order of the file.
    static let all: [CallerCase] = {
        do {
            let lines = try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n")
            let values = try lines.map { try JSONValue(parsing: String($0)) }
            let texts = Dictionary(
                uniqueKeysWithValues: (values.first?["texts"]?.objectValue ?? JSONObject()).map {
                    ($0.key, $0.value.asText)
                })
            return values.dropFirst().map { value in
                let members = value.objectValue ?? JSONObject()
                return CallerCase(
                    name: members["case"]?.stringValue ?? "", says: members["says"]?.stringValue ?? "",
                    members: members, texts: texts)
            }
        } catch {
            Issue.record("the cases cannot be read: \(error)")
            return []
        }
    }()
}

/// How a case is started, its placeholders filled.
struct CallerStart {
    enum InputMode: String {
        /// What there is comes at once, and the pipe is closed.
        case whole
        case null, slow, trickle, open
    }

    struct Answer {
        var status = 200
        var headers: [(name: String, value: String)] = [("content-type", "application/json")]
        var body: [UInt8] = Array(#"{"ok":true}"#.utf8)
        var delay: Duration = .zero
        var isReset = false
        /// So many bytes more are announced than come.
        var short = 0
    }

    struct Typing {
        /// What to wait for, any one of these; nothing where the text comes when the program has fallen silent.
        let words: [String]
        let text: String
    }

    let arguments: [String]
    let input: [UInt8]
    let inputMode: InputMode
    /// Nil takes a variable away.
    let environment: [(name: String, value: String?)]
    let files: [(path: String, content: String)]
    let fileMode: Int
    let answers: [Answer]
    /// Which of the three standard streams are the terminal.
    let terminal: Set<String>
    let rows: Int
    let typing: [Typing]
    let isInterrupted: Bool
    let limit: Duration

    /// Reads a case whose placeholders are filled.
    init(_ given: JSONValue) throws {
        arguments = given["arguments"]?.arrayValue?.compactMap(\.stringValue) ?? []
        input = Array((given["input"]?.stringValue ?? "").utf8)
        inputMode = given["input_mode"]?.stringValue.flatMap { InputMode(rawValue: $0) } ?? .whole
        environment = given["environment"]?.objectValue.map { $0.map { ($0.key, $0.value.stringValue) } } ?? []
        files = given["files"]?.objectValue.map { $0.map { ($0.key, $0.value.asText) } } ?? []
        fileMode = given["file_mode"]?.stringValue.flatMap { Int($0, radix: 8) } ?? 0o600
        answers = try given["answers"]?.arrayValue?.map { try Answer($0) } ?? [Answer()]
        let streams = given["terminal"]?.stringValue ?? ""
        terminal = streams == "all" ? ["in", "out", "err"] : Set(streams.split(separator: "+").map(String.init))
        rows = (given["rows"]?.integerValue).map { Int($0) } ?? 200
        typing = given["typed"]?.arrayValue?.map { Typing($0.arrayValue ?? []) } ?? []
        isInterrupted = given["interrupted"]?.boolValue ?? false
        limit = .seconds(given["seconds"]?.integerValue ?? 15)
    }
}

extension CallerStart.Typing {
    fileprivate init(_ pair: [JSONValue]) {
        let waited = pair.first
        words = (waited?.arrayValue?.compactMap(\.stringValue) ?? [waited?.stringValue ?? ""]).filter { !$0.isEmpty }
        text = pair.last?.stringValue ?? ""
    }
}

extension CallerStart.Answer {
    fileprivate init(_ given: JSONValue) throws {
        status = (given["status"]?.integerValue).map { Int($0) } ?? 200
        if let members = given["headers"]?.objectValue {
            headers = members.flatMap { name, value in
                (value.arrayValue ?? [value]).compactMap(\.stringValue).map { (name, $0) }
            }
        }
        if let base64 = given["body_base64"]?.stringValue {
            body = Array(try #require(Data(base64Encoded: base64)))
        } else if let text = given["body"] {
            body = Array(text.asText.utf8)
        } else {
            body = []
        }
        if given["gzip"]?.boolValue == true { body = Gzip.stored(body) }
        delay = .milliseconds(Int64((given["delay"]?.doubleValue ?? 0) * 1_000))
        isReset = given["reset"]?.boolValue ?? false
        short = (given["short"]?.integerValue).map { Int($0) } ?? 0
    }
}

extension JSONValue {
    /// A text as it is, anything else as JSON.
    var asText: String { stringValue ?? text() }

    /// The value with `{NAME}` in all of its texts replaced.
    func filled(_ texts: [(name: String, text: String)]) -> JSONValue {
        switch self {
        case .string(let text): .string(text.filled(texts))
        case .array(let elements): .array(elements.map { $0.filled(texts) })
        case .object(let members):
            .object(JSONObject(members.map { (key: $0.key.filled(texts), value: $0.value.filled(texts)) }))
        default: self
        }
    }
}

extension String {
    func filled(_ texts: [(name: String, text: String)]) -> String {
        guard contains("{") else { return self }
        return texts.reduce(self) { $0.replacing("{\($1.name)}", with: $1.text) }
    }
}

/// Gzip without compression, written out by hand: a header, stored blocks, a checksum and a length.
enum Gzip {
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        func little(_ number: UInt32, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
        }
        let length = UInt32(bytes.count)
        precondition(length < 65_536, "one block holds no more")
        var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        packed += [1] + little(length, 2) + little(~length, 2) + bytes
        return packed + little(checksum(bytes), 4) + little(length, 4)
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }
}
