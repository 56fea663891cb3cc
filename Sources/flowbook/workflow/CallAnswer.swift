import FlowAPI
import FlowJSON
import FlowOperations
import FlowTime
import HTTPTypes
import JSONata

/// The answer of a call as standard output gets it.
struct CallAnswer {
    private let response: APIResponse
    private let isOneLine: Bool
    private let expression: JSONataExpression?
    private let screen: CallScreen

    init(_ response: APIResponse, isOneLine: Bool, _ expression: JSONataExpression?, _ screen: CallScreen) {
        self.response = response
        self.isOneLine = isOneLine
        self.expression = expression
        self.screen = screen
    }

    func write() async throws {
        let bytes = try text()
        guard !bytes.isEmpty else { return }
        try await screen.page(bytes)
    }

    /// What is written; nothing for an empty body, for `null` and for an expression without a result.
    private func text() throws -> [UInt8] {
        let body = self.body
        guard !body.isEmpty else { return [] }
        let value = isJSON ? try? JSONValue(parsing: body) : nil
        if let expression {
            let host = JSONataHost(
                now: screen.world.now().milliseconds, random: SystemRandomNumberGenerator(), clock: ContinuousClock())
            let input = value ?? .string(String(decoding: body, as: UTF8.self))
            guard let result = try expression.evaluate(input, host: host) else { return [] }
            return try text(of: result, Array(result.text().utf8))
        }
        guard let value else { return harmless(body) }
        return try text(of: value, body)
    }

    private func text(of value: JSONValue, _ bytes: [UInt8]) throws -> [UInt8] {
        switch value {
        case .null: return []
        case .string(let text): return harmless(Array(text.utf8)) + [0x0A]
        default:
            let layout = JSONLayout(
                isOneLine ? .compact : .pretty, colors: screen.colors, isForTerminal: screen.world.isOutputTerminal)
            return try layout.text(of: bytes) + [0x0A]
        }
    }

    /// The body without a byte-order mark where it is JSON.
    private var body: [UInt8] {
        isJSON && response.body.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(response.body.dropFirst(3)) : response.body
    }

    /// As the content type says; without one, JSON is tried.
    private var isJSON: Bool {
        response.headers[.contentType].map { FlowOperations.isJSON($0) } ?? true
    }

    /// Text of unknown origin: what a terminal would obey becomes visible there; elsewhere every byte stays.
    private func harmless(_ bytes: [UInt8]) -> [UInt8] {
        guard screen.world.isOutputTerminal else { return bytes }
        let text = String(decoding: bytes, as: UTF8.self)
        let shown = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            let isLayout = scalar == "\n" || scalar == "\t"
            return !isLayout && scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
        }
        return Array(String(String.UnicodeScalarView(shown)).utf8)
    }
}
