package import FlowJSON

/// One input of many: the members of a record, or the columns of a line of a table, by name.
package struct InputRow: Sendable, Hashable {
    /// Where it stands in its file, from 1.
    package let line: Int
    /// Texts where they come from a table.
    package let members: JSONObject

    package init(line: Int, members: JSONObject) {
        self.line = line
        self.members = members
    }

    /// The value that goes by a name: exactly this one, else one that differs in case, underscores, hyphens and blanks
    /// alone, as `execution_id` and `executionId` do.
    package func value(_ name: String) -> JSONValue? {
        if let value = members[name] { return value }
        return members.first { Self.isSame($0.key, name) }?.value
    }

    /// Whether two names are the same but for the way in which they are written.
    package static func isSame(_ name: String, _ other: String) -> Bool {
        var (left, right) = (name.utf8.makeIterator(), other.utf8.makeIterator())
        while true {
            let (one, two) = (nextLetter(&left), nextLetter(&right))
            if one != two { return false }
            if one == nil { return true }
        }
    }

    /// The next byte that counts, in lower case.
    private static func nextLetter(_ bytes: inout String.UTF8View.Iterator) -> UInt8? {
        while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "): continue
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): return byte | 0x20
            default: return byte
            }
        }
        return nil
    }
}

/// Why an input makes no request.
package enum InputFault: Error, Hashable, Sendable {
    /// A text names, in braces, what no input has.
    case unknownName(String, line: Int, known: [String])
    /// A value that is not of the field's type.
    case wrongType(String, field: String, type: String, line: Int)
    /// What the operation itself has against it.
    case operation(OperationError, line: Int)

    /// What is wrong.
    package var what: String {
        switch self {
        case .unknownName(let name, let line, _): "line \(line) of the input has no \"\(name)\""
        case .wrongType(let text, let field, let type, let line):
            "line \(line) of the input: \"\(text)\" is no \(type), which \(field) is to be"
        case .operation(let error, let line): "line \(line) of the input: \(error.what)"
        }
    }
}
