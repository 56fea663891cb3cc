/// What is known about the terminal that shows a table.
package struct TerminalOptions: Hashable, Sendable {
    /// Columns of the terminal; nil where lines may be as long as they like.
    package var width: Int?
    /// Whether to use colours, weights and bars.
    package var hasColor: Bool

    package init(width: Int? = nil, hasColor: Bool = false) {
        self.width = width
        self.hasColor = hasColor
    }
}

/// Colours and weights of a terminal; plain text where colour is off.
enum TerminalStyle {
    static func strong(_ text: String, _ options: TerminalOptions) -> String {
        styled(text, "1", options)
    }

    static func muted(_ text: String, _ options: TerminalOptions) -> String {
        styled(text, "2", options)
    }

    static func alarm(_ text: String, _ options: TerminalOptions) -> String {
        styled(text, "1;31", options)
    }

    static func warning(_ text: String, _ options: TerminalOptions) -> String {
        styled(text, "1;33", options)
    }

    static func bar(_ text: String, _ options: TerminalOptions) -> String {
        styled(text, "36", options)
    }

    /// `text` without blanks at its end, where no style follows them.
    static func trimmed(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }

    private static func styled(_ text: String, _ code: String, _ options: TerminalOptions) -> String {
        options.hasColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

/// A bar drawn in a cell with eighths of a block.
struct TerminalBar: Hashable {
    /// Terminal columns at most.
    let width: Int
    /// The value that fills them.
    let full: Double

    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// The bar for `value`: nothing for zero and below, at least a sliver above.
    func text(_ value: Double) -> String {
        guard value > 0, full > 0 else { return "" }
        let steps = max(1, Int((min(value / full, 1) * Double(width * 8)).rounded()))
        return String(repeating: "█", count: steps / 8) + Self.eighths[steps % 8]
    }
}
