import FlowJSON

// How values are written into a request, as the OpenAPI format names the ways.

extension Parameter {
    /// The value as a part of the path, percent-encoded.
    func pathText(_ value: ParameterValue) -> String {
        func encoded(_ text: String) -> String { PercentEncoding.encode(text) }
        let texts = (value.flat ?? [value.shown.text()]).map(encoded)
        let pairs: [String]? =
            if case .object(let members) = value, isExploded {
                members.compactMap { member in
                    member.value.text.map { "\(encoded(member.key))=\(encoded($0))" }
                }
            } else { nil }
        switch style {
        case .label: return "." + (pairs ?? texts).joined(separator: isExploded ? "." : ",")
        case .matrix:
            if let pairs { return pairs.map { ";\($0)" }.joined() }
            return isExploded
                ? texts.map { ";\(encoded(name))=\($0)" }.joined()
                : ";\(encoded(name))=\(texts.joined(separator: ","))"
        default: return (pairs ?? texts).joined(separator: ",")
        }
    }

    /// The value as the text of a header or cookie.
    func plainText(_ value: ParameterValue) -> String {
        if case .object(let members) = value, isExploded, value.flat != nil {
            return members.map { "\($0.key)=\($0.value.text ?? "")" }.joined(separator: ",")
        }
        return value.flat?.joined(separator: ",") ?? value.shown.text()
    }

    /// The value as pairs of the query, percent-encoded.
    ///
    /// A value of another shape than the declared one, and one that the declared style has no way for, is written with
    /// brackets.
    func queryPairs(_ value: ParameterValue) -> [String] {
        let reserved = allowsReserved ? ":/?@!$'()*,;" : ""
        func encoded(_ text: String) -> String { PercentEncoding.encode(text, keeping: reserved) }
        let key = PercentEncoding.encode(name)
        switch (value, shape) {
        case (.text(let text), _): return ["\(key)=\(encoded(text))"]
        case (.nothing, _): return []
        case (.list(let elements), .list):
            guard let texts = value.flat, !elements.isEmpty else { break }
            if isExploded, style == .form { return texts.map { "\(key)=\(encoded($0))" } }
            guard let separator = style.separator, !isExploded else { break }
            return ["\(key)=\(texts.map(encoded).joined(separator: separator))"]
        case (.object(let members), .object):
            guard style != .deepObject, let texts = value.flat, !members.isEmpty else { break }
            if isExploded, style == .form {
                return members.compactMap { member in
                    member.value.text.map { "\(PercentEncoding.encode(member.key))=\(encoded($0))" }
                }
            }
            guard let separator = style.separator, !isExploded else { break }
            return ["\(key)=\(texts.map(encoded).joined(separator: separator))"]
        default: break
        }
        return Self.bracketed(name, value)
    }

    /// `name[]=a&name[]=b` for a list of texts, else `name[key]=value` at any depth, where lists count from 0.
    static func bracketed(_ name: String, _ value: ParameterValue) -> [String] {
        if case .list = value, let texts = value.flat {
            return texts.map { "\(PercentEncoding.encode(name + "[]"))=\(PercentEncoding.encode($0))" }
        }
        return nested(name, value)
    }

    private static func nested(_ name: String, _ value: ParameterValue) -> [String] {
        switch value {
        case .text(let text): ["\(PercentEncoding.encode(name))=\(PercentEncoding.encode(text))"]
        case .nothing: []
        case .list(let elements): elements.enumerated().flatMap { nested("\(name)[\($0)]", $1) }
        case .object(let members): members.flatMap { nested("\(name)[\($0.key)]", $0.value) }
        }
    }
}

extension Parameter.Style {
    /// What stands between the values of a list in one pair; nil for a style that has no such way.
    fileprivate var separator: String? {
        switch self {
        case .form: ","
        case .spaceDelimited: "%20"
        case .pipeDelimited: "%7C"
        default: nil
        }
    }
}
