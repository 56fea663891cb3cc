/// The report definitions that lie in this folder, compiled in: each `NAME.yaml` beside this file is one.
package enum BuiltInReports {
    /// By name.
    package static let names = EmbeddedTexts.texts.map(\.name)

    /// The text of `NAME.yaml`.
    package static func text(named name: String) -> String? {
        EmbeddedTexts.texts.first { $0.name == name }?.text
    }
}
