import FlowJSON

/// Finds the words that a server has for people in the body of an error.
enum AnswerMessage {
    /// Longer ones are cut.
    private static let limit = 300

    /// The `message` of the workflow API or the `error` of the entity API; nil for any other body, such as a gateway's
    /// page.
    ///
    /// - Returns: one line without control characters, the token masked.
    static func read(_ response: APIResponse, token: Secret?) -> String? {
        guard let value = try? JSONValue(parsing: response.body) else { return nil }
        let texts = ["message", "Message", "error", "error_description"].lazy.compactMap { key -> String? in
            switch value[key] {
            case .string(let text)?: text
            case .object(let inner)?: inner["message"]?.stringValue
            case .array(let list)?: list.compactMap(\.stringValue).joined(separator: ", ")
            default: nil
            }
        }
        guard let text = texts.first(where: { !$0.isEmpty }) else { return nil }
        return line(token?.masking(text) ?? text)
    }

    /// A text of unknown origin as one line that a terminal shows and does not obey.
    static func line(_ text: String) -> String? {
        let words = text.unicodeScalars.split { $0.properties.generalCategory == .control || $0 == " " }
        let joined = words.map { String($0) }.joined(separator: " ")
        guard !joined.isEmpty else { return nil }
        return joined.count > limit ? joined.prefix(limit) + "…" : joined
    }
}
