package import FlowTables
import FlowYAML

/// The languages that reports can be in: English, which stands where messages are written, and one for each `CODE.yaml`
/// beside this file, which has a text for every key.
package enum Languages {
    /// English, the default, first.
    package static let codes = [Words.english.code] + EmbeddedTexts.texts.map(\.name)

    /// The language of this code, if there is one.
    package static func named(_ code: String) -> Words? {
        if code == Words.english.code { return .english }
        guard let yaml = EmbeddedTexts.texts.first(where: { $0.name == code })?.text,
            case .mapping(let entries)? = try? composeYAML(Array(yaml.utf8), longest: .max)?.content
        else { return nil }
        let texts = entries.compactMap { entry in
            if case .scalar(let text, _) = entry.value.content { (entry.key, text) } else { nil }
        }
        return Words(code: code, texts: Dictionary(texts) { $1 })
    }
}
