/// One value of a YAML file with its place, as people wrote it: keys twice, words unchecked.
package struct YAMLNode: Sendable {
    package let place: TextPlace
    package let content: Content

    package init(place: TextPlace, content: Content) {
        self.place = place
        self.content = content
    }

    package enum Content: Sendable {
        /// A scalar; what stands in quotes is never a number, a truth value or nothing.
        case scalar(String, isQuoted: Bool)
        case list([YAMLNode])
        case mapping([Entry])
    }

    /// A key and its value. Keys may repeat; whoever reads the mapping reports that.
    package struct Entry: Sendable {
        package let key: String
        package let place: TextPlace
        package let value: YAMLNode
    }

    /// Whether nothing stands there, or a plain `null` or `~`.
    package var isNothing: Bool {
        guard case .scalar(let text, isQuoted: false) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// What stands there, for a message: a word in quotation marks, or the kind of value.
    package var description: String {
        switch content {
        case .scalar where isNothing: "nothing"
        case .scalar(let text, _): quoted(text)
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// A place in a text, both counted from 1; columns count Unicode scalars.
package struct TextPlace: Hashable, Sendable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static let start = TextPlace(line: 1, column: 1)
}

/// A text in quotation marks for a message: on one line and not endless.
package func quoted(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(60) {
        let isPrintable = scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
        shown.append(isPrintable ? scalar : " ")
    }
    return "\"\(String(shown))\(text.unicodeScalars.count > 60 ? "…" : "")\""
}
