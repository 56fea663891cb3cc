import FlowJSON

/// A text with names in braces, for which the values of an input are put in. What stands in doubled braces stays, as the
/// templates of mails have it, and so does what begins with a blank.
package struct FilledText: Sendable, Hashable {
    private enum Part: Hashable {
        case text(String)
        case name(String)
    }

    private let parts: [Part]

    package init(_ text: String) {
        var parts: [Part] = []
        var plain = ""
        var rest = text[...]
        while let character = rest.first {
            if rest.hasPrefix("{{"), let end = rest.firstRange(of: "}}") {
                plain += rest[..<end.upperBound]
                rest = rest[end.upperBound...]
            } else if character == "{", let close = rest.dropFirst().firstIndex(where: { "{}\"\n".contains($0) }),
                rest[close] == "}", let inner = rest[..<close].dropFirst().first, !inner.isWhitespace
            {
                if !plain.isEmpty { parts.append(.text(plain)) }
                plain = ""
                parts.append(.name(String(rest[rest.index(after: rest.startIndex)..<close])))
                rest = rest[rest.index(after: close)...]
            } else {
                plain.append(character)
                rest.removeFirst()
            }
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        self.parts = parts
    }

    /// The name, where the text is nothing but one in braces.
    package var onlyName: String? {
        if parts.count == 1, case .name(let name) = parts[0] { name } else { nil }
    }

    package var hasNames: Bool {
        parts.contains { if case .name = $0 { true } else { false } }
    }

    /// The text with the values of an input: a text as it is, anything else as JSON.
    ///
    /// - Throws: `unknownName`.
    package func text(for row: InputRow) throws(InputFault) -> String {
        var filled = ""
        for part in parts {
            switch part {
            case .text(let text): filled += text
            case .name(let name):
                let value = try row.required(name)
                filled += value.stringValue ?? value.text()
            }
        }
        return filled
    }
}

extension InputRow {
    /// - Throws: `unknownName` where there is no value of this name.
    func required(_ name: String) throws(InputFault) -> JSONValue {
        guard let value = value(name) else { throw .unknownName(name, line: line, known: members.keys) }
        return value
    }
}
